import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OpenStations } from "@resik/contract/http/open";
import { answerAccess, type Account } from "./mock-access.ts";
import { fieldsOf, sampleStations } from "./mock-state.ts";
import { sampleSeries } from "./mock-series.ts";
import { sendJson, sendProblem } from "./send-json.ts";
import { sendFile } from "./static-files.ts";

export type MockMode =
  /** Everything answers. */
  | "ok"
  /** The list is there and empty. */
  | "empty"
  /** The api answers 503 to everything. */
  | "down"
  /** The list never answers, so that the loading state stands. */
  | "hanging"
  /** The list answers, the event stream does not. */
  | "no-stream";

export interface MockApi {
  url: string;
  mode: MockMode;
  account: Account;
  /** How often the list was asked for. */
  listRequests: number;
  /** Sends a live reading to every open page and keeps it as the latest. */
  publish(device: string, value: number): void;
  /** Drops the pages' connections, as a bad network does. */
  dropStreams(): void;
  close(): Promise<void>;
}

/** The header that the api sends with each page; the pages are tested under it. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEARTBEAT_MS = 15_000;

/**
 * An api in miniature with sample data in the contract's shapes. `webDir` is the built web; without
 * it only the api answers, as the development server wants it.
 */
export async function startMockApi(options: { port: number; webDir?: string }): Promise<MockApi> {
  const streams = new Set<ServerResponse>();
  const stations = sampleStations(Date.now());
  const mock = {
    mode: "ok" as MockMode,
    listRequests: 0,
    account: { failures: 0, isIn: false, isSetUp: false },
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://mock.invalid");
    response.setHeader("content-security-policy", POLICY);
    if (!url.pathname.startsWith("/api/")) {
      if (options.webDir === undefined) sendJson(response, 404, {});
      else sendFile(response, options.webDir, url.pathname);
      return;
    }
    void answer(request, response, url);
  });

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    if (url.pathname === "/api/v1/open/stations") mock.listRequests += 1;
    if (mock.mode === "down") return sendProblem(response, 503, "store-unavailable");
    switch (url.pathname) {
      case "/api/v1/open/stations":
        if (mock.mode === "hanging") return undefined;
        return sendJson(response, 200, listOf(stations, mock.mode));
      case "/api/v1/open/series": {
        const series = sampleSeries(url.searchParams);
        return series === null
          ? sendProblem(response, 400, "invalid-input")
          : sendJson(response, 200, series);
      }
      case "/api/v1/open/live":
        if (mock.mode === "no-stream") return sendProblem(response, 503, "too-many-streams");
        return openStream(request, response, streams);
      default:
        return answerAccess(request, response, url, mock.account, stations);
    }
  };

  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(": still here\n\n");
  }, HEARTBEAT_MS);
  await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));

  return Object.assign(mock, {
    url: `http://127.0.0.1:${portOf(server)}`,
    publish: (device: string, value: number) => publish(stations, streams, device, value),
    dropStreams() {
      for (const stream of streams) stream.destroy();
    },
    async close() {
      clearInterval(heartbeat);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** The port of a listening TCP server. */
function portOf(server: Server): number {
  // A server that listens on a port has an address object.
  return (server.address() as AddressInfo).port;
}

function listOf(stations: OpenStations, mode: MockMode): OpenStations {
  const generatedAt = new Date().toISOString();
  return { ...stations, generatedAt, stations: mode === "empty" ? [] : stations.stations };
}

function openStream(
  request: IncomingMessage,
  response: ServerResponse,
  streams: Set<ServerResponse>,
) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": hello\n\n");
  streams.add(response);
  request.on("close", () => streams.delete(response));
}

let seq = 0;

function publish(
  stations: OpenStations,
  streams: ReadonlySet<ServerResponse>,
  device: string,
  value: number,
): void {
  const station = stations.stations.find((candidate) => candidate.device === device);
  if (!station) throw new Error(`no station ${device}`);
  const at = new Date().toISOString();
  station.latest = { at, quality: "ok", fields: fieldsOf(station.kind, value) };
  station.presence = "online";
  seq += 1;
  const reading = {
    site: station.site,
    device,
    channel: station.kind,
    boot: "mock",
    seq,
    at,
    sampledAt: at,
    receivedAt: at,
    quality: "ok",
    fields: station.latest.fields,
  };
  const data = JSON.stringify({ type: "reading", reading });
  for (const stream of streams) stream.write(`event: reading\ndata: ${data}\n\n`);
}
