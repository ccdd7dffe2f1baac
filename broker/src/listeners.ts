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
  /** Takes no more connections. */
  close(): Promise<void>;
}

/** Bytes a socket buffers for writing before a live subscriber counts as slow. */
const SOCKET_BUFFER_BYTES = 256 * 1_024;
/** A storm of reconnecting devices must find room in the kernel's queue. */
const BACKLOG = 4_096;

/** Opens what the settings ask for; every stream of bytes ends in `accept`. */
export async function openListeners(
  settings: BrokerSettings,
  accept: (stream: Duplex) => void,
): Promise<Listeners> {
  const servers: { close(done: () => void): void }[] = [];
  const socketOptions = { noDelay: true, highWaterMark: SOCKET_BUFFER_BYTES };

  const plain = createServer(socketOptions, accept);
  await listen(plain, settings.RESIK_MQTT_PORT, settings.RESIK_MQTT_HOST, BACKLOG);
  servers.push(plain);
  const ports: Listeners["ports"] = { mqtt: portOf(plain) };

  if (settings.RESIK_MQTT_WS_PORT !== undefined) {
    const http = createHttpServer();
    const sockets = new WebSocketServer({
      server: http,
      maxPayload: settings.RESIK_BROKER_PACKET_BYTES_MAX,
      handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
    });
    sockets.on("connection", (socket) => {
      accept(createWebSocketStream(socket, { highWaterMark: SOCKET_BUFFER_BYTES }));
    });
    await listen(http, settings.RESIK_MQTT_WS_PORT, settings.RESIK_MQTT_HOST, BACKLOG);
    servers.push(http);
    ports.ws = portOf(http);
  }

  const { RESIK_MQTT_TLS_CERT_FILE: certFile, RESIK_MQTT_TLS_KEY_FILE: keyFile } = settings;
  if (settings.RESIK_MQTT_TLS_PORT !== undefined && certFile && keyFile) {
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
    const tls = createTlsServer({ ...socketOptions, cert, key, minVersion: "TLSv1.2" }, accept);
    // A failed handshake is the client's affair; without a listener it would end the process.
    tls.on("tlsClientError", (_error, socket: Socket) => socket.destroy());
    await listen(tls, settings.RESIK_MQTT_TLS_PORT, settings.RESIK_MQTT_TLS_HOST, BACKLOG);
    servers.push(tls);
    ports.tls = portOf(tls);
  }

  return {
    ports,
    close: async () => {
      await Promise.all(
        servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
      );
    },
  };
}
