import type { Clock } from "@resik/kit/clock";
import type { ReadingStore } from "../port.ts";
import { createJournal } from "./journal.ts";
import { writeOwnLines } from "./own-lines.ts";
import { derivedLine } from "./project.ts";
import { deleteExpired } from "./retention.ts";
import { createRollUp, writeCarriedRollUps } from "./roll-up.ts";
import { createSealWriter } from "./seal.ts";
import type { InfluxServer } from "./server.ts";
import { createInfluxSource } from "./source.ts";
import { createTurn } from "./turn.ts";
import { createBatchWriter } from "./write.ts";

export interface InfluxStoreOptions {
  /** Closed with the store. */
  server: InfluxServer;
  clock: Clock;
  /** Names this writer's journal; two processes that write at once have two names. */
  writer: string;
  /** Days that the server itself keeps raw readings; null where `deleteBefore` has to delete. */
  retentionDays: number | null;
}

/**
 * The readings store on InfluxDB. It sends nothing before it is first asked to. Batches are written
 * one after the other, and so are roll-ups; a batch waits for a roll-up only while that one reads
 * which hours are due.
 */
export function createInfluxStore(options: InfluxStoreOptions): ReadingStore {
  const { server, clock, writer, retentionDays } = options;
  const journal = createJournal(server, clock, writer);
  const seal = createSealWriter(server, writer);
  const writeBatch = createBatchWriter({ server, clock, journal, retentionDays });
  // Who needs both takes them in this order.
  const computing = createTurn();
  const writing = createTurn();
  const rollUp = createRollUp({ server, clock, journal, seal, retentionDays, writing });
  const source = createInfluxSource({ server, clock });
  let writeProblem: string | null = null;
  let closed = false;

  return {
    ...source,
    write: (batch) =>
      writing(async () => {
        try {
          const result = await writeBatch(batch);
          writeProblem = null;
          return result;
        } catch (error) {
          writeProblem = error instanceof Error ? error.message : String(error);
          throw error;
        }
      }),
    rollUp: (hoursMax) => computing(() => rollUp(hoursMax)),
    async deleteBefore(beforeMs, rowsMax) {
      if (retentionDays !== null) return 0;
      return computing(() =>
        writing(() => deleteExpired({ server, journal, seal }, beforeMs, rowsMax)),
      );
    },
    writeRollUps: (rows) => computing(() => writeCarriedRollUps(server, seal, rows)),
    projects: true,
    project: async (points) => writeOwnLines(server, "keep", points.map(derivedLine)),
    async notReady() {
      if (closed) return "The readings store is closed.";
      if (writeProblem !== null) return `The last write failed: ${writeProblem}`;
      return server.notReady();
    },
    async close() {
      closed = true;
      await source.close();
    },
  };
}
