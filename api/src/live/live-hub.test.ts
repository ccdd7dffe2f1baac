import { LIVE_STREAMS_MAX, OPEN_STREAMS_PER_ADDRESS_MAX } from "@resik/contract/limits";
import { createManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import { beforeEach, describe, expect, it } from "vitest";
import { createApiEvents } from "../events.ts";
import type { MqttLink, MqttMessage } from "../mqtt/link.ts";
import {
  EVENTS_WAITING_MAX,
  HEARTBEAT_MS,
  OPEN_STREAMS_MAX,
  createLiveHub,
  type LiveHub,
  type LiveRequest,
} from "./live-hub.ts";

const REQUEST: LiveRequest = {
  scope: "all",
  channels: new Set(["weight"]),
  publicHolder: null,
  shape: (event) => event,
};

describe("live hub", () => {
  const clock = createManualClock(0);
  let metrics: Registry;
  let hub: LiveHub;
  let deliver: (message: MqttMessage) => void;
  let wishes: string[];

  beforeEach(() => {
    metrics = createMetrics({ processMetrics: false });
    wishes = [];
    const link: Pick<MqttLink, "onMessage" | "want" | "unwant"> = {
      onMessage(listener) {
        deliver = listener;
        return () => {};
      },
      want: async (filter) => void wishes.push(`+${filter}`),
      unwant: (filter) => void wishes.push(`-${filter}`),
    };
    const events = createApiEvents(createLogger("api", "silent"), metrics);
    // The hub uses these three alone.
    hub = createLiveHub({ link: link as MqttLink, clock, events });
  });

  const openReader = () => {
    const opened = hub.open(REQUEST);
    if (!opened.ok) throw new Error(opened.detail);
    const reader = opened.value.getReader();
    const decoder = new TextDecoder();
    return { reader, next: async () => decoder.decode((await reader.read()).value) };
  };
  const weigh = (massG: number): void => {
    const payload = Buffer.from(JSON.stringify({ massG, stable: false }));
    deliver({ topic: "resik/v1/bsu-melati/scale-01/weight", payload, retained: false });
  };

  it("drops the oldest for a slow reader, counts them, and tells the reader", async () => {
    const { next } = openReader();
    expect(await next()).toContain(": connected");
    for (let massG = 0; massG < EVENTS_WAITING_MAX; massG++) weigh(massG);
    expect(await next()).toContain('"massG":0');
    weigh(1_000);
    weigh(1_001);
    weigh(1_002);
    expect(await next()).toBe('event: dropped\ndata: {"count":2}\n\n');
    expect(await next()).toContain('"massG":3');
    expect(await metrics.metrics()).toContain("api_live_dropped_total 2");
  });

  it("sends a heartbeat while nothing happens", async () => {
    const { next } = openReader();
    await next();
    const waiting = next();
    await clock.advance(HEARTBEAT_MS);
    expect(await waiting).toBe(": heartbeat\n\n");
  });

  it("gives back its wishes when the reader leaves or the hub closes", async () => {
    const { reader } = openReader();
    openReader();
    await reader.cancel();
    hub.close();
    expect(wishes.filter((wish) => wish.startsWith("+"))).toHaveLength(2);
    expect(wishes.filter((wish) => wish.startsWith("-"))).toHaveLength(2);
    expect(hub.size()).toBe(0);
    expect(hub.open(REQUEST).ok).toBe(false);
  });

  it("refuses one stream above the limit, and keeps places free of the public", async () => {
    for (let count = 0; count < OPEN_STREAMS_MAX; count++) {
      expect(hub.open({ ...REQUEST, publicHolder: `203.0.113.${count % 100}` }).ok).toBe(true);
    }
    const another = hub.open({ ...REQUEST, publicHolder: "198.51.100.1" });
    expect(another).toMatchObject({ code: "too-many-streams" });
    for (let count = OPEN_STREAMS_MAX; count < LIVE_STREAMS_MAX; count++) {
      expect(hub.open(REQUEST).ok).toBe(true);
    }
    expect(hub.open(REQUEST)).toMatchObject({ code: "too-many-streams" });
    const counted = await metrics.metrics();
    expect(counted).toContain('api_live_refused_total{bound="public"} 1');
    expect(counted).toContain('api_live_refused_total{bound="all"} 1');
    hub.close();
  });

  it("refuses an address one public stream above its share until it gives one back", async () => {
    const here = { ...REQUEST, publicHolder: "203.0.113.7" };
    const streams = Array.from({ length: OPEN_STREAMS_PER_ADDRESS_MAX }, () => hub.open(here));
    expect(streams.filter((stream) => stream.ok)).toHaveLength(OPEN_STREAMS_PER_ADDRESS_MAX);
    expect(hub.open(here)).toMatchObject({
      code: "too-many-streams",
      detail: expect.stringContaining(String(OPEN_STREAMS_PER_ADDRESS_MAX)) as string,
    });
    expect(await metrics.metrics()).toContain('api_live_refused_total{bound="address"} 1');
    expect(hub.open({ ...REQUEST, publicHolder: "203.0.113.8" }).ok).toBe(true);
    expect(hub.open(REQUEST).ok).toBe(true);
    const [first] = streams;
    if (first?.ok) await first.value.cancel();
    expect(hub.open(here).ok).toBe(true);
    expect(hub.open(here).ok).toBe(false);
    hub.close();
  });
});
