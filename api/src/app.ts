import { randomUUID } from "node:crypto";
import type { Registry as Metrics } from "@resik/kit/metrics";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { createLockOut } from "./auth/lock-out.ts";
import { createPrincipalResolver } from "./auth/resolve-principal.ts";
import { AUTH_BASE_PATH } from "./auth/sign-in.ts";
import type { RouteDeps } from "./deps.ts";
import { serveAuth } from "./http/auth-routes.ts";
import { DOCS_STYLE, docsPage } from "./http/docs-page.ts";
import { serveRoute, type EdgeContext, type EdgeVariables } from "./http/edge.ts";
import { API_BASE_PATH, openApiDocument } from "./http/openapi.ts";
import { peerOf } from "./http/peer.ts";
import { problemResponse } from "./http/problem.ts";
import { createRateLimit } from "./http/rate-limit.ts";
import type { Route } from "./http/route.ts";
import { setSecurityHeaders } from "./http/security-headers.ts";
import { staticWeb } from "./http/static-web.ts";

export type App = Hono<{ Variables: EdgeVariables }>;

export interface AppOptions {
  adminToken: string;
  brokerSecret: string;
  sessionSecret: string;
  publicUrl: string | null;
  trustProxy: boolean;
  /** The built pages; null when there are none. */
  webDir: string | null;
}

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;
const MS_PER_S = 1_000;

/** Everything that is served, without a socket. */
export function createApp(
  routes: readonly Route[],
  deps: RouteDeps,
  metrics: Metrics,
  options: AppOptions,
): App {
  const app: App = new Hono<{ Variables: EdgeVariables }>();
  addFrame(app, deps, options);
  addOperations(app, deps, metrics);
  addApi(app, routes, deps, options);
  addAuth(app, deps, options);
  addDocs(app, routes);
  app.all("/api/*", (c) => problemResponse({ code: "not-found" }, c.get("requestId")));
  app.use("*", async (c, next) => {
    c.set("route", "web");
    await next();
  });
  app.route("/", staticWeb(options.webDir));
  app.notFound((c) => problemResponse({ code: "not-found" }, c.get("requestId")));
  app.onError((error, c) => {
    deps.events.unexpected(error, c.get("requestId"));
    return problemResponse({ code: "internal" }, c.get("requestId"));
  });
  return app;
}

/** What holds for every request: its id, its headers, its place in the metrics. */
function addFrame(app: App, { clock, events, mapTiles }: RouteDeps, options: AppOptions): void {
  const https = options.publicUrl?.startsWith("https:") ?? false;
  const tilesOrigin = mapTiles === null ? null : new URL(mapTiles.url).origin;
  app.use("*", async (c, next) => {
    const startMs = clock.monotonicMs();
    const given = c.req.header("x-request-id") ?? "";
    const requestId = REQUEST_ID.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    c.set("route", "other");
    c.set("peer", peerOf(c, options.trustProxy));
    await next();
    c.res.headers.set("x-request-id", requestId);
    const open = c.req.path.startsWith(`${API_BASE_PATH}/open/`);
    setSecurityHeaders(c.res.headers, { https, open, tilesOrigin });
    events.request({
      method: c.req.method,
      route: c.get("route"),
      status: c.res.status,
      seconds: (clock.monotonicMs() - startMs) / MS_PER_S,
    });
  });
}

function addOperations(app: App, deps: RouteDeps, metrics: Metrics): void {
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => {
    // The broker is no reason: without it people can still read everything.
    const reason = await deps.source.notReady().catch((error: unknown) => String(error));
    return reason === null ? c.text("ready\n") : c.text(`${reason}\n`, 503);
  });
  app.get("/metrics", async () => {
    const headers = { "content-type": metrics.contentType };
    return new Response(await metrics.metrics(), { headers });
  });
}

function addApi(app: App, routes: readonly Route[], deps: RouteDeps, options: AppOptions): void {
  const edge = {
    db: deps.db,
    clock: deps.clock,
    resolvePrincipal: createPrincipalResolver({ ...deps, adminToken: options.adminToken }),
    brokerSecret: options.brokerSecret,
    sessionSecret: options.sessionSecret,
    publicUrl: options.publicUrl,
    rateLimit: createRateLimit(deps.clock),
    events: deps.events,
  };
  // Only what holds no secrets is compressed: a length must not tell of what is in it.
  app.use(`${API_BASE_PATH}/open/*`, compress());
  app.use(`${API_BASE_PATH}/readings/*`, compress());
  for (const route of routes) {
    // `{rest*}` stands for everything that follows, slashes too; for nothing after a last slash.
    const path = route.path.replaceAll(/\{(\w+)\*\}/g, ":$1{.*}");
    const pattern = `${API_BASE_PATH}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
    app.on(route.method.toUpperCase(), pattern, async (c: EdgeContext) => {
      c.set("route", route.path);
      const answer = await serveRoute(route, c, edge);
      // The head of an answer is all that was asked for; a stream behind it must not stay open.
      if (c.req.raw.method !== "HEAD") return answer;
      await answer.body?.cancel();
      return new Response(null, answer);
    });
  }
}

function addAuth(app: App, deps: RouteDeps, options: AppOptions): void {
  const { clock, db, events, signIn } = deps;
  const lockOut = createLockOut(db, clock.nowMs);
  app.on(["GET", "POST"], `${AUTH_BASE_PATH}/*`, (c) => {
    c.set("route", "auth");
    return serveAuth(c, { signIn, lockOut, events, publicUrl: options.publicUrl });
  });
}

function addDocs(app: App, routes: readonly Route[]): void {
  const document = JSON.stringify(openApiDocument(routes));
  const page = docsPage(routes);
  app.get(`${API_BASE_PATH}/openapi.json`, (c) =>
    c.body(document, 200, { "content-type": "application/json" }),
  );
  app.get("/docs", (c) => c.html(page));
  app.get("/docs/style.css", (c) => c.body(DOCS_STYLE, 200, { "content-type": "text/css" }));
}
