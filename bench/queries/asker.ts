import { Agent, request } from "node:http";
import { systemClock } from "@resik/kit/clock";

export interface Asked {
  ms: number;
  /** Of the answer as it travelled, compressed. */
  bytes: number;
}

/** Asks over one socket that stays open, as a browser does, one question after the other. */
export interface Asker {
  /** @throws when the answer is not a good one. */
  ask(path: string): Promise<Asked>;
  close(): void;
}

export function createAsker(httpUrl: string, adminToken: string): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${adminToken}`, "accept-encoding": "gzip" };
  return {
    ask(path) {
      const startMs = systemClock.monotonicMs();
      return new Promise((resolve, reject) => {
        const sent = request(`${httpUrl}/api/v1/${path}`, { agent, headers });
        sent.once("error", reject);
        sent.once("response", (response) => {
          let bytes = 0;
          response.on("data", (chunk: Buffer) => void (bytes += chunk.length));
          response.once("error", reject);
          response.once("end", () => {
            const ms = systemClock.monotonicMs() - startMs;
            if (response.statusCode === 200) resolve({ ms, bytes });
            else reject(new Error(`${path}: ${response.statusCode}`));
          });
        });
        sent.end();
      });
    },
    close: () => agent.destroy(),
  };
}
