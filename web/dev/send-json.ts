import type { ServerResponse } from "node:http";

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

/** A problem as the api words it. */
export function sendProblem(response: ServerResponse, status: number, code: string): void {
  sendJson(response, status, { type: "about:blank", title: code, status, code });
}
