import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import type { Registry } from "prom-client";

export interface OpsServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  metrics: Registry;
  /** Null when the program can do its work, else the reason why not. */
  notReady(): string | null | Promise<string | null>;
}

export interface OpsServer {
  port: number;
  close(): Promise<void>;
}

/**
 * `/healthz` (the process answers), `/readyz` (it can do its work), `/metrics` (Prometheus text).
 * It shows figures only, so it needs no credentials, but it listens where it is told and nowhere
 * else.
 *
 * @throws when the port cannot be had.
 */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/healthz") {
      response.end("ok\n");
    } else if (path === "/readyz") {
      answerReady(options, response).catch((error: unknown) =>
        response.writeHead(500).end(String(error)),
      );
    } else if (path === "/metrics") {
      options.metrics.metrics().then(
        (text) => response.setHeader("content-type", options.metrics.contentType).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    } else {
      response.writeHead(404).end("not found\n");
    }
  });
  await listen(server, options.port, options.host);
  return { port: portOf(server), close: () => closeServer(server) };
}

async function answerReady(options: OpsServerOptions, response: ServerResponse): Promise<void> {
  const reason = await options.notReady();
  response.statusCode = reason === null ? 200 : 503;
  response.end(`${reason ?? "ready"}\n`);
}

/** Resolves when the server listens; rejects when it cannot. */
export const listen = (
  server: NetServer,
  port: number,
  host: string,
  backlog = 511,
): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, backlog, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });

/** The port a listening TCP server got. */
export function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP server");
  return address.port;
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
