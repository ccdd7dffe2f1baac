import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Device } from "@resik/contract/http/registry";
import { replySchema, type Command, type Reply } from "@resik/contract/payload/downlink";
import { deviceTopic, replayTopic, revokeTopic } from "@resik/contract/topic";
import type { Clock } from "@resik/kit/clock";
import type { ApiEvents } from "../events.ts";
import { listDevices } from "../registry/devices.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { MqttLink } from "./link.ts";

/** How long a device may take to answer a command. */
export const REPLY_TIMEOUT_MS = 10_000;
const PAGE_DEVICES = 200;

/** What the api sends to devices and to the broker about them. */
export interface Downlink {
  /** Retained desired state; a device that is retired keeps none. Best effort: see `resend`. */
  announceConfig(device: Device): void;
  /** Sends the revocations that the broker has not acknowledged yet. Best effort. */
  announceRevocations(): void;
  /** `broker-unavailable`, or `device-silent` when no reply came in time. */
  command(
    device: Device,
    command: Command,
  ): Promise<Result<Reply, "broker-unavailable" | "device-silent">>;
  /** Sends a message through the inbox, as received at the time at which it first was. */
  replay(message: {
    receivedAtMs: number;
    topic: string;
    payload: Uint8Array;
  }): Promise<Result<void, "broker-unavailable">>;
  /** Resolves when nothing that was begun is under way any more. */
  settled(): Promise<void>;
}

export interface DownlinkOptions {
  db: RegistryDb;
  link: MqttLink;
  clock: Clock;
  events: ApiEvents;
}

export function createDownlink(options: DownlinkOptions): Downlink {
  const { db, link, events } = options;
  const underWay = new Set<Promise<void>>();
  const begin = (what: "config" | "revocation", work: () => Promise<void>): void => {
    const running = work()
      .catch((error: unknown) => events.downlinkFailed(what, String(error)))
      .finally(() => underWay.delete(running));
    underWay.add(running);
  };

  async function sendConfig(device: Device): Promise<boolean> {
    const topic = deviceTopic(device.site, device.id, "config");
    const payload = device.retiredAt === null ? JSON.stringify(device.config) : "";
    const sent = await link.publish(topic, payload, { retain: true });
    if (!sent.ok) events.downlinkFailed("config", sent.detail);
    return sent.ok;
  }

  async function sendRevocations(): Promise<void> {
    const rows = await db.selectFrom("revocations").selectAll().execute();
    for (const row of rows) {
      const sent = await link.publish(revokeTopic(row.device), "");
      if (!sent.ok) return events.downlinkFailed("revocation", sent.detail);
      // A rotation during the publish wrote a later time: that one is still to be told.
      await db
        .deleteFrom("revocations")
        .where("device", "=", row.device)
        .where("since_ms", "=", row.since_ms)
        .execute();
    }
  }

  // The broker keeps retained messages in memory only, so each connection gets them all again.
  async function sendAllConfigs(): Promise<void> {
    for (let afterId = ""; ;) {
      const query = { scope: "all" as const, retired: false, afterId, limit: PAGE_DEVICES };
      const devices = (await listDevices(db, query)).slice(0, PAGE_DEVICES);
      const sent = await Promise.all(devices.map(sendConfig));
      const last = devices.at(-1);
      if (!last || devices.length < PAGE_DEVICES || sent.includes(false)) return;
      afterId = last.id;
    }
  }

  link.onConnect(() => {
    begin("revocation", sendRevocations);
    begin("config", sendAllConfigs);
  });

  return {
    announceConfig: (device) => begin("config", async () => void (await sendConfig(device))),
    announceRevocations: () => begin("revocation", sendRevocations),
    command: (device, command) => sendCommand(options, device, command),
    replay: ({ receivedAtMs, topic, payload }) =>
      link.publish(replayTopic(receivedAtMs, topic), payload),
    settled: async () => void (await Promise.all(underWay)),
  };
}

async function sendCommand(
  { link, clock }: DownlinkOptions,
  device: Device,
  command: Command,
): Promise<Result<Reply, "broker-unavailable" | "device-silent">> {
  const replies = deviceTopic(device.site, device.id, "reply");
  if (!link.isConnected()) return fail("broker-unavailable", "not connected to the broker");
  const abort = new AbortController();
  const answer = new Promise<Reply>((resolve) => {
    const stop = link.onMessage(({ topic, payload }) => {
      if (topic !== replies) return;
      const reply = parseReply(payload);
      if (reply?.id === command.id) resolve(reply);
    });
    abort.signal.addEventListener("abort", stop);
  });
  await link.want(replies, 0);
  try {
    const topic = deviceTopic(device.site, device.id, "command");
    const sent = await link.publish(topic, JSON.stringify(command));
    if (!sent.ok) return sent;
    const late = clock.sleep(REPLY_TIMEOUT_MS, abort.signal).then(() => null);
    const reply = await Promise.race([answer, late]);
    return reply ? ok(reply) : fail("device-silent", `no reply within ${REPLY_TIMEOUT_MS} ms`);
  } finally {
    abort.abort();
    link.unwant(replies);
  }
}

function parseReply(payload: Buffer): Reply | null {
  try {
    const parsed = replySchema.safeParse(JSON.parse(payload.toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: a device's mistake, and no answer to anybody's command.
    return null;
  }
}
