import { join } from "node:path";
import { openLogFile } from "./log-file.ts";
import { parseLogLine } from "./log-line.ts";

/** Lines of plain text that are kept to explain an end; a stack of the runtime fits. */
const LAST_LINES_MAX = 20;
/** Urgent lines of one program shown in one second; the rest is counted and stands in its log. */
const SHOWN_PER_S_MAX = 10;

/** How a program begins the sentence of an expected failure to start. */
const START_SENTENCE = /^resik [\w-]+: /;

export interface ProgramOutput {
  line(line: string): void;
  /**
   * Why it ended, from what it last wrote that was no log record: its start sentence, or the line
   * of a stack that names the error. Null when it wrote nothing. Forgets it.
   */
  takeReason(): string | null;
  path: string;
  close(): void;
}

export interface ProgramOutputOptions {
  program: string;
  logDir: string;
  verbose: boolean;
  /** Shows a line to the person at the terminal. */
  note(line: string): void;
  monotonicMs(): number;
}

/** Writes all a program says to its log file and shows what needs a person at the terminal. */
export function createProgramOutput(options: ProgramOutputOptions): ProgramOutput {
  const { program, note, verbose } = options;
  const path = join(options.logDir, `${program}.log`);
  const file = openLogFile(path, (error) =>
    note(`resik: the log of ${program} cannot be written (${error.message}).`),
  );
  let lastText: string[] = [];
  let windowMs = options.monotonicMs();
  let shown = 0;
  let hidden = 0;

  function show(text: string): void {
    const nowMs = options.monotonicMs();
    if (nowMs - windowMs >= 1_000) {
      if (hidden > 0) note(`${program}: ${hidden} more lines in ${path}`);
      windowMs = nowMs;
      shown = 0;
      hidden = 0;
    }
    if (verbose || shown < SHOWN_PER_S_MAX) {
      shown++;
      note(`${program}: ${text}`);
    } else hidden++;
  }

  return {
    path,
    line(line) {
      file.write(line);
      const parsed = parseLogLine(line);
      if (parsed.kind === "text") {
        if (line.trim() !== "") lastText = [...lastText, line].slice(-LAST_LINES_MAX);
        if (verbose) show(line);
      } else if (parsed.urgent || verbose) show(parsed.text);
    },
    takeReason() {
      const taken = lastText;
      lastText = [];
      const sentence = taken.findLast((line) => START_SENTENCE.test(line));
      if (sentence !== undefined) return sentence.replace(START_SENTENCE, "");
      return taken.find((line) => /^\w*Error\b/.test(line)) ?? taken.at(-1) ?? null;
    },
    close: () => file.close(),
  };
}
