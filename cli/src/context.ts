import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command gets from the process it runs in; tests give their own. */
export interface CommandContext {
  environment: Environment;
  clock: Clock;
  random: Random;
  /** A line of the command's answer, to standard output. */
  out(line: string): void;
  /** A line about what is going on, to standard error. */
  note(line: string): void;
  /** Where a password is read from. */
  input: NodeJS.ReadStream;
  /** Calls back at each request to end: SIGINT, SIGTERM, SIGHUP, or the end of our npm. */
  onEndRequest(run: () => void): void;
  /** Text without a line end, to the terminal: a question. */
  promptHidden(text: string): void;
  /** A width for progress that is drawn over itself; null where lines are better. */
  progressStream: NodeJS.WriteStream | null;
}

/** A command that could not do what it was asked, for a reason that its one sentence states. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
