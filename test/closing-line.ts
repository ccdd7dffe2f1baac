import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` as the very last line, for people and for scripts that read it. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests++;
        const { state } = test.result();
        if (state === "pending") count.failed++;
        else count[state]++;
      }
      // A file that could not even be loaded has no tests to count.
      if (tests === 0 && !module.ok()) count.failed++;
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
