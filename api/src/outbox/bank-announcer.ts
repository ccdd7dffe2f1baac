import { deviceTopic } from "@resik/contract/topic";
import { bankIdSchema } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { LedgerStore } from "@resik/ledger/port";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { countActiveMembersByBank } from "../registry/members.ts";
import { bankPlaces, placesByIds } from "../registry/places.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { Announcement, Follower } from "./follower.ts";
import { createIdentities } from "./identities.ts";
import { startRounds } from "./rounds.ts";

export const BANK_ROUND_MS = 900_000;
/** Days that make a depositor an active member. */
const ACTIVE_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
/** Banks counted and sent together: a few milliseconds, in which requests wait. */
const PAGE_ROWS = 20;

export interface BankAnnouncerOptions {
  db: RegistryDb;
  ledger: Pick<LedgerStore, "countDepositors">;
  link: Pick<MqttLink, "onConnect" | "isConnected" | "publish">;
  clock: Clock;
  random: Random;
  events: ApiEvents;
}

export interface BankAnnouncer extends Pick<Follower, "stop"> {
  /** A site was added or changed; one that is no waste bank is passed over. */
  changed(id: string): void;
}

/**
 * Says of every waste bank, at the start, every quarter of an hour and when it is registered, how
 * many members it has and how many of them (or who were some) brought something in the last 30
 * days: figures, and no word about whom.
 */
export function startBankAnnouncer(options: BankAnnouncerOptions): BankAnnouncer {
  const { db, ledger, link, clock, random, events } = options;
  const nextIdentity = createIdentities(random, clock);
  const changed = new Set<string>();

  async function figuresOf(id: string, members: number): Promise<Announcement> {
    const fromMs = clock.nowMs() - ACTIVE_DAYS * DAY_MS;
    const activeMembers = await ledger.countDepositors({ bank: bankIdSchema.parse(id), fromMs });
    return {
      topic: deviceTopic(id, id, "bank"),
      payload: JSON.stringify({ ...nextIdentity(), members, activeMembers }),
    };
  }

  async function* round(): AsyncGenerator<Announcement[]> {
    const membersByBank = await countActiveMembersByBank(db);
    for (let afterId: string | undefined = ""; afterId !== undefined;) {
      const banks: { id: string }[] = await bankPlaces(db, { afterId, limit: PAGE_ROWS });
      const window: Announcement[] = [];
      for (const { id } of banks) window.push(await figuresOf(id, membersByBank.get(id) ?? 0));
      if (window.length > 0) yield window;
      afterId = banks.at(-1)?.id;
    }
  }

  /** Changes are of devices mostly: goes on until there is a bank to speak of. */
  async function changes(): Promise<Announcement[]> {
    const window: Announcement[] = [];
    while (changed.size > 0 && window.length === 0) {
      const ids = [...changed].slice(0, PAGE_ROWS);
      const places = await placesByIds(db, ids);
      const banks = places.filter(({ kind }) => kind === "waste-bank");
      const membersByBank = banks.length === 0 ? new Map() : await countActiveMembersByBank(db);
      for (const { id } of banks) window.push(await figuresOf(id, membersByBank.get(id) ?? 0));
      // Only now: after a failure they are asked for again.
      for (const id of ids) changed.delete(id);
    }
    return window;
  }

  const follower = startRounds({
    link,
    clock,
    roundMs: BANK_ROUND_MS,
    round,
    changes,
    onSent: (messages) => events.announced("bank", messages),
    onFailure: (detail, retryMs) => events.announceDelayed("bank", detail, retryMs),
  });
  return {
    changed(id) {
      changed.add(id);
      follower.wake();
    },
    stop: follower.stop,
  };
}
