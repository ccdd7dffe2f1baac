import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*/src/**/*.test.ts", "*/src/**/*.test.tsx", "test/**/*.test.ts"],
    // Two cores: whole-system tests start processes of their own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // In CI nothing may be skipped: what is optional on a user's machine is required there.
    allowOnly: false,
  },
});
