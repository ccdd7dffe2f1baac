import { z } from "zod";

/** Numeric levels as pino writes them. */
const LEVEL_WARN = 40;
const LEVEL_NAMES = [
  [60, "fatal"],
  [50, "error"],
  [LEVEL_WARN, "warning"],
  [30, "info"],
  [20, "debug"],
  [0, "trace"],
] as const;

const lineSchema = z.looseObject({
  level: z.number(),
  msg: z.string().optional(),
  err: z.looseObject({ message: z.string() }).optional(),
});

export type LogLine =
  /** A record of the program's logger, in a short form for people. */
  | { kind: "record"; urgent: boolean; text: string }
  /** Anything else it wrote: the sentence of a start error, or a stack of the runtime. */
  | { kind: "text"; text: string };

/** Reads one line of a program's output. */
export function parseLogLine(line: string): LogLine {
  const record = line.startsWith("{") ? parseRecord(line) : null;
  if (record === null) return { kind: "text", text: line };
  const name = LEVEL_NAMES.find(([level]) => record.level >= level)?.[1] ?? "trace";
  const reason = record.err ? ` (${record.err.message})` : "";
  return {
    kind: "record",
    urgent: record.level >= LEVEL_WARN,
    text: `${name}: ${record.msg ?? "(no message)"}${reason}`,
  };
}

function parseRecord(line: string): z.infer<typeof lineSchema> | null {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller keeps the line as text, so nothing is lost.
    return null;
  }
}
