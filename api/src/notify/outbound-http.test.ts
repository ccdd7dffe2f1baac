import { createServer } from "node:net";
import { systemClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isPublic, isReachable } from "./addresses.ts";
import {
  ANSWER_BYTES_MAX,
  outcomeOfStatus,
  post,
  RETRY_AFTER_MS_MAX,
  retryAfterMsOf,
  type Outbound,
} from "./outbound-http.ts";
import { startReceiver, type Receiver } from "./receiver.fixture.ts";

const NOW_MS = Date.UTC(2026, 10, 2, 3);

describe("a post to a target", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const send = (options: Partial<Outbound> = {}) =>
    post({
      url: `${receiver.url}/hook`,
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
      addressRule: isReachable,
      timeoutMs: 10_000,
      clock: systemClock,
      signal: new AbortController().signal,
      ...options,
    });

  it("arrives whole and gives the answer", async () => {
    receiver.behave({ kind: "answer", status: 201, body: "baik" });
    expect(await send()).toMatchObject({ ok: true, answer: { status: 201, body: "baik" } });
    expect(receiver.received[0]?.body.toString()).toBe('{"a":1}');
    expect(receiver.received[0]?.path).toBe("/hook");
  });

  it("ends when the other side wants to speak another protocol", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.once("data", () => {
        socket.write(
          "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
        );
      });
    });
    await listen(server, 0, "127.0.0.1");
    const sent = await send({ url: `http://127.0.0.1:${portOf(server)}/` });
    expect(sent).toMatchObject({ ok: false, outcome: { kind: "away", reason: "unreachable" } });
    server.close();
  });

  it("ends in time when nobody answers, or somebody never ends the answer", async () => {
    receiver.behave({ kind: "hang" });
    const timeout = { kind: "away", reason: "timeout" };
    expect(await send({ timeoutMs: 200 })).toMatchObject({ ok: false, outcome: timeout });
    receiver.behave({ kind: "drip", status: 200 });
    // The status came, and it is what counts. Without a limit the answer would never end.
    const dripped = await send({ timeoutMs: 3_000 });
    expect(dripped).toMatchObject({ ok: true, answer: { status: 200 } });
  });

  it("reads no more than its limit of an answer", async () => {
    receiver.behave({ kind: "flood" });
    const sent = await send({ timeoutMs: 5_000 });
    expect(sent.ok && sent.answer.body.length).toBe(ANSWER_BYTES_MAX);
  });

  it("tells by a code why nobody could be reached, and never by an address", async () => {
    receiver.behave({ kind: "drop" });
    expect(await send()).toMatchObject({ ok: false, outcome: { detail: "ECONNRESET" } });
    const { url } = receiver;
    await receiver.close();
    const gone = await send({ url });
    expect(gone).toMatchObject({ ok: false, outcome: { detail: "ECONNREFUSED" } });
    receiver = await startReceiver();
  });

  it("follows no redirect", async () => {
    const elsewhere = await startReceiver();
    receiver.behave({ kind: "answer", status: 307, headers: { location: elsewhere.url } });
    expect(await send()).toMatchObject({ ok: true, answer: { status: 307 } });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it.each(["http://169.254.169.254/latest", "http://[fe80::1]/", "http://[::ffff:a9fe:a9fe]/"])(
    "is not sent to %s",
    async (url) => {
      expect(await send({ url })).toMatchObject({
        ok: false,
        outcome: { kind: "away", reason: "address-refused" },
      });
    },
  );

  it("judges a name by what it resolves to, without connecting", async () => {
    const url = receiver.url.replace("127.0.0.1", "localhost");
    expect(await send({ url, addressRule: isPublic })).toMatchObject({
      ok: false,
      outcome: { reason: "address-refused" },
    });
    expect(receiver.received).toEqual([]);
  });

  it("ends early when it is told to", async () => {
    receiver.behave({ kind: "hang" });
    const ending = new AbortController();
    const sending = send({ timeoutMs: 60_000, signal: ending.signal });
    await expect.poll(() => receiver.received.length).toBe(1);
    ending.abort();
    expect(await sending).toMatchObject({
      ok: false,
      outcome: { kind: "away", reason: "timeout", detail: "no time was left" },
    });
  });
});

describe("what a status says", () => {
  const outcome = (status: number, headers: Record<string, string> = {}) =>
    outcomeOfStatus({ status, headers, body: "" }, NOW_MS);

  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [301, "away"],
    [400, "refused"],
    [401, "away"],
    [404, "away"],
    [413, "refused"],
    [422, "refused"],
    [429, "away"],
    [500, "away"],
    [503, "away"],
  ])("%i: %s", (status, kind) => {
    expect(outcome(status).kind).toBe(kind);
  });

  it("how long to wait, in seconds or as a date, up to a limit", () => {
    expect(outcome(429, { "retry-after": "120" })).toMatchObject({ retryAfterMs: 120_000 });
    const date = new Date(NOW_MS + 60_000).toUTCString();
    expect(outcome(503, { "retry-after": date })).toMatchObject({ retryAfterMs: 60_000 });
    expect(retryAfterMsOf("999999999", NOW_MS)).toEqual({ retryAfterMs: RETRY_AFTER_MS_MAX });
    for (const text of [undefined, "", "soon", "-5", "0", "Mon, 02 Nov 2020 00:00:00 GMT"]) {
      expect(retryAfterMsOf(text, NOW_MS)).toEqual({});
    }
  });
});
