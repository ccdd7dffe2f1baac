import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { INGEST_SETTINGS } from "@resik/ingest/settings";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { readSettings, type SettingsOf } from "@resik/kit/settings";
import { openReadingSource, openReadingStore, type OpenContext } from "@resik/readings/open";
import type { ReadingSource, ReadingStore } from "@resik/readings/port";
import { INFLUXDB_SETTINGS, influxCredentialsOf } from "@resik/readings/settings";
import type { CommandContext } from "../context.ts";

/** What ingest is told of its store; a copy and a backup find it in the same place. */
const READINGS_SETTINGS = {
  RESIK_DATA_DIR: INGEST_SETTINGS.RESIK_DATA_DIR,
  RESIK_READINGS_URL: INGEST_SETTINGS.RESIK_READINGS_URL,
  RESIK_READINGS_RETENTION_DAYS: INGEST_SETTINGS.RESIK_READINGS_RETENTION_DAYS,
  ...INFLUXDB_SETTINGS,
} as const;
export type ReadingsSettings = SettingsOf<typeof READINGS_SETTINGS>;

export const readReadingsSettings = ({
  environment,
}: Pick<CommandContext, "environment">): ReadingsSettings =>
  readSettings(READINGS_SETTINGS, environment);

/** Whether a store is a server that drops old points by itself. */
export const hasOwnRetention = (url: string): boolean => /^influxdbs?:/i.test(url);

/** The file of an embedded store; null for a server and for an address that is not right. */
export function embeddedPath(url: string, dataDir: string): string | null {
  if (url === "sqlite:") return join(resolve(dataDir), "readings", "readings.sqlite");
  if (!url.startsWith("sqlite:///") || !URL.canParse(url)) return null;
  return fileURLToPath(`file:${url.slice("sqlite:".length)}`);
}

/** The data folder of an embedded store; null for a file outside of one. */
export function dataDirOf(url: string, dataDir: string): string | null {
  const path = embeddedPath(url, dataDir);
  return path?.endsWith("/readings/readings.sqlite") === true ? dirname(dirname(path)) : null;
}

/** What both ends of a copy are opened with. */
export const openContext = (settings: ReadingsSettings, clock: Clock): OpenContext => ({
  dataDir: resolve(settings.RESIK_DATA_DIR),
  clock,
  influxdb: influxCredentialsOf(settings),
});

/** @throws StartError with one sentence when the store cannot be read. */
export async function openCopySource(url: string, context: OpenContext): Promise<ReadingSource> {
  const source = await openReadingSource(url, context);
  const problem = await source.notReady();
  if (problem === null) return source;
  await source.close();
  throw new StartError(`The readings cannot be copied: ${problem}`);
}

/**
 * A target has unfinished roll-ups of its own, apart from those of ingest, which may write to the
 * same server later.
 *
 * @throws StartError with one sentence when the address is not supported or the store refuses.
 */
export const openCopyTarget = (
  url: string,
  context: OpenContext,
  retentionDays: number,
): Promise<ReadingStore> => openReadingStore(url, { ...context, retentionDays, writer: "copy" });
