import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closing-line.ts";

export default defineConfig({
  test: {
    reporters: ["default", new ClosingLine()],
    allowOnly: false,
    projects: [
      {
        test: {
          name: "parts",
          include: [
            "*/src/**/*.test.ts",
            "*/src/**/*.test.tsx",
            "test/repo/**/*.test.ts",
            "test/receipt/**/*.test.ts",
          ],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        // Each of these starts processes of its own; two at once would only slow each other.
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts", "test/web/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
