import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAuthCache } from "./auth-cache.ts";
import { deviceAnswer } from "./stub-auth.fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-auth-"));
});
afterEach(() => rm(folder, { recursive: true }));

const open = () =>
  openAuthCache({
    path: join(folder, "auth.sqlite"),
    clock: createManualClock(0),
    logger: createLogger("broker", "silent"),
  });
const key = (text: string): Buffer => Buffer.alloc(32, text);
const known = (device: string) => ({ device, answer: deviceAnswer(device), askedAtMs: 5 });

describe("authentication cache", () => {
  it("answers at once, before the answer is on disk, and after it was opened anew", () => {
    const cache = open();
    cache.put(key("a"), known("bin-1"));
    expect(cache.get(key("a"))).toEqual(known("bin-1"));
    cache.close();
    const again = open();
    expect(again.get(key("a"))).toEqual(known("bin-1"));
    expect(again.get(key("b"))).toBeNull();
    again.close();
  });

  it("keeps what the api said of the client, however the broker ends", () => {
    const cache = open();
    const answer = { ...deviceAnswer("bin-1"), client_attrs: { payload_format: '{"a":1}' } };
    cache.put(key("a"), { ...known("bin-1"), answer });
    cache.close();
    const again = open();
    expect(again.get(key("a"))?.answer.client_attrs).toEqual({ payload_format: '{"a":1}' });
    again.close();
  });

  it("keeps the latest answer of a key", () => {
    const cache = open();
    cache.put(key("a"), known("bin-1"));
    cache.put(key("a"), { ...known("bin-1"), askedAtMs: 9 });
    expect(cache.get(key("a"))?.askedAtMs).toBe(9);
    cache.close();
    const again = open();
    expect(again.get(key("a"))?.askedAtMs).toBe(9);
    again.close();
  });

  it("lets a revocation win over an answer that is not on disk yet", () => {
    const cache = open();
    cache.put(key("a"), known("bin-1"));
    cache.removeDevice("bin-1");
    expect(cache.get(key("a"))).toBeNull();
    cache.close();
    const again = open();
    expect(again.get(key("a"))).toBeNull();
    again.close();
  });

  it("forgets every key of a device and no other device", () => {
    const cache = open();
    cache.put(key("a"), known("bin-1"));
    cache.put(key("b"), known("bin-1"));
    cache.put(key("c"), known("bin-2"));
    cache.removeDevice("bin-1");
    expect([key("a"), key("b"), key("c")].map((one) => cache.get(one)?.device)).toEqual([
      undefined,
      undefined,
      "bin-2",
    ]);
    cache.close();
  });

  it("forgets one key", () => {
    const cache = open();
    cache.put(key("a"), known("bin-1"));
    cache.remove(key("a"));
    expect(cache.get(key("a"))).toBeNull();
    cache.close();
  });

  it("takes 2,500 answers and keeps them all", async () => {
    const cache = open();
    for (let index = 0; index < 2_500; index++) {
      const bytes = Buffer.alloc(32);
      bytes.writeUInt32BE(index);
      cache.put(bytes, known(`bin-${index}`));
    }
    cache.close();
    const again = open();
    const last = Buffer.alloc(32);
    last.writeUInt32BE(2_499);
    expect(again.get(last)?.device).toBe("bin-2499");
    expect(again.get(Buffer.alloc(32))?.device).toBe("bin-0");
    again.close();
    expect((await readFile(join(folder, "auth.sqlite"))).length).toBeGreaterThan(0);
  });
});
