import { liveEventSchema } from "@resik/contract/http/live";
import { OPEN_STREAMS_PER_ADDRESS_MAX } from "@resik/contract/limits";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startTestApi,
  startTestBroker,
  type Credentials,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";
import { readEvents } from "../test/sse.ts";

const payload = (seq: number, fields: Record<string, unknown>): string =>
  JSON.stringify({ v: 1, boot: "boot0001", seq, sampledAt: "2026-11-01T00:00:00Z", ...fields });
const PREFIX = "resik/v1/bsu-melati";

describe("live", () => {
  let broker: TestBroker;
  let test: TestApi;
  let staff: Credentials;
  let operator: Credentials;
  beforeAll(async () => {
    broker = await startTestBroker();
    const connected = broker.nextSubscription("resik/v1/+/+/status");
    test = await startTestApi({ mqttPort: broker.port });
    await test.seed();
    [staff, operator] = await Promise.all([test.enter("staff"), test.enter("operator")]);
    await connected;
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const open = async (path: string, filter: string, headers: Record<string, string> = {}) => {
    const subscribed = broker.nextSubscription(filter);
    const answer = await test.call("GET", `/api/v1${path}`, { headers });
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    await subscribed;
    return readEvents(answer);
  };

  const metrics = async () => (await test.call("GET", "/metrics")).text();

  it("shows the public bins and air, without operational fields", async () => {
    const events = await open("/open/live", "resik/v1/+/+/air");
    await broker.publish(`${PREFIX}/scale-01/scale`, payload(1, { massG: 5, stable: true }));
    await broker.publish(`${PREFIX}/bin-01/bin`, payload(2, { fillRatio: 0.4, batteryV: 3.7 }));
    const event = await events.next();
    expect(event).toMatchObject({ event: "reading", data: { reading: { device: "bin-01" } } });
    const parsed = liveEventSchema.parse(event?.data);
    expect(parsed.type === "reading" && parsed.reading.fields).toEqual({ fillRatio: 0.4 });
    await events.cancel();
  });

  it("refuses the public other channels", async () => {
    const answer = await test.call("GET", "/api/v1/open/live?channels=weight,status");
    expect(answer.status).toBe(400);
  });

  it("shows staff weights as they happen", async () => {
    const events = await open("/live?channels=weight", "resik/v1/+/+/weight", staff);
    await broker.publish(`${PREFIX}/scale-01/weight`, '{"massG":1250,"stable":false}');
    expect(liveEventSchema.parse((await events.next())?.data)).toMatchObject({
      type: "weight",
      device: "scale-01",
      weight: { massG: 1_250, stable: false },
    });
    await events.cancel();
  });

  it("tells staff and the operator of the site of alerts, and the public of none", async () => {
    const word = (seq: number, state: string): string =>
      JSON.stringify({
        v: 1,
        boot: `alert${seq}`,
        seq,
        sampledAt: Date.UTC(2026, 10, 1),
        rule: "bin-hot",
        severity: "critical",
        state,
        open: state === "resolved" ? 0 : 1,
      });
    const all = await open("/live?channels=alert", "resik/v1/+/+/alert", staff);
    const own = await open("/live?channels=alert", `${PREFIX}/+/alert`, operator);
    const everybody = await open("/open/live", "resik/v1/+/+/bin");
    await broker.publish("resik/v1/bsu-kenanga/bin-02/alert", word(1, "open"));
    await broker.publish(`${PREFIX}/bin-01/alert`, word(2, "resolved"));
    await broker.publish(`${PREFIX}/bin-01/bin`, payload(3, { fillRatio: 0.3 }));
    const alertOf = async (events: typeof all) => {
      const event = await events.next();
      const parsed = liveEventSchema.parse(event?.data);
      return parsed.type === "alert" ? parsed : null;
    };
    expect(await alertOf(all)).toEqual({
      type: "alert",
      site: "bsu-kenanga",
      at: "2026-11-01T00:00:00.000Z",
      alert: {
        id: "alert1",
        rule: "bin-hot",
        severity: "critical",
        state: "open",
        subject: "bin-02",
      },
    });
    expect(await alertOf(own)).toMatchObject({ alert: { id: "alert2", state: "resolved" } });
    expect(await everybody.next()).toMatchObject({ event: "reading" });
    expect((await test.call("GET", "/api/v1/open/live?channels=alert")).status).toBe(400);
    await Promise.all([all.cancel(), own.cancel(), everybody.cancel()]);
  });

  it("shows an operator his own site alone, also while others watch everything", async () => {
    const all = await open("/live?channels=bin", "resik/v1/+/+/bin", staff);
    const own = await open("/live?channels=bin", `${PREFIX}/+/bin`, operator);
    await broker.publish("resik/v1/bsu-kenanga/bin-02/bin", payload(1, { fillRatio: 0.1 }));
    await broker.publish(`${PREFIX}/bin-01/bin`, payload(2, { fillRatio: 0.2 }));
    await broker.publish(`${PREFIX}/bin-01/bin`, payload(3, { fillRatio: 0.3 }));
    const seqs = async (events: typeof own, count: number): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for (let index = 0; index < count; index++) {
        const event = liveEventSchema.parse((await events.next())?.data);
        if (event.type === "reading") seen.push(event.reading.seq);
      }
      return seen;
    };
    expect(await seqs(own, 2)).toEqual([2, 3]);
    // Both filters fit site bsu-melati, yet each message is shown once.
    expect(await seqs(all, 3)).toEqual([1, 2, 3]);
    await own.cancel();
    await all.cancel();
  });

  it("does not show what does not fit its schema", async () => {
    const events = await open("/live?channels=bin", "resik/v1/+/+/bin", staff);
    for (const hostile of [
      "not json",
      payload(1, { fillRatio: 7 }),
      payload(1, { fillRatio: 0.1, evil: "<script>" }),
      '{"__proto__":{"v":1}}',
    ]) {
      await broker.publish(`${PREFIX}/bin-01/bin`, hostile);
    }
    await broker.publish(`${PREFIX}/bin-01/bin`, payload(9, { fillRatio: 0.9 }));
    expect(await events.next()).toMatchObject({ data: { reading: { seq: 9 } } });
    expect(await metrics()).toContain("api_live_invalid_total 4");
    await events.cancel();
  });

  it("asks the broker only while somebody watches", async () => {
    const first = await open("/live?channels=air", "resik/v1/+/+/air", staff);
    const answer = await test.call("GET", "/api/v1/live?channels=air", { headers: staff });
    const second = readEvents(answer);
    const gone = broker.nextUnsubscription("resik/v1/+/+/air");
    await first.cancel();
    await broker.publish(`${PREFIX}/air-01/air`, payload(4, { pm25UgM3: 12 }));
    expect(await second.next()).toMatchObject({ data: { reading: { seq: 4 } } });
    await second.cancel();
    await gone;
  });

  it("gives one address its share of public streams and not one more", async () => {
    const watch = (headers: Record<string, string> = {}) =>
      test.call("GET", "/api/v1/open/live?channels=air", { headers });
    const streams: Response[] = [];
    while (streams.length < OPEN_STREAMS_PER_ADDRESS_MAX) streams.push(await watch());
    expect(new Set(streams.map((answer) => answer.status))).toEqual(new Set([200]));
    for (const claim of [{}, { "x-forwarded-for": "198.51.100.9" }]) {
      const refused = await watch(claim);
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: "too-many-streams" });
    }
    expect(await metrics()).toContain('api_live_refused_total{bound="address"} 2');
    // Calls in process have no address, the one over a socket has.
    const elsewhere = await fetch(`${test.origin}/api/v1/open/live?channels=air`);
    const signedIn = await test.call("GET", "/api/v1/live", { headers: staff });
    expect([elsewhere.status, signedIn.status]).toEqual([200, 200]);
    await streams[0]?.body?.cancel();
    streams[0] = await watch();
    expect(streams[0].status).toBe(200);
    expect((await watch()).status).toBe(503);
    for (const answer of [...streams, elsewhere, signedIn]) await answer.body?.cancel();
    await expect.poll(metrics).toContain("api_live_streams 0");
  });

  it("tells addresses apart as a trusted proxy names them, and IPv6 by network", async () => {
    const environment = { RESIK_HTTP_TRUST_PROXY: "true" };
    const proxied = await startTestApi({ environment });
    try {
      const watch = (address: string) =>
        proxied.call("GET", "/api/v1/open/live", { headers: { "x-forwarded-for": address } });
      for (let host = 1; host <= OPEN_STREAMS_PER_ADDRESS_MAX; host++) {
        expect((await watch(`2001:db8:1:2::${host}`)).status).toBe(200);
      }
      expect((await watch("2001:db8:1:2::9999")).status).toBe(503);
      expect((await watch("2001:db8:1:3::1")).status).toBe(200);
    } finally {
      await proxied.close();
    }
  });

  it("does not open a stream for a HEAD request", async () => {
    const answer = await test.call("HEAD", "/api/v1/open/live");
    expect(answer.status).toBe(200);
    expect(await metrics()).toContain("api_live_streams 0");
  });
});

describe("live at the end", () => {
  it("ends open streams when the api closes", async () => {
    const test = await startTestApi();
    const answer = await fetch(`${test.origin}/api/v1/open/live`);
    const events = readEvents(answer);
    const closed = test.api.close();
    // One that is cut, as all connections are after a second, ends with an error.
    expect(await events.next()).toBeNull();
    await closed;
    expect(events.raw()).toContain(": connected");
    await test.close();
  });
});
