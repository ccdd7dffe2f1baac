import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listen, portOf } from "@resik/kit/ops-server";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a receiver does with the next requests. */
export type Behaviour =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string }
  /** Takes the request and never answers. */
  | { kind: "hang" }
  /** Answers with a head and never ends its body. */
  | { kind: "drip"; status: number }
  /** Sends a body that does not end. */
  | { kind: "flood" }
  /** Closes the connection. */
  | { kind: "drop" };

export const OK: Behaviour = { kind: "answer", status: 200 };

export interface Receiver {
  url: string;
  /** Everything that came, whatever was answered. */
  received: Received[];
  /** Bodies of what was taken with 2xx, as JSON. */
  taken(): unknown[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A real server on loopback that fails as it is told. */
export async function startReceiver(first: Behaviour = OK): Promise<Receiver> {
  let behaviour = first;
  const received: Received[] = [];
  const taken: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      received.push({ path: request.url ?? "", headers: request.headers, body });
      if (behaviour.kind === "answer" && behaviour.status < 300) taken.push(body);
      answer(response, behaviour);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Whoever asks may go away in the middle; that is what some tests are about.
    socket.on("error", () => socket.destroy());
  });
  await listen(server, 0, "127.0.0.1");
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    received,
    taken: () => taken.map((body): unknown => JSON.parse(body.toString("utf8"))),
    behave: (next) => void (behaviour = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const FLOOD_PART = Buffer.alloc(4_096, "x");

function answer(response: ServerResponse, behaviour: Behaviour): void {
  switch (behaviour.kind) {
    case "answer":
      response.writeHead(behaviour.status, behaviour.headers);
      response.end(behaviour.body ?? "");
      return;
    case "hang":
      return;
    case "drip":
      response.writeHead(behaviour.status);
      response.write("a");
      return;
    case "flood": {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(FLOOD_PART));
      };
      response.on("drain", pour);
      pour();
      return;
    }
    case "drop":
      response.destroy();
  }
}
