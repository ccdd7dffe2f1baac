import type { Clock, Timer } from "@resik/kit/clock";
import { EXIT_CODE_SETTINGS } from "@resik/kit/program";
import type { BackOff } from "./back-off.ts";
import { startChild, type Child, type ChildEnd, type ProgramSpec } from "./child.ts";
import type { ProgramMessage } from "./message.ts";
import type { ProgramOutput } from "./program-output.ts";

export type Ports = Readonly<Record<string, number>>;

export interface SupervisedProgram {
  name: string;
  /** The process that runs now; undefined while none does. */
  pid(): number | undefined;
  /** From now on an end of it is final. */
  startNoMore(): void;
  /** Asks it to end, for good. */
  askToEnd(): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves when it has ended after `askToEnd`. */
  gone: Promise<void>;
}

export interface SupervisedProgramOptions {
  spec: ProgramSpec;
  clock: Clock;
  backOff: BackOff;
  output: ProgramOutput;
  note(line: string): void;
  onReady(ports: Ports): void;
  /** It refused to start and another try would end the same way. */
  onRefused(sentence: string): void;
  onMessage(message: ProgramMessage): void;
}

/**
 * Keeps one program running: whenever it ends without being asked to, it is started again after
 * the back-off. Only an end with the settings code before it was ever ready is final.
 */
export function superviseProgram(options: SupervisedProgramOptions): SupervisedProgram {
  const { spec, clock, backOff, output, note } = options;
  let child: Child | null = null;
  let restart: Timer | null = null;
  let ending = false;
  let wasReady = false;
  let resolveGone: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    resolveGone = resolve;
  });

  function start(): void {
    restart = null;
    const startedMs = clock.monotonicMs();
    const started = startChild(spec, {
      onLine: (line) => output.line(line),
      onMessage(message) {
        options.onMessage(message);
        if (message.type !== "resik-ready") return;
        wasReady = true;
        options.onReady(message.ports);
      },
    });
    child = started;
    void started.ended.then((end) => {
      child = null;
      afterEnd(end, clock.monotonicMs() - startedMs);
    });
  }

  function afterEnd(end: ChildEnd, ranMs: number): void {
    if (ending) return resolveGone();
    const reason = output.takeReason();
    if (end.exitCode === EXIT_CODE_SETTINGS && !wasReady) {
      options.onRefused(reason ?? `The ${spec.name} refused to start; see ${output.path}.`);
      return;
    }
    const delayMs = backOff.nextDelayMs(ranMs);
    restart = clock.after(delayMs, () => {
      // Told only now: at a Ctrl-C the terminal ends the programs a moment before we are asked to.
      note(`resik: ${spec.name} ended (${describeEnd(end, reason)}) and is started again.`);
      start();
    });
  }

  function startNoMore(): void {
    ending = true;
    restart?.cancel();
  }

  start();
  return {
    name: spec.name,
    pid: () => child?.pid,
    startNoMore,
    askToEnd() {
      startNoMore();
      if (child) child.kill("SIGTERM");
      else resolveGone();
    },
    kill: () => child?.kill("SIGKILL"),
    gone,
  };
}

function describeEnd(end: ChildEnd, reason: string | null): string {
  const how = end.signal === null ? `code ${end.exitCode ?? "unknown"}` : end.signal;
  return reason === null ? how : `${how}: ${reason}`;
}
