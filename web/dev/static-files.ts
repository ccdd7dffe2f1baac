import { createReadStream, existsSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPE_BY_EXTENSION: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** Sends a built file, or the shell for the address of a page. */
export function sendFile(response: ServerResponse, webDir: string, path: string): void {
  const inside = join(webDir, normalize(path));
  const isFile = inside.startsWith(webDir) && existsSync(inside) && statSync(inside).isFile();
  const file = isFile ? inside : join(webDir, "index.html");
  const type = TYPE_BY_EXTENSION[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
  createReadStream(file).pipe(response);
}
