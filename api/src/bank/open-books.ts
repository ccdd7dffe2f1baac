import type { Clock } from "@resik/kit/clock";
import type { Shutdown } from "@resik/kit/shutdown";
import { openLedger } from "@resik/ledger/open";
import { verifyApart } from "@resik/ledger/verify";
import type { RouteDeps } from "../deps.ts";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { startDepositAnnouncer } from "../outbox/deposit-announcer.ts";
import { wakeOnPost } from "../outbox/wake-on-post.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { createRuleBooks } from "./rule-books.ts";

/**
 * Opens the books of the waste banks and starts what follows them.
 *
 * @throws StartError when the ledger cannot be opened.
 */
export function openBooks(options: {
  ledgerUrl: string;
  dataDir: string;
  db: RegistryDb;
  link: MqttLink;
  clock: Clock;
  events: ApiEvents;
  shutdown: Shutdown;
}): Pick<RouteDeps, "ledger" | "ruleBooks" | "verifyLedger"> {
  const { ledgerUrl, dataDir, db, link, clock, events, shutdown } = options;
  const ledger = openLedger(ledgerUrl, { dataDir, clock });
  shutdown.add("ledger", () => ledger.close());
  const ruleBooks = createRuleBooks(ledger);
  const announcer = startDepositAnnouncer({ ledger, ruleBooks, db, link, clock, events });
  shutdown.add("deposit-announcer", () => announcer.stop());
  const closing = new AbortController();
  shutdown.add("ledger-proof", () => closing.abort());
  return {
    ledger: wakeOnPost(ledger, announcer.wake),
    verifyLedger: (bank) =>
      verifyApart({ url: ledgerUrl, dataDir, bank }, { signal: closing.signal }),
    ruleBooks,
  };
}
