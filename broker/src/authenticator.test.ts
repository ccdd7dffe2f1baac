import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MqttAuthAnswer } from "@resik/contract/http/mqtt-auth";
import { createManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAuthCache, type AuthCache } from "./auth-cache.ts";
import { createAuthenticator, type Authenticator } from "./authenticator.ts";
import { createBrokerEvents } from "./events.ts";
import { deviceAnswer } from "./stub-auth.fixture.ts";

const FRESH_MS = 60_000;
const STALE_MS = 600_000;

let folder: string;
let cache: AuthCache;
let authenticator: Authenticator;
const clock = createManualClock(1_000_000);
/** Who knows the devices, in the test's hand: null cannot be reached. */
let answer: MqttAuthAnswer | null | Promise<MqttAuthAnswer | null>;
let asked: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-auth-"));
  const logger = createLogger("broker", "silent");
  cache = openAuthCache({ path: join(folder, "auth.sqlite"), clock, logger });
  answer = deviceAnswer("bin-1");
  asked = 0;
  authenticator = createAuthenticator({
    clock,
    cache,
    events: createBrokerEvents(logger, createMetrics({ processMetrics: false }), {
      inboxRows: () => 0,
      inboxBytes: () => 0,
      inboxAgeS: () => 0,
    }),
    source: {
      ask: async () => {
        asked++;
        return answer;
      },
    },
    secrets: { ingest: "i".repeat(40), api: "a".repeat(40) },
    freshMs: FRESH_MS,
    staleMs: STALE_MS,
  });
});
afterEach(async () => {
  cache.close();
  await rm(folder, { recursive: true });
});

const ask = async (username = "bin-1", password = "secret") =>
  (await authenticator.authenticate({ clientid: "c", username, password })).outcome;

describe("services", () => {
  it("are judged by the broker's own secrets and nobody is asked", async () => {
    expect(await ask("ingest", "i".repeat(40))).toBe("allow");
    expect(await ask("api", "a".repeat(40))).toBe("allow");
    expect(await ask("ingest", "a".repeat(40))).toBe("deny");
    expect(await ask("api", "")).toBe("deny");
    expect(asked).toBe(0);
  });
});

describe("a device", () => {
  it("is asked about once while the answer is fresh", async () => {
    expect(await ask()).toBe("allow");
    await clock.advance(FRESH_MS - 1);
    expect(await ask()).toBe("allow");
    expect(asked).toBe(1);
    await clock.advance(1);
    expect(await ask()).toBe("allow");
    expect(asked).toBe(2);
  });

  it("is refused as soon as the api says so after the answer is no longer fresh", async () => {
    await ask();
    await clock.advance(FRESH_MS);
    answer = { result: "deny" };
    expect(await ask()).toBe("deny");
    answer = null;
    await clock.advance(60_000);
    expect(await ask()).toBe("unavailable");
  });

  it("may connect while the api is down and the answer is not stale, and not after", async () => {
    await ask();
    answer = null;
    await clock.advance(STALE_MS - 1);
    expect(await ask()).toBe("allow");
    await clock.advance(1);
    expect(await ask()).toBe("unavailable");
  });

  it("that is unknown is told to come again while the api is down", async () => {
    answer = null;
    expect(await ask()).toBe("unavailable");
  });

  it("with a wrong password does not profit from the right one's answer", async () => {
    await ask();
    answer = null;
    expect(await ask("bin-1", "guess")).toBe("unavailable");
    expect(await ask("bin-2", "secret")).toBe("unavailable");
  });

  it("that was refused is refused again without a question for a short while", async () => {
    answer = { result: "deny" };
    expect(await ask()).toBe("deny");
    answer = deviceAnswer("bin-1");
    expect(await ask()).toBe("deny");
    expect(asked).toBe(1);
    await clock.advance(5_000);
    expect(await ask()).toBe("allow");
  });

  it("is not let in when the api ignores it", async () => {
    answer = { result: "ignore" };
    expect(await ask()).toBe("deny");
  });

  it("is not let in by an answer that has expired", async () => {
    const nowS = Math.floor(clock.nowMs() / 1_000);
    answer = { ...deviceAnswer("bin-1"), expire_at: nowS };
    expect(await ask()).toBe("deny");
    answer = { ...deviceAnswer("bin-1"), expire_at: nowS + 10 };
    expect(await ask("bin-1", "other")).toBe("allow");
    await clock.advance(10_000);
    expect(await ask("bin-1", "other")).toBe("deny");
  });

  it.each([
    ["no slug", "Bin 1", "secret"],
    ["another service's topic level", "+", "secret"],
    ["an empty name", "", "secret"],
    ["an empty password", "bin-1", ""],
    ["a password longer than the question may hold", "bin-1", "x".repeat(1_025)],
  ])("with %s is refused without a question", async (_name, username, password) => {
    expect(await ask(username, password)).toBe("deny");
    expect(asked).toBe(0);
  });

  it("with the longest password is asked about", async () => {
    expect(await ask("bin-1", "x".repeat(1_024))).toBe("allow");
  });
});

describe("a revocation", () => {
  it("makes the next CONNECT a question again", async () => {
    await ask();
    authenticator.forget("bin-1");
    answer = { result: "deny" };
    expect(await ask()).toBe("deny");
  });

  it("wins over an answer that was asked for before it", async () => {
    const { promise, resolve } = Promise.withResolvers<MqttAuthAnswer>();
    answer = promise;
    const verdict = ask();
    authenticator.forget("bin-1");
    resolve(deviceAnswer("bin-1"));
    expect(await verdict).toBe("unavailable");
    answer = null;
    expect(await ask()).toBe("unavailable");
  });

  it("leaves no way in while the api is down", async () => {
    await ask();
    authenticator.forget("bin-1");
    answer = null;
    expect(await ask()).toBe("unavailable");
  });

  it("lets a refused pair be asked about at once: the new secret may be right", async () => {
    answer = { result: "deny" };
    await ask();
    authenticator.forget("bin-1");
    answer = deviceAnswer("bin-1");
    expect(await ask()).toBe("allow");
  });
});
