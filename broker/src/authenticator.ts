import { createHash, timingSafeEqual } from "node:crypto";
import {
  FORMAT_ATTRIBUTE,
  type MqttAuthAnswer,
  type MqttAuthRequest,
} from "@resik/contract/http/mqtt-auth";
import { isSlug } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import type { AuthCache } from "./auth-cache.ts";
import type { AuthSource } from "./auth-source.ts";
import type { BrokerEvents } from "./events.ts";
import type { Principal } from "./principal.ts";

export type Verdict =
  | { outcome: "allow"; principal: Principal }
  /** CONNACK 4: the credentials are wrong or no longer valid. */
  | { outcome: "deny" }
  /** CONNACK 3: nobody can tell now; the device tries again later. */
  | { outcome: "unavailable" };

export interface Authenticator {
  authenticate(request: MqttAuthRequest): Promise<Verdict>;
  /** Forgets what is known of a device: its credentials changed. */
  forget(device: string): void;
}

/** A refused pair of name and password is refused again without asking for this long. */
const DENIED_FRESH_MS = 5_000;
const DENIED_MAX = 10_000;
/** Longer ones the question's schema does not let through. */
const PASSWORD_CHARACTERS_MAX = 1_024;

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

/**
 * Services are checked against the broker's own settings. Devices are asked about at the api; a
 * positive answer counts without asking again while it is fresh, and while it is merely not stale
 * when the api cannot be reached.
 */
export function createAuthenticator(options: {
  clock: Clock;
  source: AuthSource;
  cache: AuthCache;
  events: BrokerEvents;
  secrets: { ingest: string; api: string };
  freshMs: number;
  staleMs: number;
}): Authenticator {
  const { clock, source, cache, events, secrets, freshMs, staleMs } = options;
  const denied = createDeniedMemory(clock);
  /** Counts revocations: an answer that was asked for before one may be out of date. */
  let revocations = 0;

  function service(name: "ingest" | "api", password: string): Verdict {
    const allowed = same(password, secrets[name]);
    events.authAnswered("service", allowed ? "allow" : "deny");
    if (!allowed) return { outcome: "deny" };
    return { outcome: "allow", principal: { kind: name, name } as Principal };
  }

  async function device(request: MqttAuthRequest): Promise<Verdict> {
    const key = sha256(`${request.username}\0${request.password}`);
    const id = key.toString("base64");
    if (denied.has(id)) {
      events.authAnswered("fresh", "deny");
      return { outcome: "deny" };
    }
    const known = cache.get(key);
    if (known && clock.nowMs() - known.askedAtMs < freshMs) {
      events.authAnswered("fresh", "allow");
      return deviceVerdict(request.username, known.answer, clock);
    }
    const revocationsBefore = revocations;
    const answer = await source.ask(request);
    if (revocations !== revocationsBefore) return { outcome: "unavailable" };
    if (answer === null) {
      const usable = known !== null && clock.nowMs() - known.askedAtMs < staleMs;
      events.authAnswered("stale", usable ? "allow" : "deny");
      return usable
        ? deviceVerdict(request.username, known.answer, clock)
        : { outcome: "unavailable" };
    }
    // `ignore` means that this authenticator does not know the client; here it is the only one.
    if (answer.result !== "allow") {
      cache.remove(key);
      denied.add(id);
      events.authAnswered("api", "deny");
      return { outcome: "deny" };
    }
    cache.put(key, { device: request.username, answer, askedAtMs: clock.nowMs() });
    events.authAnswered("api", "allow");
    return deviceVerdict(request.username, answer, clock);
  }

  return {
    authenticate(request) {
      const { username, password } = request;
      if (username === "ingest" || username === "api") {
        return Promise.resolve(service(username, password));
      }
      // What cannot be a device id is not worth a question.
      const plausible = password !== "" && password.length <= PASSWORD_CHARACTERS_MAX;
      if (!isSlug(username) || !plausible) return Promise.resolve({ outcome: "deny" });
      return device(request);
    },
    forget(name) {
      revocations++;
      cache.removeDevice(name);
      denied.clear();
    },
  };
}

function deviceVerdict(name: string, answer: MqttAuthAnswer, clock: Clock): Verdict {
  const expiresAtMs = answer.expire_at === undefined ? null : answer.expire_at * 1_000;
  if (expiresAtMs !== null && expiresAtMs <= clock.nowMs()) return { outcome: "deny" };
  const rules = answer.acl ?? [];
  const payloadFormat = answer.client_attrs?.[FORMAT_ATTRIBUTE] ?? null;
  return {
    outcome: "allow",
    principal: { kind: "device", name, rules, payloadFormat, expiresAtMs },
  };
}

/** Refused credentials, for a short while and a bounded number; the oldest leave first. */
function createDeniedMemory(clock: Clock) {
  const deniedAtMs = new Map<string, number>();
  return {
    has(id: string): boolean {
      const atMs = deniedAtMs.get(id);
      return atMs !== undefined && clock.monotonicMs() - atMs < DENIED_FRESH_MS;
    },
    add(id: string): void {
      if (deniedAtMs.size >= DENIED_MAX) {
        const [oldest] = deniedAtMs.keys();
        if (oldest !== undefined) deniedAtMs.delete(oldest);
      }
      deniedAtMs.set(id, clock.monotonicMs());
    },
    clear: () => deniedAtMs.clear(),
  };
}
