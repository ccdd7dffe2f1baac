import type { BankId } from "@resik/contract/bank/ids";
import type { OpenMap } from "@resik/contract/http/open-map";
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
import type { Notify } from "./notify/start-notify.ts";
import type { StateBoard } from "./presence.ts";
import type { RegistryDb } from "./registry/tables.ts";
import type { TaskEvents } from "./tasks/task-events.ts";

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
  alerts: Pick<Alerts, "wake" | "healthOf" | "preview">;
  notify: Omit<Notify, "stop">;
  taskEvents: TaskEvents;
  /** Tells whoever follows the registry that a device or site was added, changed or retired. */
  placeChanged(id: string): void;
  district: { name: string; code: string };
  /** Address by which people reach the system; null where nobody set one. */
  publicUrl: string | null;
  /** Terms under which open data may be used; null while the district has not said. */
  openLicence: string | null;
  /** Where map tiles come from; null where the pages have none. */
  mapTiles: OpenMap["tiles"];
  /** Share of its 24 hours below which an ISPU is provisional. */
  ispuCompleteRatio: number;
}
