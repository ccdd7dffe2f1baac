import type { Clock } from "@resik/kit/clock";
import type { LedgerReader, LedgerStore } from "../port.ts";
import type { LedgerEngine, LedgerReadEngine } from "./engine.ts";
import { createReads } from "./reads.ts";
import { createRuleCache } from "./rule-cache.ts";
import { verifyBooks } from "./verify.ts";
import { createWriteQueue } from "./write-queue.ts";
import { createWriteOne } from "./write.ts";

/** The ledger on any database that has an engine. */
export function createLedgerStore(engine: LedgerEngine, clock: Clock): LedgerStore {
  const rules = createRuleCache();
  const writeOne = createWriteOne({ clock, rules });
  const queue = createWriteQueue(async (requests) => {
    try {
      return await engine.write(async (db) => {
        const answers = [];
        for (const request of requests) answers.push(await writeOne(db, request));
        return answers;
      });
    } catch (error) {
      // It may hold rules that were rolled back with the rest.
      rules.clear();
      throw error;
    }
  });
  return {
    ...createLedgerReader(engine),
    post: (request) => queue.add(request),
    async close() {
      await queue.close();
      await engine.close();
    },
  };
}

/** The reading half, for programs that must never write. */
export function createLedgerReader(engine: LedgerReadEngine): LedgerReader {
  return {
    ...createReads(engine.reads),
    async rules(bank) {
      const head = await engine.reads
        .selectFrom("bank_heads")
        .select("rules_seq")
        .where("bank", "=", bank)
        .executeTakeFirst();
      // Apart from the writer's: a page that browses banks must not push out those at work.
      return createRuleCache().at(engine.reads, bank, head?.rules_seq ?? 0);
    },
    verify: (bank) => engine.snapshot((db) => verifyBooks(db, bank)),
    close: () => engine.close(),
  };
}
