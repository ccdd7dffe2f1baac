import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closing-line.ts";
import { SlowestFirst } from "./test/slowest-first.ts";

/** What is waited for comes in milliseconds; a busy machine may pause for seconds. */
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    reporters: ["default", new ClosingLine()],
    allowOnly: false,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: "parts",
          include: [
            "*/src/**/*.test.ts",
            "*/src/**/*.test.tsx",
            "test/repo/**/*.test.ts",
            "test/receipt/**/*.test.ts",
            "bench/**/*.test.ts",
          ],
          expect,
          testTimeout: 40_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          // A process for each of some four hundred files took longer than what most of them test.
          isolate: false,
        },
      },
      {
        // Chromium takes a core of its own for each of these.
        test: {
          name: "pages",
          globalSetup: ["test/web/web-build.ts"],
          include: ["test/web/**/*.test.ts"],
          exclude: ["test/web/lighthouse.test.ts", "test/web/year-chart.test.ts"],
          expect,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Each of these starts processes of its own, and waits for them more than it reckons.
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          exclude: ["test/system/demo.test.ts"],
          expect,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // What measures is alone on the machine.
        test: {
          name: "measured",
          globalSetup: ["test/web/web-build.ts"],
          include: [
            "test/system/demo.test.ts",
            "test/web/lighthouse.test.ts",
            "test/web/year-chart.test.ts",
          ],
          expect,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
