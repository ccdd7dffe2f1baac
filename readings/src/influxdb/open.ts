import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { StoreUnavailableError, type ReadingSource, type ReadingStore } from "../port.ts";
import type { InfluxPlace } from "./address.ts";
import { checkInfluxCredentials, type InfluxCredentials } from "./credentials.ts";
import { AccessRefusedError, UnfitStorageError } from "./influx-error.ts";
import { openInfluxServer, type InfluxServer, type InfluxServerOptions } from "./server.ts";
import { createInfluxSource } from "./source.ts";
import { createInfluxStore } from "./store.ts";

export interface InfluxContext {
  clock: Clock;
  credentials: InfluxCredentials;
}

export interface InfluxStoreContext extends InfluxContext {
  /** Days that the server keeps raw readings; null for ever. */
  retentionDays: number | null;
  /** Names this writer's notes of unfinished work. */
  writer: string;
}

/** @throws StartError with one sentence when the server refuses us or keeps readings too short. */
export async function openInfluxStore(
  place: InfluxPlace,
  { clock, credentials, retentionDays, writer }: InfluxStoreContext,
): Promise<ReadingStore> {
  const server = await enter(place, { clock, credentials, retentionDays, readOnly: false });
  return createInfluxStore({ server, clock, writer, retentionDays });
}

/**
 * Asks nobody yet: whoever reads has other work too, such as a waste bank's desk, which a server
 * that refuses us must not hold back. Every question tells what is wrong, and so does `notReady`.
 *
 * @throws StartError with one sentence when credentials are missing.
 */
export function openInfluxSource(
  place: InfluxPlace,
  { clock, credentials }: InfluxContext,
): ReadingSource {
  checkInfluxCredentials(place, credentials);
  const server = openInfluxServer(place, {
    clock,
    credentials,
    retentionDays: null,
    readOnly: true,
  });
  return createInfluxSource({ server, clock });
}

/** A server that was asked once: waiting helps against its silence, and not against its refusal. */
async function enter(place: InfluxPlace, options: InfluxServerOptions): Promise<InfluxServer> {
  checkInfluxCredentials(place, options.credentials);
  const server = openInfluxServer(place, options);
  try {
    await server.ensureStorage();
  } catch (error) {
    if (error instanceof AccessRefusedError || error instanceof UnfitStorageError) {
      server.close();
      throw new StartError(error.message);
    }
    if (!(error instanceof StoreUnavailableError)) throw error;
  }
  return server;
}
