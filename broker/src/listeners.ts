import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { listen, portOf } from "@resik/kit/ops-server";
import { createWebSocketStream, WebSocketServer } from "ws";
import type { BrokerSettings } from "./settings.ts";

export interface Listeners {
  ports: { mqtt: number; ws?: number; tls?: number };
  /** Takes no more connections and ends those that have not reached `accept`. */
  close(): Promise<void>;
}

/** Bytes a socket buffers for writing before a live subscriber counts as slow. */
const SOCKET_BUFFER_BYTES = 256 * 1_024;
/** Connections on which nobody speaks TLS or HTTP are cut after this long. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** A WebSocket message may carry several packets, and one of the largest with its header. */
const WS_MESSAGE_PACKETS = 4;
/** A storm of reconnecting devices must find room in the kernel's queue. */
const BACKLOG = 4_096;

type Accept = (stream: Duplex) => void;

interface Listener {
  port: number;
  close(): Promise<void>;
}

/**
 * Opens what the settings ask for; every stream of bytes ends in `accept`.
 *
 * @throws the system's error when a port or file cannot be had; nothing stays open then.
 */
export async function openListeners(settings: BrokerSettings, accept: Accept): Promise<Listeners> {
  const opened: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((listener) => listener.close()));
  };
  const open = async (listener: Promise<Listener>): Promise<number> => {
    opened.push(await listener);
    return (await listener).port;
  };
  try {
    const ports: Listeners["ports"] = { mqtt: await open(openPlain(settings, accept)) };
    if (settings.RESIK_MQTT_WS_PORT !== undefined) {
      ports.ws = await open(openWebSocket(settings, settings.RESIK_MQTT_WS_PORT, accept));
    }
    if (settings.RESIK_MQTT_TLS_PORT !== undefined) {
      ports.tls = await open(openTls(settings, settings.RESIK_MQTT_TLS_PORT, accept));
    }
    return { ports, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const SOCKET_OPTIONS = { noDelay: true, highWaterMark: SOCKET_BUFFER_BYTES };

async function openPlain(settings: BrokerSettings, accept: Accept): Promise<Listener> {
  const server = createServer(SOCKET_OPTIONS, accept);
  await listen(server, settings.RESIK_MQTT_PORT, settings.RESIK_MQTT_HOST, BACKLOG);
  return { port: portOf(server), close: () => closed((done) => server.close(done)) };
}

async function openWebSocket(
  settings: BrokerSettings,
  port: number,
  accept: Accept,
): Promise<Listener> {
  const server = createHttpServer({ headersTimeout: HANDSHAKE_TIMEOUT_MS });
  // What reaches `accept` is counted there; this bounds those that never get so far.
  server.maxConnections = settings.RESIK_BROKER_CONNECTIONS_MAX;
  const sockets = new WebSocketServer({
    server,
    maxPayload: settings.RESIK_BROKER_PACKET_BYTES_MAX * WS_MESSAGE_PACKETS,
    handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
  });
  sockets.on("connection", (socket) => {
    accept(createWebSocketStream(socket, { highWaterMark: SOCKET_BUFFER_BYTES }));
  });
  // The server's own errors come here too; `listen` rejects with them.
  sockets.on("error", () => undefined);
  await listen(server, port, settings.RESIK_MQTT_HOST, BACKLOG);
  return {
    port: portOf(server),
    close: () =>
      closed((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function openTls(settings: BrokerSettings, port: number, accept: Accept): Promise<Listener> {
  const { RESIK_MQTT_TLS_CERT_FILE: certFile, RESIK_MQTT_TLS_KEY_FILE: keyFile } = settings;
  if (certFile === undefined || keyFile === undefined) throw new Error("checked with the settings");
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const server = createTlsServer(
    {
      ...SOCKET_OPTIONS,
      cert,
      key,
      minVersion: "TLSv1.2",
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    },
    accept,
  );
  server.maxConnections = settings.RESIK_BROKER_CONNECTIONS_MAX;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // A failed handshake is the client's affair; without a listener it would end the process.
  server.on("tlsClientError", (_error, socket: Socket) => socket.destroy());
  await listen(server, port, settings.RESIK_MQTT_TLS_HOST, BACKLOG);
  return {
    port: portOf(server),
    close: () =>
      closed((done) => {
        server.close(done);
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const closed = (close: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => close(() => resolve()));
