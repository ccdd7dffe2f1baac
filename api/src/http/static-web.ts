import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type { EdgeVariables } from "./edge.ts";
import { problemResponse } from "./problem.ts";

/** The build puts a hash of the content into these names, so they never change. */
const HASHED_PATH = /^\/assets\//;
/** What follows is typed by hand or read from a worn code: the page says what is wrong with it. */
const RECEIPT_PATH = /^\/cek\//;
const YEAR_S = 31_536_000;

const HOW_TO_BUILD = `The pages of Resik are not built yet.

Build them with:  npm run build
The api itself is at /api/v1, described at /docs.
`;

/**
 * Serves the built pages. Unknown paths get the first page, which knows its own routes; what looks
 * like a file and is none stays unknown.
 */
export function staticWeb(webDir: string | null): Hono<{ Variables: EdgeVariables }> {
  const app = new Hono<{ Variables: EdgeVariables }>();
  const index = webDir === null ? null : join(webDir, "index.html");
  if (webDir === null || index === null || !existsSync(index)) {
    app.get("*", (c) => c.text(HOW_TO_BUILD, c.req.path === "/" ? 200 : 404));
    return app;
  }
  app.use("*", compress());
  app.get(
    "*",
    serveStatic({
      root: webDir,
      precompressed: true,
      onFound: (_path, c) => {
        const isHashed = HASHED_PATH.test(c.req.path);
        c.header("Cache-Control", isHashed ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
      },
    }),
  );
  const serveIndex = serveStatic({
    path: index,
    precompressed: true,
    onFound: (_path, c) => c.header("Cache-Control", "no-cache"),
  });
  app.get("*", async (c, next) => {
    const last = c.req.path.split("/").at(-1) ?? "";
    const isPage =
      !HASHED_PATH.test(c.req.path) && !last.includes(".") && !c.req.path.includes("%");
    return isPage || RECEIPT_PATH.test(c.req.path) ? serveIndex(c, next) : next();
  });
  app.all("*", (c) => problemResponse({ code: "not-found" }, c.get("requestId")));
  return app;
}
