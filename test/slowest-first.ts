import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/**
 * The files that take longest, longest first. A checkout without a memory of earlier runs goes by
 * the size of files otherwise, and a short file that takes minutes would begin when all others end.
 */
const SLOWEST = [
  "test/web/bank-pages.test.ts",
  "test/web/axe-every-page.test.ts",
  "test/web/weighing-day.test.ts",
  "test/web/weigh.test.ts",
  "test/web/resident.test.ts",
  "test/web/devices.test.ts",
  "test/web/desk-pages.test.ts",
  "test/system/faults.test.ts",
  "test/system/dashboards.test.ts",
  "test/system/compose.test.ts",
  "test/system/bench-path.test.ts",
  "test/system/bench-stores.test.ts",
  "test/system/backup.test.ts",
  // It measures how fast a store drains: not beside the other faults.
  "test/system/faults-influxdb.test.ts",
  "readings/src/influxdb/store.faults.test.ts",
  "readings/src/influxdb/store.test.ts",
  "api/src/auth/member-sign-in.test.ts",
  "ledger/src/store/store.test.ts",
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOWEST.findIndex((path) => moduleId.endsWith(`/${path}`));
  return rank === -1 ? SLOWEST.length : rank;
};

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
