import { deviceTopic } from "@resik/contract/topic";
import { bankIdSchema } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { LedgerStore } from "@resik/ledger/port";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { countActiveMembersByBank } from "../registry/members.ts";
import { bankPlaces } from "../registry/places.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { Announcement, Follower } from "./follower.ts";
import { createIdentities } from "./identities.ts";
import { startRounds } from "./rounds.ts";

export const BANK_ROUND_MS = 3_600_000;
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

/**
 * Says of every waste bank, at the start and once an hour, how many members it has and how many of
 * them (or who were some) brought something in the last 30 days: figures, and no word about whom.
 */
export function startBankAnnouncer(options: BankAnnouncerOptions): Pick<Follower, "stop"> {
  const { db, ledger, link, clock, random, events } = options;
  const nextIdentity = createIdentities(random, clock);

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

  return startRounds({
    link,
    clock,
    roundMs: BANK_ROUND_MS,
    round,
    changes: async () => [],
    onSent: (messages) => events.announced("bank", messages),
    onFailure: (detail, retryMs) => events.announceDelayed("bank", detail, retryMs),
  });
}
