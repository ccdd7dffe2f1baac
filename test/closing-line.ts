import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` as the very last line, for people and for scripts that read it. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const failedBefore = count.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "pending") count.failed++;
        else count[state]++;
      }
      // A file that could not be loaded, or whose preparation failed, has no failed test to count.
      if (!module.ok() && count.failed === failedBefore) count.failed++;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    process.once("exit", () => {
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
      if (skipped && process.env.CI === "true") {
        process.stdout.write("In CI no test may be skipped.\n");
        process.exitCode = 1;
      }
    });
  }
}
