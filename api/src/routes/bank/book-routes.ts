import type { RouteDeps } from "../../deps.ts";
import type { Route } from "../../http/route.ts";
import { booksRoutes } from "./books.ts";
import { cashDayRoutes } from "./cash-days.ts";
import { depositRoutes } from "./deposits.ts";
import { partyRoutes } from "./parties.ts";
import { receiptRoutes } from "./receipts.ts";
import { ruleRoutes } from "./rules.ts";
import { saleRoutes } from "./sales.ts";
import { transferRoutes } from "./transfers.ts";
import { withdrawalRoutes } from "./withdrawals.ts";

/** Everything that writes in a bank's book or reads in it, in the order of the documentation. */
export const bookRoutes = (deps: RouteDeps): Route[] => [
  ...ruleRoutes(deps),
  ...depositRoutes(deps),
  ...transferRoutes(deps),
  ...withdrawalRoutes(deps),
  ...partyRoutes(deps),
  ...saleRoutes(deps),
  ...cashDayRoutes(deps),
  ...booksRoutes(deps),
  ...receiptRoutes(deps),
];
