import { createServer } from "node:http";
import { listen, portOf } from "@resik/kit/ops-server";

/** One grey pixel: every tile looks like this. */
const TILE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNobm7+DwAGBQLA4rFHWAAAAABJRU5ErkJggg==",
  "base64",
);

/** Map tiles on the loopback address, and what was asked for. */
export interface TileServer {
  url: string;
  asked: { path: string; referer: string | undefined }[];
  close(): Promise<void>;
}

export async function startTileServer(): Promise<TileServer> {
  const asked: TileServer["asked"] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", referer: request.headers.referer });
    // As public tile servers answer, so that our pages' policy alone decides.
    response.writeHead(200, {
      "content-type": "image/png",
      "cross-origin-resource-policy": "cross-origin",
    });
    response.end(TILE);
  });
  await listen(server, 0, "127.0.0.1");
  return {
    url: `http://127.0.0.1:${portOf(server)}/{z}/{x}/{y}.png`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
