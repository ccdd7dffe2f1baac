import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "@resik/kit/metrics";
import type { RateClass } from "./http/rate-limit.ts";

export type SignInOutcome = "signed-in" | "wrong" | "locked-out" | "refused";
/** Which bound a refused event stream was one past. */
export type LiveBound = "all" | "public" | "address";
/** Announced channels besides deposits, which are lines of the book. */
export type AnnouncedChannel = "place" | "bank" | "alert";
export type AuthenticateOutcome = "allow" | "deny";

/** What of a device is kept as JSON that another version may have written. */
export type KeptJson = "correction" | "format";

/** What happens in the api, logged and counted together. Labels come from closed sets. */
export interface ApiEvents {
  request(input: { method: string; route: string; status: number; seconds: number }): void;
  unexpected(error: unknown, requestId: string): void;
  storeFailed(error: unknown): void;
  /** Something of a device cannot be read; logged once for each, counted every time. */
  unreadable(what: KeptJson, device: string): void;
  exportCut(error: unknown): void;
  signIn(outcome: SignInOutcome): void;
  /** Somebody asked more often than a route of this class allows. */
  rateLimited(rate: RateClass): void;
  authenticated(outcome: AuthenticateOutcome): void;
  mqttConnected(): void;
  mqttLost(reason: string, retryMs: number): void;
  mqttRefused(filter: string): void;
  livePayloadInvalid(): void;
  liveDropped(count: number): void;
  liveStreams(count: number): void;
  liveRefused(bound: LiveBound): void;
  downlinkFailed(what: "config" | "revocation", detail: string): void;
  /** Lines of deposits that the broker acknowledged. */
  depositsAnnounced(lines: number): void;
  /** Age of the oldest transfer that is not announced yet; 0 when all are. */
  depositLag(seconds: number): void;
  depositsDelayed(detail: string, retryMs: number): void;
  /** Messages of a channel that the broker acknowledged. */
  announced(channel: AnnouncedChannel, messages: number): void;
  announceDelayed(channel: AnnouncedChannel, detail: string, retryMs: number): void;
}

/** Devices of which the log says that something cannot be read; of more it says nothing. */
const UNREADABLE_LOGGED_MAX = 1_000;

const statusClass = (status: number): string => `${Math.floor(status / 100)}xx`;

export function createApiEvents(logger: Logger, metrics: Registry): ApiEvents {
  const counters = createCounters(metrics);
  const connected = new Gauge({
    name: "api_mqtt_connected",
    help: "1 while the api is connected to the broker.",
    registers: [metrics],
  });
  const streams = new Gauge({
    name: "api_live_streams",
    help: "Event streams that are open.",
    registers: [metrics],
  });
  const depositLag = new Gauge({
    name: "api_deposit_lag_seconds",
    help: "Age of the oldest transfer whose lines are not announced yet; 0 when all are.",
    registers: [metrics],
  });
  return {
    request: ({ method, route, status, seconds }) =>
      counters.requests.observe({ method, route, status: statusClass(status) }, seconds),
    unexpected(error, requestId) {
      counters.failures.inc({ kind: "unexpected" });
      logger.error({ err: error, requestId }, "unexpected error while answering");
    },
    storeFailed(error) {
      counters.failures.inc({ kind: "store" });
      logger.error({ err: error }, "the readings store did not answer");
    },
    unreadable: createUnreadable(logger, counters.failures),
    exportCut(error) {
      counters.failures.inc({ kind: "export" });
      logger.error({ err: error }, "an export ended before its end");
    },
    signIn(outcome) {
      counters.signIns.inc({ outcome });
      if (outcome === "locked-out") logger.warn("sign-in refused: too many wrong passwords");
    },
    rateLimited: (rate) => counters.rateLimited.inc({ rate }),
    authenticated: (outcome) => counters.authentications.inc({ outcome }),
    mqttConnected() {
      connected.set(1);
      logger.info("connected to the broker");
    },
    mqttLost(reason, retryMs) {
      connected.set(0);
      logger.warn({ reason, retryMs: Math.round(retryMs) }, "not connected to the broker");
    },
    mqttRefused: (filter) => logger.error({ filter }, "the broker refused a subscription"),
    livePayloadInvalid: () => counters.liveInvalid.inc(),
    liveDropped: (count) => counters.liveDropped.inc(count),
    liveStreams: (count) => streams.set(count),
    liveRefused: (bound) => counters.liveRefused.inc({ bound }),
    depositsAnnounced: (lines) => counters.depositsAnnounced.inc(lines),
    depositLag: (seconds) => depositLag.set(seconds),
    depositsDelayed(detail, retryMs) {
      counters.failures.inc({ kind: "deposits" });
      logger.warn({ detail, retryMs }, "deposits are not announced yet; tried again");
    },
    announced: (channel, messages) => counters.announced.inc({ channel }, messages),
    announceDelayed(channel, detail, retryMs) {
      counters.failures.inc({ kind: channel });
      logger.warn({ channel, detail, retryMs }, "not announced yet; tried again");
    },
    downlinkFailed(what, detail) {
      counters.failures.inc({ kind: what });
      logger.warn({ what, detail }, "not delivered to the broker; sent again when it is back");
    },
  };
}

/** What cannot be read is asked for again and again: the log says it once. */
function createUnreadable(logger: Logger, failures: Counter<"kind">): ApiEvents["unreadable"] {
  const logged = new Set<string>();
  return (what, device) => {
    failures.inc({ kind: "unreadable" });
    const key = `${what} ${device}`;
    if (logged.has(key) || logged.size >= UNREADABLE_LOGGED_MAX) return;
    logged.add(key);
    logger.error({ what, device }, "what is kept of a device cannot be read: set it anew");
  };
}

function createCounters(metrics: Registry) {
  const registers = [metrics];
  return {
    requests: new Histogram({
      name: "api_http_request_seconds",
      help: "Time to answer a request; streams count until their first byte.",
      labelNames: ["method", "route", "status"] as const,
      buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    failures: new Counter({
      name: "api_failures_total",
      help: "Failures on our side, by kind.",
      labelNames: ["kind"] as const,
      registers,
    }),
    signIns: new Counter({
      name: "api_sign_ins_total",
      help: "Attempts to sign in, by outcome.",
      labelNames: ["outcome"] as const,
      registers,
    }),
    rateLimited: new Counter({
      name: "api_rate_limited_total",
      help: "Requests refused because somebody asked too often, by class of route.",
      labelNames: ["rate"] as const,
      registers,
    }),
    authentications: new Counter({
      name: "api_mqtt_authentications_total",
      help: "Questions of the broker, by answer.",
      labelNames: ["outcome"] as const,
      registers,
    }),
    liveInvalid: new Counter({
      name: "api_live_invalid_total",
      help: "Messages not shown live because they do not fit their schema.",
      registers,
    }),
    liveRefused: new Counter({
      name: "api_live_refused_total",
      help: "Event streams refused because too many are open, by the bound that was reached.",
      labelNames: ["bound"] as const,
      registers,
    }),
    depositsAnnounced: new Counter({
      name: "api_deposits_announced_total",
      help: "Lines of deposits that the broker acknowledged, repeated ones too.",
      registers,
    }),
    announced: new Counter({
      name: "api_announced_total",
      help: "Messages about places, banks and alerts that the broker acknowledged, by channel.",
      labelNames: ["channel"] as const,
      registers,
    }),
    liveDropped: new Counter({
      name: "api_live_dropped_total",
      help: "Live events dropped because a client read too slowly.",
      registers,
    }),
  };
}
