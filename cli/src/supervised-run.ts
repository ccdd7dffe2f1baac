import { join } from "node:path";
import type { CommandContext } from "./context.ts";
import type { ProgramMessage } from "./supervisor/message.ts";
import { createSupervisor, StoppedError, type Supervisor } from "./supervisor/supervisor.ts";

export interface SupervisedRun {
  supervisor: Supervisor;
  /** Aborts when the run is to end. */
  signal: AbortSignal;
}

export interface SupervisedRunOptions {
  context: CommandContext;
  dataDir: string;
  verbose: boolean;
  onMessage?: (message: ProgramMessage) => void;
  /** Brings the system up; when it returns, the run goes on until somebody asks to end it. */
  bringUp(run: SupervisedRun): Promise<void>;
}

/**
 * Runs a system under a supervisor until a request to end. One Ctrl-C may arrive more than once
 * (from the terminal and passed on by npm): the first request starts the ordered stop, further
 * ones change nothing, because the stop is bounded in time anyway.
 *
 * @throws what `bringUp` throws, after everything was stopped.
 */
export async function runSupervised(options: SupervisedRunOptions): Promise<void> {
  const { context, dataDir } = options;
  const supervisor = createSupervisor({
    clock: context.clock,
    random: context.random,
    logDir: join(dataDir, "log"),
    verbose: options.verbose,
    note: context.note,
    ...(options.onMessage ? { onMessage: options.onMessage } : {}),
  });
  const ending = new AbortController();
  const endRequest = Promise.withResolvers<void>();
  context.onEndRequest(() => {
    if (ending.signal.aborted) return;
    context.note("resik: ending ...");
    ending.abort();
    // Already here and not only below: start-up may hang on a program that is asked to end now.
    void supervisor.stop();
    endRequest.resolve();
  });
  try {
    await options.bringUp({ supervisor, signal: ending.signal });
    await endRequest.promise;
  } catch (error) {
    // Whatever fails while we end failed because we end.
    if (!(error instanceof StoppedError) && !ending.signal.aborted) throw error;
  } finally {
    await supervisor.stop();
  }
}
