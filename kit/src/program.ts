import { flushCompileCache } from "node:module";
import { systemClock } from "./clock.ts";
import { collectWhenIdle } from "./idle-memory.ts";
import { createLogger, LOG_LEVELS, type Logger, type LogLevel } from "./logger.ts";
import {
  describeSettings,
  readSettings,
  SettingsError,
  type SettingsOf,
  type SettingsShape,
} from "./settings.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";

/** What a program tells the supervisor that started it, over the process channel. */
export interface ReadyMessage {
  type: "resik-ready";
  program: string;
  /** Ports by name, as they were really taken. */
  ports: Record<string, number>;
}

/** The first start of the api: where the first administrator is made, once. */
export interface SetupMessage {
  type: "resik-setup";
  program: string;
  /** The one-time link. */
  url: string;
}

/** Ends of a program that a supervisor must not answer with a restart. */
export const EXIT_CODE_SETTINGS = 78;

const STEP_TIMEOUT_MS = 4_000;

/**
 * An expected reason not to start (port in use, folder not writable). Its message is one plain
 * sentence for the person who started it.
 */
export class StartError extends Error {
  override readonly name = "StartError";
}

export interface ProgramContext<S extends SettingsShape> {
  settings: SettingsOf<S>;
  logger: Logger;
  shutdown: Shutdown;
  /** Says that the program serves, to the log and to the supervisor. */
  ready(ports: Record<string, number>): void;
}

/**
 * The frame of every `main.ts`: reads the settings once, logs them without secrets, starts.
 * Signals and a lost supervisor start the ordered shutdown. An expected failure to start becomes
 * one sentence and exit code 78, an unexpected one is logged once and ends the process with 1.
 */
export function runProgram<S extends SettingsShape>(
  program: string,
  shape: S,
  environment: Readonly<Record<string, string | undefined>>,
  start: (context: ProgramContext<S>) => Promise<void>,
): void {
  let settings: SettingsOf<S>;
  try {
    settings = readSettings(shape, environment);
  } catch (error) {
    process.stderr.write(`resik ${program}: ${startSentence(error) ?? String(error)}\n`);
    process.exit(EXIT_CODE_SETTINGS);
  }
  const logger = createLogger(program, logLevelOf(settings));
  const shutdown = createShutdown({ clock: systemClock, logger, stepTimeoutMs: STEP_TIMEOUT_MS });
  let ending = false;
  const end = (exitCode: number): void => {
    if (ending) return;
    ending = true;
    void shutdown.run().then(({ failed }) => process.exit(failed > 0 ? 1 : exitCode));
  };
  const crash = (error: unknown): void => {
    logger.fatal({ err: error }, "unexpected error");
    end(1);
  };
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  // A supervisor that was killed cannot say goodbye; its closed channel does.
  process.once("disconnect", () => end(0));
  process.once("uncaughtException", crash);
  process.once("unhandledRejection", crash);

  const ready = (ports: Record<string, number>): void => {
    logger.info({ ports }, "ready");
    const message: ReadyMessage = { type: "resik-ready", program, ports };
    process.send?.(message);
    // Now and not at the end: a machine that loses power has no end. Nothing without a cache.
    flushCompileCache();
    const collection = collectWhenIdle({ clock: systemClock, logger });
    shutdown.add("idle memory", () => collection.cancel());
  };
  logger.info({ settings: describeSettings(shape, settings) }, "starting");
  start({ settings, logger, shutdown, ready }).catch((error: unknown) => {
    const sentence = startSentence(error);
    if (sentence === null) return crash(error);
    process.stderr.write(`resik ${program}: ${sentence}\n`);
    end(EXIT_CODE_SETTINGS);
  });
}

/** Programs with a `RESIK_LOG_LEVEL` log by it, others as `info`. */
function logLevelOf(settings: Readonly<Record<string, unknown>>): LogLevel {
  const level = settings.RESIK_LOG_LEVEL;
  return LOG_LEVELS.find((known) => known === level) ?? "info";
}

/** One plain sentence for an expected failure to start, null for anything else. */
export function startSentence(error: unknown): string | null {
  if (error instanceof SettingsError || error instanceof StartError) return error.message;
  if (!(error instanceof Error)) return null;
  const { code, port, path } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    return `Port ${port ?? "?"} is already in use; end the other program or choose another port.`;
  }
  if (code === "EACCES" && port !== undefined) {
    return `Port ${port} may not be used by this user; choose one above 1023.`;
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
    return `The folder or file ${path ?? ""} cannot be written by this user.`;
  }
  if (code === "ENOSPC" || code === "SQLITE_FULL") return "The disk is full.";
  if (code === "SQLITE_CANTOPEN" || code === "SQLITE_READONLY") {
    return "The data folder cannot be written; check RESIK_DATA_DIR and its owner.";
  }
  return null;
}
