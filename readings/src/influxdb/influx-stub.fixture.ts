import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One request as it came over the wire. */
export interface StubRequest {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface StubReply {
  status: number;
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /** Answers nothing and keeps or ends the connection. */
  instead?: "silence" | "hang up";
}

export interface InfluxStub {
  port: number;
  requests: StubRequest[];
  /** What it answers from now on. */
  answer: (request: StubRequest) => StubReply;
  close(): Promise<void>;
}

/** A listener on loopback that remembers what it was asked and answers as a test tells it to. */
export async function startInfluxStub(
  answer: (request: StubRequest) => StubReply,
): Promise<InfluxStub> {
  const stub: InfluxStub = { port: 0, requests: [], answer, close };
  const reply = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const url = incoming.url ?? "";
    const { pathname, searchParams } = new URL(url, "http://stub");
    const request: StubRequest = {
      method: incoming.method ?? "",
      url,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    stub.requests.push(request);
    const { status, body = "", headers = {}, instead } = stub.answer(request);
    if (instead === "hang up") incoming.socket.destroy();
    if (instead !== undefined) return;
    outgoing.writeHead(status, headers).end(body);
  };
  const server = createServer((incoming, outgoing) => {
    reply(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(599).end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  stub.port = address.port;
  async function close(): Promise<void> {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }
  return stub;
}
