import { createServer, type Server, type Socket } from "node:net";
import { decodeAck, encodeBatch, encodeSegment, type InboxRecord } from "@resik/contract/relay";
import { inboxAckTopic, inboxBatchTopic } from "@resik/contract/topic";
import { listen, portOf } from "@resik/kit/ops-server";
import { generate, parser, type Packet } from "mqtt-packet";

/** The broker's end of the relay in a test's hand, so that it can also misbehave. */
export interface RelayStub {
  url: string;
  /** Subscriptions so far: a consumer that starts anew shows here. */
  subscriptions(): number;
  /** Cursors acknowledged for the latest session. */
  acked: number[];
  /** Sends a batch of the records from one cursor to the other. */
  send(from: number, to: number, records: InboxRecord[]): void;
  sendBytes(payload: Buffer): void;
  /** Resolves when the consumer has read everything that was sent: it answered a later packet. */
  settled(): Promise<void>;
  refuseNext(returnCode: number): void;
  refuseSubscriptions(refuse: boolean): void;
  dropConnection(): void;
  close(): Promise<void>;
}

export async function startRelayStub(): Promise<RelayStub> {
  const sockets = new Set<Socket>();
  const acked: number[] = [];
  let current: Socket | null = null;
  let subscriptions = 0;
  let session = 0n;
  let refusal = 0;
  let refusesSubscriptions = false;
  let onSettled: (() => void) | null = null;

  function subscribe(socket: Socket, messageId: number): void {
    const granted = refusesSubscriptions ? [128] : [0];
    socket.write(generate({ cmd: "suback", messageId, granted }));
    subscriptions++;
    session = BigInt(subscriptions);
    current = socket;
    acked.length = 0;
  }

  function answer(socket: Socket, packet: Packet): void {
    if (packet.cmd === "connect") {
      socket.write(generate({ cmd: "connack", returnCode: refusal, sessionPresent: false }));
      if (refusal > 0) socket.end();
      refusal = 0;
    }
    if (packet.cmd === "pubcomp") onSettled?.();
    if (packet.cmd === "subscribe") subscribe(socket, packet.messageId ?? 0);
    if (packet.cmd !== "publish" || packet.topic !== inboxAckTopic("ingest")) return;
    const ack = Buffer.isBuffer(packet.payload) ? decodeAck(packet.payload) : null;
    if (ack?.session === session) acked.push(ack.cursor);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    const packets = parser();
    packets.on("packet", (packet) => answer(socket, packet));
    socket.on("data", (chunk) => packets.parse(chunk));
  });
  await listen(server, 0, "127.0.0.1");
  const topic = inboxBatchTopic("ingest");
  const sendBytes = (payload: Buffer): void =>
    void current?.write(
      generate({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false }),
    );

  return {
    url: `mqtt://127.0.0.1:${portOf(server)}`,
    subscriptions: () => subscriptions,
    acked,
    send(from, to, records) {
      const header = { session, from, to, rows: records.length };
      sendBytes(encodeBatch(header, [encodeSegment(records)]));
    },
    sendBytes,
    settled: () =>
      new Promise((resolve) => {
        onSettled = resolve;
        current?.write(generate({ cmd: "pubrel", messageId: 7 }));
      }),
    refuseNext(returnCode) {
      refusal = returnCode;
    },
    refuseSubscriptions(refuse) {
      refusesSubscriptions = refuse;
    },
    dropConnection: () => void current?.destroy(),
    close: () => closeAll(server, sockets),
  };
}

const closeAll = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
