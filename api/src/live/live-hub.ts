import { fail, ok, type Result } from "@resik/contract/error-code";
import type { LiveEvent } from "@resik/contract/http/live";
import type { LiveChannel } from "@resik/contract/http/stream";
import { LIVE_STREAMS_MAX, OPEN_STREAMS_PER_ADDRESS_MAX } from "@resik/contract/limits";
import { TOPIC_ROOT, parseDeviceTopic } from "@resik/contract/topic";
import type { Clock } from "@resik/kit/clock";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import type { ApiEvents, LiveBound } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { createEventBuffer } from "./event-buffer.ts";
import { toLiveEvent } from "./live-message.ts";

/** Comments that keep proxies and phones from closing a quiet stream. */
export const HEARTBEAT_MS = 15_000;
/** Events that wait for a slow reader; above it the oldest are dropped and counted. */
export const EVENTS_WAITING_MAX = 256;
/** A stream ends after this, so that a lost role ends with it; browsers open it again. */
const STREAM_MS_MAX = 3_600_000;
const COPY_MS = 100;
/** Streams of people who are not signed in; the rest of `LIVE_STREAMS_MAX` is kept for staff. */
export const OPEN_STREAMS_MAX = Math.floor(LIVE_STREAMS_MAX * 0.8);

export interface LiveRequest {
  scope: SiteScope;
  channels: ReadonlySet<LiveChannel>;
  site?: string | undefined;
  device?: string | undefined;
  /** Who holds a public stream: the network it is asked from. Null for who is signed in. */
  publicHolder: string | null;
  /** What of an event may be shown. */
  shape(event: LiveEvent): LiveEvent;
}

export interface LiveHub {
  /** An event stream; `too-many-streams` when no more may be open. */
  open(request: LiveRequest): Result<ReadableStream<Uint8Array>, "too-many-streams">;
  size(): number;
  /** Ends every stream and takes no more. */
  close(): void;
}

interface Watcher {
  request: LiveRequest;
  push(chunk: string): void;
  end(): void;
}

const textOf = (event: LiveEvent): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

interface Watched {
  shift(): Promise<string | null>;
  end(): void;
}

/** The chunks as bytes, taken only as fast as the reader reads. */
function toByteStream({ shift, end }: Watched): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await shift();
        if (chunk === null) controller.close();
        else controller.enqueue(encoder.encode(chunk));
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

/**
 * A broker may deliver a message once for each of several filters that it fits [MQTT-3.3.5-1];
 * the copies follow each other at once.
 */
function createCopyCheck(): (topic: string, payload: Buffer, nowMs: number) => boolean {
  let last: { topic: string; payload: Buffer; atMs: number } | null = null;
  return (topic, payload, nowMs) => {
    const before = last;
    last = { topic, payload, atMs: nowMs };
    if (before?.topic !== topic || nowMs - before.atMs >= COPY_MS) return false;
    return payload.equals(before.payload);
  };
}

function filtersOf({ scope, channels, site, device }: LiveRequest): string[] {
  const sites = site !== undefined ? [site] : scope === "all" ? ["+"] : [...scope];
  return sites.flatMap((level) =>
    [...channels].map((channel) => `${TOPIC_ROOT}/${level}/${device ?? "+"}/${channel}`),
  );
}

function wants(request: LiveRequest, topic: string): boolean {
  const place = parseDeviceTopic(topic);
  if (!place || !(request.channels as ReadonlySet<string>).has(place.channel)) return false;
  if (request.site !== undefined && request.site !== place.site) return false;
  if (request.device !== undefined && request.device !== place.device) return false;
  return isInScope(request.scope, place.site);
}

/** The bound that one stream more would pass; null when it fits in. */
function boundReached(watchers: ReadonlySet<Watcher>, request: LiveRequest): LiveBound | null {
  if (watchers.size >= LIVE_STREAMS_MAX) return "all";
  if (request.publicHolder === null) return null;
  let publicOnes = 0;
  let own = 0;
  for (const { request: other } of watchers) {
    if (other.publicHolder !== null) publicOnes++;
    if (other.publicHolder === request.publicHolder) own++;
  }
  if (own >= OPEN_STREAMS_PER_ADDRESS_MAX) return "address";
  return publicOnes >= OPEN_STREAMS_MAX ? "public" : null;
}

const DETAIL_BY_BOUND = {
  all: `at most ${LIVE_STREAMS_MAX} streams are open at once`,
  public: `at most ${OPEN_STREAMS_MAX} public streams are open at once`,
  address: `one address holds at most ${OPEN_STREAMS_PER_ADDRESS_MAX} public streams`,
} as const satisfies Record<LiveBound, string>;

/**
 * Brings messages from the broker to those who watch. The broker is asked only for what somebody
 * watches at that moment.
 */
export function createLiveHub(options: {
  link: MqttLink;
  clock: Clock;
  events: ApiEvents;
}): LiveHub {
  const { link, clock, events } = options;
  const watchers = new Set<Watcher>();
  let closed = false;
  const isCopy = createCopyCheck();

  const stopListening = link.onMessage(({ topic, payload }) => {
    if (watchers.size === 0 || isCopy(topic, payload, clock.nowMs())) return;
    const interested = [...watchers].filter((watcher) => wants(watcher.request, topic));
    if (interested.length === 0) return;
    const event = toLiveEvent(topic, payload, clock.nowMs());
    if (!event) return events.livePayloadInvalid();
    for (const { request, push } of interested) push(textOf(request.shape(event)));
  });

  function watch(request: LiveRequest): Watched {
    const buffer = createEventBuffer(EVENTS_WAITING_MAX, (count) => {
      events.liveDropped(count);
      return `event: dropped\ndata: {"count":${count}}\n\n`;
    });
    const filters = filtersOf(request);
    const heartbeat = clock.every(HEARTBEAT_MS, () => buffer.push(": heartbeat\n\n"));
    const expiry = clock.after(STREAM_MS_MAX, () => watcher.end());
    const watcher: Watcher = {
      request,
      push: buffer.push,
      end() {
        if (!watchers.delete(watcher)) return;
        heartbeat.cancel();
        expiry.cancel();
        for (const filter of filters) link.unwant(filter);
        buffer.close();
        events.liveStreams(watchers.size);
      },
    };
    watchers.add(watcher);
    events.liveStreams(watchers.size);
    buffer.push("retry: 3000\n: connected\n\n");
    for (const filter of filters) void link.want(filter, 0);
    return { shift: buffer.shift, end: watcher.end };
  }

  return {
    open(request) {
      if (closed) return fail("too-many-streams", "the api is closing");
      const bound = boundReached(watchers, request);
      if (bound !== null) {
        events.liveRefused(bound);
        return fail("too-many-streams", DETAIL_BY_BOUND[bound]);
      }
      return ok(toByteStream(watch(request)));
    },
    size: () => watchers.size,
    close() {
      closed = true;
      stopListening();
      for (const watcher of watchers) watcher.end();
    },
  };
}
