import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Clock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import type { App } from "./app.ts";

/** How long open requests may go on after the server stopped taking new ones. */
const DRAIN_MS = 1_000;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

export interface HttpServer {
  port: number;
  /** Takes nothing new, lets open requests end for a second, then closes what is left. */
  close(): Promise<void>;
}

/** @throws when the port cannot be had. */
export async function startHttpServer(
  app: App,
  options: { host: string; port: number; clock: Clock },
): Promise<HttpServer> {
  const server: Server = asHttpServer(
    createAdaptorServer({
      fetch: app.fetch,
      // A slow sender may not hold a connection for ever.
      serverOptions: { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    }),
  );
  await listen(server, options.port, options.host);
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        const late = options.clock.after(DRAIN_MS, () => server.closeAllConnections());
        server.close(() => {
          late.cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** The adaptor can also make HTTP/2 servers; without their options it makes this kind. */
function asHttpServer(server: ReturnType<typeof createAdaptorServer>): Server {
  if (!("closeAllConnections" in server)) throw new Error("not an HTTP/1.1 server");
  return server;
}
