import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { Aedes, type Client } from "aedes";
import { OPEN_CALLBACKS_MAX } from "@resik/contract/limits";
import { inboxBatchTopic } from "@resik/contract/topic";
import type { Clock, Timer } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { startOpsServer } from "@resik/kit/ops-server";
import type { Random } from "@resik/kit/random";
import { openAuthCache, type AuthCache } from "./auth-cache.ts";
import { createHttpAuthSource } from "./auth-source.ts";
import { createAuthenticator, type Authenticator } from "./authenticator.ts";
import { watchDisk, type DiskWatch } from "./disk-watch.ts";
import { createBrokerEvents, type BrokerEvents, type BrokerFigures } from "./events.ts";
import { openInbox, type Inbox } from "./inbox.ts";
import { skipUnheardMessages } from "./live-fan-out.ts";
import { openListeners } from "./listeners.ts";
import { INBOX_CONSUMER } from "./principal.ts";
import { startPipelineReports } from "./pipeline-report.ts";
import { createPublishGate, type PublishGate } from "./publish-gate.ts";
import { createRelay, type Relay } from "./relay.ts";
import { createSessionHooks } from "./session-hooks.ts";
import { createSessionRegistry, type SessionRegistry } from "./session-registry.ts";
import { checkBrokerSettings, type BrokerSettings } from "./settings.ts";
import { guardStream } from "./socket-guard.ts";
import { createRateLimiter, type RateLimiter } from "./token-bucket.ts";

export interface Broker {
  ports: Record<string, number>;
  /** Stops taking messages, makes durable what was taken, closes everything. */
  close(): Promise<void>;
}

export interface BrokerDependencies {
  clock: Clock;
  /** Draws the boot of our own figures. */
  random: Random;
  logger: Logger;
  /** Figures of the process itself belong to a process that is only the broker. */
  processMetrics: boolean;
}

const KEEPALIVE_S_MAX = 1_800;
const CONNECT_TIMEOUT_MS = 10_000;
/** A subscriber that does not read for so long is cut: others wait behind it. */
const DRAIN_TIMEOUT_MS = 5_000;
const EXPIRY_CHECK_MS = 10_000;
const RATE_KEYS_MAX = 100_000;
const BOOT_CHARACTERS = 12;

/**
 * Starts the broker: who may connect and publish, and every message on disk before its PUBACK.
 *
 * @throws SettingsError, or the system's error when a port or folder cannot be had.
 */
export async function startBroker(
  settings: BrokerSettings,
  dependencies: BrokerDependencies,
): Promise<Broker> {
  checkBrokerSettings(settings);
  const { clock } = dependencies;
  const path = await openDurablePath(settings, dependencies);
  const { inbox, cache, metrics, events, disk, relay } = path;
  const sessions = createSessionRegistry(events.sessionCount);
  const authenticator = openAuthenticator(settings, dependencies, cache, events);
  const gate = createPublishGate({
    clock,
    inbox,
    events,
    rate: openRateLimiter(settings, clock),
    inboxBytesMax: settings.RESIK_BROKER_INBOX_BYTES_MAX,
    openCallbacksMax: OPEN_CALLBACKS_MAX,
    isDiskFull: disk.isFull,
    onAck: relay.acknowledge,
    onRevoke(device) {
      sessions.closeDevice(device);
      authenticator.forget(device);
      events.revoked(device);
    },
  });
  const aedes = await Aedes.createBroker({
    ...createSessionHooks({ authenticator, gate, sessions, events }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    keepaliveLimit: KEEPALIVE_S_MAX,
  });
  skipUnheardMessages(aedes);
  connectRelay(aedes, relay, sessions);
  countErrors(aedes, events);
  const timers = startTimers(settings, dependencies, { ...path, gate, sessions });
  const door = createDoor(aedes, settings, events, (client) => {
    sessions.end(client);
    relay.stop(client);
  });
  const servers: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const timer of timers) timer.cancel();
    disk.stop();
    const closing = servers.map((server) => server.close());
    await new Promise<void>((resolve) => aedes.close(resolve));
    door.endAll();
    await Promise.all(closing);
    inbox.close();
    cache.close();
  };
  try {
    const listeners = await openListeners(settings, door.accept);
    servers.push(listeners);
    const ops = await startOpsServer({
      host: settings.RESIK_BROKER_OPS_HOST,
      port: settings.RESIK_BROKER_OPS_PORT,
      metrics,
      notReady: () => objectionToWork(disk, inbox, settings),
    });
    servers.push(ops);
    return { ports: { ...listeners.ports, ops: ops.port }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What happens now and then for as long as the broker runs. */
function startTimers(
  settings: BrokerSettings,
  { clock, random }: BrokerDependencies,
  parts: {
    gate: PublishGate;
    sessions: SessionRegistry;
    events: BrokerEvents;
    figures: BrokerFigures;
  },
): Timer[] {
  const { sessions } = parts;
  const expiry = clock.every(EXPIRY_CHECK_MS, () => sessions.closeExpired(clock.nowMs()));
  const everyMs = settings.RESIK_PIPELINE_REPORT_S * 1_000;
  if (everyMs === 0) return [expiry];
  return [
    expiry,
    startPipelineReports({ ...parts, clock, boot: random.id(BOOT_CHARACTERS), everyMs }),
  ];
}

/** Why publishes would be refused now; null when they are taken. */
function objectionToWork(disk: DiskWatch, inbox: Inbox, settings: BrokerSettings): string | null {
  if (disk.isFull()) return "the disk is nearly full";
  const isFull = inbox.waitingBytes() >= settings.RESIK_BROKER_INBOX_BYTES_MAX;
  return isFull ? "the inbox is full" : null;
}

/** Everything between a publish and its place on disk, and from there to the consumer. */
async function openDurablePath(
  settings: BrokerSettings,
  { clock, logger, processMetrics }: BrokerDependencies,
) {
  const folder = join(settings.RESIK_DATA_DIR, "broker");
  mkdirSync(folder, { recursive: true });
  const inbox = openInbox({
    path: join(folder, "inbox.sqlite"),
    clock,
    onReleaseFailed: (error) => events.releaseFailed(error),
  });
  const cache = openAuthCache({ path: join(folder, "auth-cache.sqlite"), clock, logger });
  const metrics = createMetrics({ processMetrics });
  const figures = inboxFigures(inbox, clock);
  const events = createBrokerEvents(logger, metrics, figures);
  const disk = await watchDisk({
    folder,
    freeBytesMin: settings.RESIK_BROKER_DISK_FREE_BYTES_MIN,
    clock,
    onChange: events.diskState,
  });
  const relay = createRelay(inbox, events);
  inbox.onCommit(events.committed);
  inbox.onCommit(relay.pump);
  return { inbox, cache, metrics, figures, events, disk, relay };
}

const inboxFigures = (inbox: Inbox, clock: Clock): BrokerFigures => ({
  inboxRows: inbox.waitingRows,
  inboxBytes: inbox.waitingBytes,
  inboxAgeS() {
    const oldestAtMs = inbox.oldestAtMs();
    return oldestAtMs === null ? 0 : Math.max(0, clock.nowMs() - oldestAtMs) / 1_000;
  },
});

const openRateLimiter = (settings: BrokerSettings, clock: Clock): RateLimiter =>
  createRateLimiter({
    clock,
    perS: settings.RESIK_BROKER_DEVICE_MESSAGES_PER_S,
    burst: settings.RESIK_BROKER_DEVICE_BURST_MESSAGES,
    keysMax: RATE_KEYS_MAX,
  });

const openAuthenticator = (
  settings: BrokerSettings,
  { clock, logger }: BrokerDependencies,
  cache: AuthCache,
  events: BrokerEvents,
): Authenticator =>
  createAuthenticator({
    clock,
    cache,
    events,
    source: createHttpAuthSource({
      url: settings.RESIK_API_URL,
      secret: settings.RESIK_BROKER_AUTH_SECRET,
      logger,
    }),
    secrets: {
      ingest: settings.RESIK_INGEST_MQTT_SECRET,
      api: settings.RESIK_API_MQTT_SECRET,
    },
    freshMs: settings.RESIK_BROKER_AUTH_FRESH_S * 1_000,
    staleMs: settings.RESIK_BROKER_AUTH_STALE_S * 1_000,
  });

interface Door {
  accept(stream: Duplex): void;
  /** Ends every stream, also those on which no session has begun, which Aedes does not know. */
  endAll(): void;
}

/** Bounds on the stream itself, before Aedes sees a byte of it. */
function createDoor(
  aedes: Aedes,
  settings: BrokerSettings,
  events: BrokerEvents,
  onClose: (client: Client) => void,
): Door {
  const open = new Set<Duplex>();
  return {
    accept(stream) {
      if (open.size >= settings.RESIK_BROKER_CONNECTIONS_MAX) {
        events.connectionRefused("too-many-connections", "");
        // Whatever still goes wrong on a stream that nobody wants any more is of no interest.
        stream.on("error", () => undefined).destroy();
        return;
      }
      open.add(stream);
      guardStream(stream, settings.RESIK_BROKER_PACKET_BYTES_MAX, () =>
        events.connectionRefused("packet-too-large", ""),
      );
      const client = aedes.handle(stream);
      stream.once("close", () => {
        open.delete(stream);
        onClose(client);
      });
    },
    endAll() {
      for (const stream of open) stream.destroy();
    },
  };
}

/** The consumer of the inbox comes and goes as an ordinary client. */
function connectRelay(aedes: Aedes, relay: Relay, sessions: SessionRegistry): void {
  const topic = inboxBatchTopic(INBOX_CONSUMER);
  aedes.on("subscribe", (subscriptions, client) => {
    if (sessions.principalOf(client)?.kind !== "ingest") return;
    if (!subscriptions.some((subscription) => subscription.topic === topic)) return;
    relay.start(client, (payload, done) => {
      client.publish(
        { cmd: "publish", topic, payload, qos: 0, retain: false, dup: false },
        (error) => done(error ?? null),
      );
    });
  });
}

function countErrors(aedes: Aedes, events: BrokerEvents): void {
  aedes.on("keepaliveTimeout", (client) => events.connectionRefused("keepalive", client.id));
  // Refused CONNECTs were counted where they were decided.
  aedes.on("connectionError", (_client, error) => {
    if (!("returnCode" in error)) events.connectionRefused("protocol", error.message);
  });
  aedes.on("clientError", (client, error) => {
    if ("returnCode" in error || "errorCode" in error) return;
    events.clientFailed(client.id, error);
  });
}
