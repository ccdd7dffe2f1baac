import { pino, type Logger } from "pino";

export type { Logger };

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One JSON line an event on standard error, so that standard output stays for people and pipes. */
export function createLogger(program: string, level: LogLevel): Logger {
  return pino({ name: program, level, base: { program } }, pino.destination({ fd: 2, sync: true }));
}
