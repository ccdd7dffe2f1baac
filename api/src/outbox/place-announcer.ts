import { deviceTopic } from "@resik/contract/topic";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { bankPlaces, devicePlaces, placesByIds, type Place } from "../registry/places.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { Announcement, Follower } from "./follower.ts";
import { createIdentities, type AnnouncedEnvelope } from "./identities.ts";
import { startRounds } from "./rounds.ts";

export const PLACE_ROUND_MS = 24 * 3_600_000;
/** Places read and sent together. */
const PAGE_ROWS = 100;

export interface PlaceAnnouncer extends Pick<Follower, "stop"> {
  /** The device or waste bank with this id was added, changed or retired. */
  changed(id: string): void;
}

export interface PlaceAnnouncerOptions {
  db: RegistryDb;
  link: Pick<MqttLink, "onConnect" | "isConnected" | "publish">;
  clock: Clock;
  random: Random;
  events: ApiEvents;
}

const messageOf = (place: Place, envelope: AnnouncedEnvelope): Announcement => ({
  topic: deviceTopic(place.site, place.id, "place"),
  payload: JSON.stringify({
    ...envelope,
    kind: place.kind,
    name: place.name,
    siteName: place.siteName,
    areaName: place.areaName,
    latDeg: place.lat,
    lonDeg: place.lon,
    retired: place.retired,
  }),
});

/**
 * Says where every device and waste bank stands: at the start, once a day, and at once when one
 * changes. Screens that know readings alone find names and positions in them. See docs/adr/0012.
 */
export function startPlaceAnnouncer(options: PlaceAnnouncerOptions): PlaceAnnouncer {
  const { db, link, clock, random, events } = options;
  const nextIdentity = createIdentities(random, clock);
  const changed = new Set<string>();
  const messagesOf = (places: readonly Place[]): Announcement[] =>
    places.map((place) => messageOf(place, nextIdentity()));

  async function* round(): AsyncGenerator<Announcement[]> {
    for (const read of [devicePlaces, bankPlaces]) {
      for (let afterId: string | undefined = ""; afterId !== undefined;) {
        const places: Place[] = await read(db, { afterId, limit: PAGE_ROWS });
        if (places.length > 0) yield messagesOf(places);
        afterId = places.at(-1)?.id;
      }
    }
  }

  async function changes(): Promise<Announcement[]> {
    const ids = [...changed].slice(0, PAGE_ROWS);
    for (const id of ids) changed.delete(id);
    try {
      return messagesOf(await placesByIds(db, ids));
    } catch (error) {
      for (const id of ids) changed.add(id);
      throw error;
    }
  }

  const follower = startRounds({
    link,
    clock,
    roundMs: PLACE_ROUND_MS,
    round,
    changes,
    onSent: (messages) => events.announced("place", messages),
    onFailure: (detail, retryMs) => events.announceDelayed("place", detail, retryMs),
  });
  return {
    changed(id) {
      changed.add(id);
      follower.wake();
    },
    stop: follower.stop,
  };
}
