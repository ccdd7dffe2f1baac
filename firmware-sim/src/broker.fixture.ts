import { createServer, type Socket } from "node:net";
import { systemClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { Aedes, type AedesOptions } from "aedes";

export interface SeenMessage {
  topic: string;
  payload: string;
  qos: number;
  retain: boolean;
}

/** A small MQTT broker in this process; it sees what devices publish and can hang up on them. */
export interface TestBroker {
  readonly url: string;
  readonly seen: readonly SeenMessage[];
  /** Topic filters that were ever subscribed to. */
  readonly subscribed: ReadonlySet<string>;
  /** Resolves when the condition holds; it is asked after every message and client. */
  until(condition: () => boolean): Promise<void>;
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  /** While true, publishes wait without a PUBACK. */
  hold(on: boolean): void;
  dropAll(): void;
  /** Stops listening and hangs up; `close` is then still needed. */
  close(): Promise<void>;
}

/** Waits for something that no message tells; the test's own time limit ends it. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await systemClock.sleep(5);
}

/** Conditions that wait for the next thing to happen. */
function createWaitingRoom() {
  const waiting = new Set<{ condition: () => boolean; resolve: () => void }>();
  return {
    look(): void {
      for (const one of waiting) {
        if (!one.condition()) continue;
        waiting.delete(one);
        one.resolve();
      }
    },
    until: (condition: () => boolean): Promise<void> =>
      condition()
        ? Promise.resolve()
        : new Promise((resolve) => void waiting.add({ condition, resolve })),
  };
}

/** Lets publishes through, or keeps them without a PUBACK while it is held. */
function createGate(seen: SeenMessage[], look: () => void) {
  const held: (() => void)[] = [];
  let isHolding = false;
  const authorizePublish: AedesOptions["authorizePublish"] = (_client, packet, callback) => {
    const pass = (): void => {
      const { topic, qos, retain } = packet;
      seen.push({ topic, payload: packet.payload.toString(), qos, retain });
      callback(null);
      setImmediate(look);
    };
    if (isHolding) held.push(pass);
    else pass();
  };
  return {
    authorizePublish,
    hold(on: boolean): void {
      isHolding = on;
      if (!on) for (const pass of held.splice(0)) pass();
    },
  };
}

export async function startTestBroker(): Promise<TestBroker> {
  const seen: SeenMessage[] = [];
  const sockets = new Set<Socket>();
  const subscribed = new Set<string>();
  const { look, until } = createWaitingRoom();
  const gate = createGate(seen, look);
  const broker = await Aedes.createBroker({ authorizePublish: gate.authorizePublish });
  for (const event of ["clientReady", "clientDisconnect"] as const) broker.on(event, look);
  broker.on("subscribe", (subscriptions) => {
    for (const { topic } of subscriptions) subscribed.add(topic);
    look();
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  await listen(server, 0, "127.0.0.1");
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url: `mqtt://127.0.0.1:${portOf(server)}`,
    seen,
    subscribed,
    until,
    publish: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: "publish", topic, payload, qos: 1, retain, dup: false } as const;
        broker.publish(packet, (error?: Error) => (error ? reject(error) : resolve()));
      }),
    hold: gate.hold,
    dropAll,
    close: () =>
      new Promise((resolve) => {
        dropAll();
        server.close(() => broker.close(() => resolve()));
      }),
  };
}
