import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import type { Random } from "@resik/kit/random";
import { createBackOff } from "./back-off.ts";
import type { ProgramSpec } from "./child.ts";
import type { ProgramMessage } from "./message.ts";
import { createProgramOutput, type ProgramOutput } from "./program-output.ts";
import { superviseProgram, type Ports, type SupervisedProgram } from "./supervised-program.ts";

/** A program that is not ready by then is not going to be. */
export const START_TIMEOUT_MS = 45_000;
/** Within the 5 s that a stop may take: the turn of one program, and when all are killed. */
const STOP_TURN_MS = 1_200;
const STOP_KILL_MS = 3_800;

export interface SupervisorOptions {
  clock: Clock;
  random: Random;
  logDir: string;
  verbose: boolean;
  note(line: string): void;
  onMessage?: (message: ProgramMessage) => void;
  startTimeoutMs?: number;
}

export interface Supervisor {
  /**
   * Starts the programs side by side and resolves with the ports of each when all are ready.
   * Rejects with a StartError when one refuses to start or is not ready in time, or with a
   * {@link StoppedError} when the supervisor is stopped meanwhile.
   */
  start(specs: readonly ProgramSpec[]): Promise<ReadonlyMap<string, Ports>>;
  /** Process ids of the programs that run now. */
  pids(): number[];
  /** Ends all, what was started last first, in under 5 s. Never rejects; may be called again. */
  stop(): Promise<void>;
}

/** Start-up was broken off because somebody asked to stop. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { clock, random, note } = options;
  const startTimeoutMs = options.startTimeoutMs ?? START_TIMEOUT_MS;
  const programs: SupervisedProgram[] = [];
  const outputs: ProgramOutput[] = [];
  const stopped = Promise.withResolvers<never>();
  // Nobody may be starting when it is rejected.
  stopped.promise.catch(() => {});
  let stopping: Promise<void> | null = null;

  function startOne(spec: ProgramSpec): Promise<readonly [string, Ports]> {
    const output = createProgramOutput({
      program: spec.name,
      logDir: options.logDir,
      verbose: options.verbose,
      note,
      monotonicMs: () => clock.monotonicMs(),
    });
    outputs.push(output);
    return new Promise((resolve, reject) => {
      const late = clock.after(startTimeoutMs, () =>
        reject(
          new StartError(
            `The ${spec.name} was not ready within ${startTimeoutMs / 1_000} seconds; ` +
              `its log is ${output.path}.`,
          ),
        ),
      );
      const program = superviseProgram({
        spec,
        clock,
        backOff: createBackOff(random.fork(spec.name)),
        output,
        note,
        onReady(ports) {
          late.cancel();
          resolve([spec.name, ports]);
        },
        onRefused(sentence) {
          late.cancel();
          reject(new StartError(sentence));
        },
        onMessage: (message) => options.onMessage?.(message),
      });
      programs.push(program);
      void stopped.promise.catch(() => late.cancel());
    });
  }

  async function stopAll(): Promise<void> {
    stopped.reject(new StoppedError("stopped during start-up"));
    await endInTurn(clock, [...programs].reverse(), note);
    for (const output of outputs) output.close();
  }

  return {
    async start(specs) {
      if (stopping) throw new StoppedError("stopped before start-up");
      const ready = Promise.all(specs.map(startOne));
      return new Map(await Promise.race([ready, stopped.promise]));
    },
    pids: () => programs.flatMap((program) => program.pid() ?? []),
    stop: () => (stopping ??= stopAll()),
  };
}

/** Each gets its turn before the next one is asked; whoever is left in the end is killed. */
async function endInTurn(
  clock: Clock,
  programs: readonly SupervisedProgram[],
  note: (line: string) => void,
): Promise<void> {
  const kill = clock.after(STOP_KILL_MS, () => {
    for (const program of programs) {
      if (program.pid() === undefined) continue;
      note(`resik: ${program.name} did not end in time and was killed.`);
      program.kill();
    }
  });
  // All at once: those whose turn is later have had the terminal's Ctrl-C already and end by it.
  for (const program of programs) program.startNoMore();
  for (const program of programs) {
    program.askToEnd();
    const turn = new AbortController();
    await Promise.race([program.gone, clock.sleep(STOP_TURN_MS, turn.signal)]);
    turn.abort();
  }
  await Promise.all(programs.map((program) => program.gone));
  kill.cancel();
}
