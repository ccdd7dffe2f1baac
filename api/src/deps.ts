import type { BankId } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { LedgerStore, VerifyReport } from "@resik/ledger/port";
import type { ReadingSource } from "@resik/readings/port";
import type { Alerts } from "./alerts/start-alerts.ts";
import type { SignIn } from "./auth/sign-in.ts";
import type { RuleBooks } from "./bank/rule-books.ts";
import type { ApiEvents } from "./events.ts";
import type { LiveHub } from "./live/live-hub.ts";
import type { Downlink } from "./mqtt/downlink.ts";
import type { StateBoard } from "./presence.ts";
import type { RegistryDb } from "./registry/tables.ts";

/** What routes work with; made once, when the program starts. */
export interface RouteDeps {
  db: RegistryDb;
  source: ReadingSource;
  ledger: LedgerStore;
  /** Proves a bank's book in a thread of its own. */
  verifyLedger(bank: BankId): Promise<VerifyReport>;
  ruleBooks: RuleBooks;
  clock: Clock;
  random: Random;
  events: ApiEvents;
  signIn: SignIn;
  downlink: Downlink;
  hub: LiveHub;
  states: StateBoard;
  alerts: Pick<Alerts, "wake">;
  /** Tells whoever follows the registry that a device or site was added, changed or retired. */
  placeChanged(id: string): void;
  district: { name: string; code: string };
}
