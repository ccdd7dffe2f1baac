import { LIVE_STREAMS_MAX } from "@resik/contract/limits";
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
  open: false,
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

  it("refuses one stream above the limit, and keeps places free of the public", () => {
    for (let count = 0; count < OPEN_STREAMS_MAX; count++) {
      expect(hub.open({ ...REQUEST, open: true }).ok).toBe(true);
    }
    expect(hub.open({ ...REQUEST, open: true })).toMatchObject({ code: "too-many-streams" });
    for (let count = OPEN_STREAMS_MAX; count < LIVE_STREAMS_MAX; count++) {
      expect(hub.open(REQUEST).ok).toBe(true);
    }
    expect(hub.open(REQUEST)).toMatchObject({ code: "too-many-streams" });
    hub.close();
  });
});
