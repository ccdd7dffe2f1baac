import { systemClock, type Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import { createMetrics, type Registry as Metrics } from "@resik/kit/metrics";
import { createRandom, createSeed, type Random } from "@resik/kit/random";
import { createShutdown } from "@resik/kit/shutdown";
import { openReadingSource } from "@resik/readings/open";
import { influxCredentialsOf } from "@resik/readings/settings";
import type { ReadingSource } from "@resik/readings/port";
import { createApp, type App } from "./app.ts";
import { createSignIn } from "./auth/sign-in.ts";
import { openBooks } from "./bank/open-books.ts";
import type { RouteDeps } from "./deps.ts";
import { createApiEvents } from "./events.ts";
import { startFollowing } from "./following.ts";
import { startHttpServer } from "./http-server.ts";
import type { Route } from "./http/route.ts";
import { createLiveHub } from "./live/live-hub.ts";
import { createDownlink } from "./mqtt/downlink.ts";
import { openMqttLink } from "./mqtt/link.ts";
import { createStateBoard } from "./presence.ts";
import { openRegistry, registryPath } from "./registry/open.ts";
import { createSetupToken } from "./registry/setup-token.ts";
import { allRoutes } from "./routes/all.ts";
import type { ApiSettings } from "./settings.ts";

/** Shutdown steps end by themselves well before this. */
const STEP_TIMEOUT_MS = 3_000;

export interface ApiDeps {
  logger: Logger;
  clock?: Clock;
  random?: Random;
  metrics?: Metrics;
  /** Where readings come from; by default the store of `RESIK_READINGS_URL`. */
  source?: ReadingSource;
}

export interface Api {
  ports: { http: number };
  /**
   * The one-time link that makes the first administrator; null when there is one. Whoever has it
   * owns the system: show it to the person who started the program and to nobody else.
   */
  setupUrl: string | null;
  /** The served app, for tests that need no socket. */
  app: App;
  /** Every route below `/api/v1`, for a test that walks them all. */
  routes: readonly Route[];
  /** Ends open event streams within a second, then everything else. */
  close(): Promise<void>;
}

/**
 * Starts the api on embedded stores or the ones its settings name. It serves without a broker and
 * without readings, and finds both when they come.
 *
 * @throws when the registry cannot be opened or the port cannot be had.
 */
export async function startApi(settings: ApiSettings, deps: ApiDeps): Promise<Api> {
  const { logger, clock = systemClock, random = createRandom(createSeed()) } = deps;
  const metrics = deps.metrics ?? createMetrics({ processMetrics: true });
  const shutdown = createShutdown({ clock, logger, stepTimeoutMs: STEP_TIMEOUT_MS });
  const events = createApiEvents(logger, metrics);
  const publicUrl = settings.RESIK_PUBLIC_URL ?? null;
  try {
    const { db, close } = openRegistry(registryPath(settings.RESIK_DATA_DIR));
    shutdown.add("registry", close);
    const dataDir = settings.RESIK_DATA_DIR;
    const source =
      deps.source ??
      (await openReadingSource(settings.RESIK_READINGS_URL, {
        dataDir,
        clock,
        influxdb: influxCredentialsOf(settings),
      }));
    shutdown.add("readings", () => source.close());
    void tellWhenNotReady(source, logger);
    const sessionSecret = settings.RESIK_SESSION_SECRET;
    const signIn = createSignIn({ db, sessionSecret, publicUrl, logger, clock });
    const link = openMqttLink({
      url: settings.RESIK_MQTT_URL,
      password: settings.RESIK_API_MQTT_SECRET,
      clock,
      random: random.fork("mqtt"),
      events,
    });
    shutdown.add("mqtt", () => link.close());
    const downlink = createDownlink({ db, link, clock, events });
    shutdown.add("downlink", () => downlink.settled());
    const ledgerUrl = settings.RESIK_LEDGER_URL;
    const books = openBooks({ ledgerUrl, dataDir, db, link, clock, events, shutdown });
    const hub = createLiveHub({ link, clock, events });
    const states = createStateBoard(link);
    const own = { db, source, ...books, clock, random, events, states };
    const frame = { link, logger, metrics, shutdown, sessionSecret, publicUrl };
    const following = startFollowing({ ...own, ...frame });
    const shown = shownOf(settings);
    const routeDeps: RouteDeps = { ...own, ...following, signIn, downlink, hub, ...shown };
    const routes = allRoutes(routeDeps);
    const app = createApp(routes, routeDeps, metrics, {
      adminToken: settings.RESIK_ADMIN_TOKEN,
      brokerSecret: settings.RESIK_BROKER_AUTH_SECRET,
      sessionSecret,
      publicUrl,
      trustProxy: settings.RESIK_HTTP_TRUST_PROXY,
      webDir: settings.RESIK_WEB_DIR ?? null,
    });
    const setupToken = await createSetupToken(db, clock.nowMs());
    const host = settings.RESIK_HTTP_HOST;
    const server = await startHttpServer(app, { host, port: settings.RESIK_HTTP_PORT, clock });
    shutdown.add("http", () => server.close());
    // Streams never end by themselves, so they go before the server waits for its requests.
    shutdown.add("live", () => hub.close());
    const base = publicUrl ?? `http://localhost:${server.port}`;
    const setupUrl = setupToken === null ? null : `${base}/setup?token=${setupToken}`;
    return { ports: { http: server.port }, setupUrl, app, routes, close: () => endAll() };
  } catch (error) {
    await shutdown.run();
    throw error;
  }

  async function endAll(): Promise<void> {
    const { failed } = await shutdown.run();
    if (failed > 0) throw new Error(`${failed} parts of the api did not close`);
  }
}

/** What the settings say about the district and what everybody sees of it. */
const shownOf = (settings: ApiSettings) => ({
  district: { name: settings.RESIK_DISTRICT_NAME, code: settings.RESIK_DISTRICT_CODE },
  ispuCompleteRatio: settings.RESIK_ISPU_COMPLETE_PERCENT / 100,
  mapTiles: mapTilesOf(settings),
  publicUrl: settings.RESIK_PUBLIC_URL ?? null,
  openLicence: settings.RESIK_OPEN_DATA_LICENCE ?? null,
});

function mapTilesOf(settings: ApiSettings): RouteDeps["mapTiles"] {
  const url = settings.RESIK_MAP_TILES_URL;
  return url === undefined ? null : { url, attribution: settings.RESIK_MAP_TILES_ATTRIBUTION };
}

/** The api works without readings, so nothing else would say at its start that they are missing. */
async function tellWhenNotReady(source: ReadingSource, logger: Logger): Promise<void> {
  const reason = await source.notReady().catch((error: unknown) => String(error));
  if (reason !== null) logger.warn({ reason }, "readings cannot be read yet");
}
