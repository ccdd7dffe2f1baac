import { isOneOf } from "../edge/shape.ts";

/** Parts of the phone's store that somebody may watch. */
const PARTS = ["desk", "draft", "queue", "report"] as const;
export type PhonePart = (typeof PARTS)[number];

const CHANNEL = "resik-desk";

const watchers = new Set<(part: PhonePart) => void>();
let channel: BroadcastChannel | null = null;

const isPart = (value: unknown): value is PhonePart => isOneOf(PARTS, value);

/** Tells this tab and the others that something was written. */
export function tellChange(part: PhonePart): void {
  for (const watcher of watchers) watcher(part);
  // A channel reaches pages of this origin alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(part);
}

/** Calls back after each write, of this tab or another. @returns what ends the watch. */
export function watchChanges(part: PhonePart, onChange: () => void): () => void {
  // Firefox and Safari of the oldest phones have none: there each tab knows its own writes only.
  if (channel === null && "BroadcastChannel" in self) {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const { data } = event;
      if (isPart(data)) for (const watcher of watchers) watcher(data);
    };
  }
  const watcher = (changed: PhonePart): void => {
    if (changed === part) onChange();
  };
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
