/**
 * What this worker uses of the service worker's global scope. The compiler's own `webworker`
 * library contradicts `dom`, which the rest of the web needs.
 */
export interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
export interface WorkerFetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
export interface WorkerMessageEvent extends WorkerEvent {
  readonly data: unknown;
}
export interface WorkerPushEvent extends WorkerEvent {
  readonly data: { text(): string } | null;
}
export interface WorkerNotificationEvent extends WorkerEvent {
  readonly notification: Notification;
}
/** A window of this origin. */
export interface WorkerClient {
  readonly url: string;
  focus(): Promise<WorkerClient>;
}
export interface WorkerScope {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<WorkerClient[]>;
    openWindow(url: string): Promise<WorkerClient | null>;
  };
  readonly registration: {
    readonly pushManager: PushManager;
    showNotification(title: string, options: NotificationOptions): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: "install" | "activate" | "pushsubscriptionchange",
    listener: (event: WorkerEvent) => void,
  ): void;
  addEventListener(type: "fetch", listener: (event: WorkerFetchEvent) => void): void;
  addEventListener(type: "push", listener: (event: WorkerPushEvent) => void): void;
  addEventListener(
    type: "notificationclick",
    listener: (event: WorkerNotificationEvent) => void,
  ): void;
  addEventListener(type: "message", listener: (event: WorkerMessageEvent) => void): void;
}
