import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "@resik/kit/metrics";
import type { Principal } from "./principal.ts";

/** Why a publish was refused without PUBACK. */
export const PUBLISH_REFUSALS = [
  "topic-denied",
  "topic-too-long",
  "rate",
  "inbox-full",
  "disk-full",
  "inbox-failed",
  "revoke-failed",
  "too-many-open",
] as const;
export type PublishRefusal = (typeof PUBLISH_REFUSALS)[number];

/** Why a connection was not accepted or was cut. */
export const CONNECTION_REFUSALS = [
  "too-many-connections",
  "too-many-sessions",
  "bad-credentials",
  "will-denied",
  "client-id",
  "auth-unavailable",
  "packet-too-large",
  "protocol",
  "keepalive",
] as const;
export type ConnectionRefusal = (typeof CONNECTION_REFUSALS)[number];

/** Why a live message did not reach a subscriber. Stored readings are not touched by it. */
export type LiveDrop = "slow-subscriber";

export interface BrokerEvents {
  committed(rows: number, durationMs: number): void;
  /** A message of a channel that only lives in memory. */
  transient(): void;
  publishRefused(reason: PublishRefusal, principal: string): void;
  connectionRefused(reason: ConnectionRefusal, detail: string): void;
  /** A session ended with an error: a reset socket, a malformed packet, a refused publish. */
  clientFailed(client: string, error: Error): void;
  subscribeRefused(principal: string): void;
  liveDropped(reason: LiveDrop): void;
  /** A retain flag that was taken off: only `status` of a device may be retained. */
  retainStripped(): void;
  authAnswered(source: "service" | "fresh" | "api" | "stale", outcome: "allow" | "deny"): void;
  sessionCount(change: 1 | -1, kind: Principal["kind"]): void;
  relayStarted(from: number): void;
  relaySent(rows: number): void;
  relayAcked(): void;
  relayAckIgnored(): void;
  relayStopped(): void;
  revoked(device: string): void;
  /** The question for a device's credentials failed unexpectedly. */
  authFailed(error: unknown): void;
  inboxFailed(error: Error): void;
  /** Segments that were stored elsewhere could not be deleted; it is tried again. */
  releaseFailed(error: unknown): void;
  /** A revocation could not be made durable; the api keeps it and publishes it again. */
  revokeFailed(device: string, error: unknown): void;
  diskState(state: "ok" | "full"): void;
  /** A report of our own was not written; its counts go with the next one. */
  reportDropped(reason: PublishRefusal): void;
  /** What was counted since the start: the same events as the metrics count. */
  totals(): BrokerTotals;
}

/** Totals since the start, and how many devices are connected now. */
export interface BrokerTotals {
  messagesAccepted: number;
  publishesRefused: number;
  connectedDevices: number;
}

export interface BrokerFigures {
  inboxRows(): number;
  inboxBytes(): number;
  inboxAgeS(): number;
}

/** One function an event: it counts, and logs where a person wants to know. */
export function createBrokerEvents(
  logger: Logger,
  metrics: Registry,
  figures: BrokerFigures,
): BrokerEvents {
  const totals: BrokerTotals = { messagesAccepted: 0, publishesRefused: 0, connectedDevices: 0 };
  const count = createCounters(metrics, figures);
  return {
    committed(rows, durationMs) {
      totals.messagesAccepted += rows;
      count.messages.inc(rows);
      count.commits.observe(durationMs / 1_000);
    },
    transient: () => count.transients.inc(),
    publishRefused(reason, principal) {
      totals.publishesRefused++;
      count.refusedPublishes.inc({ reason });
      logger.debug({ reason, principal }, "publish refused");
    },
    connectionRefused(reason, detail) {
      count.refusedConnections.inc({ reason });
      logger.debug({ reason, detail }, "connection refused");
    },
    clientFailed(client, error) {
      count.clientErrors.inc();
      logger.debug({ client, err: error }, "session ended with an error");
    },
    subscribeRefused(principal) {
      count.refusedSubscribes.inc();
      logger.debug({ principal }, "subscribe refused");
    },
    liveDropped: (reason) => count.liveDrops.inc({ reason }),
    retainStripped: () => count.strippedRetains.inc(),
    authAnswered: (source, outcome) => count.auths.inc({ source, outcome }),
    sessionCount(change, kind) {
      count.sessions.inc(change);
      if (kind !== "device") return;
      totals.connectedDevices += change;
      count.devices.inc(change);
    },
    relayStarted: (from) => logger.info({ from }, "relay started"),
    relaySent: (rows) => count.relayed.inc(rows),
    relayAcked: () => count.acked.inc(),
    relayAckIgnored: () => count.ackIgnored.inc(),
    relayStopped: () => logger.info("relay stopped"),
    revoked: (device) => logger.info({ device }, "credentials revoked"),
    authFailed: (error) => logger.error({ err: error }, "authentication failed"),
    inboxFailed: (error) => logger.error({ err: error }, "inbox commit failed"),
    releaseFailed: (error) => logger.warn({ err: error }, "inbox could not delete; trying again"),
    revokeFailed: (device, error) =>
      logger.error({ device, err: error }, "credentials were not revoked; the api asks again"),
    diskState(state) {
      if (state === "full") logger.error("inbox refuses publishes: the disk is nearly full");
      else logger.info("inbox takes publishes again");
    },
    reportDropped: (reason) => count.droppedReports.inc({ reason }),
    totals: () => ({ ...totals }),
  };
}

function createCounters(metrics: Registry, figures: BrokerFigures) {
  const registers = [metrics];
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `broker_${name}`, help, labelNames, registers });
  const messages = counter("inbox_messages_total", "Messages made durable before their PUBACK.");
  const commits = new Histogram({
    name: "broker_inbox_commit_seconds",
    help: "Time of a group commit, sync included.",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const transients = counter("transient_messages_total", "Messages that only live in memory.");
  const refusedPublishes = counter("publishes_refused_total", "Publishes without PUBACK.", [
    "reason",
  ]);
  const refusedConnections = counter("connections_refused_total", "Connections refused or cut.", [
    "reason",
  ]);
  const refusedSubscribes = counter("subscribes_refused_total", "Topic filters answered with 128.");
  const clientErrors = counter("session_errors_total", "Sessions that ended with an error.");
  const liveDrops = counter("live_dropped_total", "Live messages a slow subscriber missed.", [
    "reason",
  ]);
  const strippedRetains = counter("retain_stripped_total", "Retain flags that were not allowed.");
  const auths = counter("authentications_total", "Answers to CONNECT.", ["source", "outcome"]);
  const relayed = counter("relay_messages_total", "Messages sent to the consumer.");
  const acked = counter("relay_acks_total", "Acknowledgements of the consumer.");
  const ackIgnored = counter("relay_acks_ignored_total", "Acknowledgements of an old session.");
  const sessions = new Gauge({ name: "broker_sessions", help: "Connected sessions.", registers });
  const devices = new Gauge({
    name: "broker_connected_devices",
    help: "Connected sessions of devices.",
    registers,
  });
  const droppedReports = counter("reports_dropped_total", "Own reports that were not written.", [
    "reason",
  ]);
  registerFigures(metrics, figures);

  return {
    messages,
    commits,
    transients,
    refusedPublishes,
    refusedConnections,
    refusedSubscribes,
    clientErrors,
    liveDrops,
    strippedRetains,
    auths,
    relayed,
    acked,
    ackIgnored,
    sessions,
    devices,
    droppedReports,
  };
}

/** Gauges that are read when somebody asks for them. */
function registerFigures(metrics: Registry, figures: BrokerFigures): void {
  const registers = [metrics];
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `broker_${name}`,
      help,
      registers,
      collect() {
        try {
          this.set(value());
        } catch {
          // A broken disk is when the other figures matter most.
          this.set(Number.NaN);
        }
      },
    });

  gauge("inbox_rows", "Messages that wait for the consumer.", figures.inboxRows);
  gauge("inbox_bytes", "Bytes that wait for the consumer.", figures.inboxBytes);
  gauge("inbox_age_seconds", "Age of the oldest waiting message.", figures.inboxAgeS);
}
