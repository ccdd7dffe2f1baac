import type { Clock } from "./clock.ts";
import type { Logger } from "./logger.ts";

export interface Shutdown {
  /** Adds a step; steps run in the reverse order of their adding, one after the other. */
  add(name: string, close: () => Promise<void> | void): void;
  /** Runs all steps once; a step that fails is logged and the next one runs. */
  run(): Promise<{ failed: number }>;
}

/** Ordered shutdown: what was opened last is closed first, within a stated time for each step. */
export function createShutdown(options: {
  clock: Clock;
  logger: Logger;
  stepTimeoutMs: number;
}): Shutdown {
  const { clock, logger, stepTimeoutMs } = options;
  const steps: { name: string; close: () => Promise<void> | void }[] = [];
  let running: Promise<{ failed: number }> | null = null;

  async function runStep(name: string, close: () => Promise<void> | void): Promise<boolean> {
    const abort = new AbortController();
    const late = clock.sleep(stepTimeoutMs, abort.signal).then(() => "late" as const);
    try {
      const end = await Promise.race([Promise.resolve(close()).then(() => "closed"), late]);
      if (end === "closed") return true;
      logger.error({ step: name, stepTimeoutMs }, "shutdown step took too long");
      return false;
    } catch (error) {
      logger.error({ step: name, err: error }, "shutdown step failed");
      return false;
    } finally {
      abort.abort();
    }
  }

  async function runAll(): Promise<{ failed: number }> {
    let failed = 0;
    for (const step of steps.reverse()) {
      if (!(await runStep(step.name, step.close))) failed++;
    }
    return { failed };
  }

  return {
    add: (name, close) => void steps.push({ name, close }),
    run: () => (running ??= runAll()),
  };
}
