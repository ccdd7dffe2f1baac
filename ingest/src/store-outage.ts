import type { Logger } from "@resik/kit/logger";
import { StoreUnavailableError } from "@resik/readings/port";

export interface StoreOutage {
  /**
   * Tells that the store is away: the first time as a warning, and while that lasts in detail
   * only. False for an error that is no such thing.
   */
  met(error: unknown): boolean;
  /** The store did what it was asked to. */
  over(): void;
}

/**
 * One outage is one line in the log and one more when it ends, however many batches and jobs run
 * into it: everything is tried again for as long as it takes.
 */
export function createStoreOutage(logger: Logger): StoreOutage {
  let away = false;
  return {
    met(error) {
      if (!(error instanceof StoreUnavailableError)) return false;
      logger[away ? "debug" : "warn"](
        { reason: error.message },
        "the readings store cannot be had; trying again until it can",
      );
      away = true;
      return true;
    },
    over() {
      if (!away) return;
      away = false;
      logger.info("the readings store can be had again");
    },
  };
}
