import { createServer, connect, type Server, type Socket } from "node:net";
import { once } from "node:events";

/** A network that can be cut, between a browser and the api. */
export interface CutNetwork {
  url: string;
  /** Ends every connection and takes no new one, as a phone without a network has it. */
  cut(): void;
  restore(): void;
  /** Lets requests through and ends the connection before the answer: the sender knows nothing. */
  loseAnswers(): void;
  close(): Promise<void>;
}

type State = "up" | "cut" | "losing";

/** Listens on a free port and hands everything to the api's. */
export async function startCutNetwork(targetPort: number): Promise<CutNetwork> {
  let state: State = "up";
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A cut connection ends with an error on one side; that is what it is for.
    socket.on("error", () => socket.destroy());
  };
  const server: Server = createServer((browser) => {
    keep(browser);
    if (state === "cut") {
      browser.destroy();
      return;
    }
    const api = connect(targetPort, "127.0.0.1");
    keep(api);
    browser.on("data", (chunk) => api.write(chunk));
    api.on("data", (chunk) => {
      if (state === "losing") browser.destroy();
      else browser.write(chunk);
    });
    browser.on("close", () => api.end());
    api.on("close", () => browser.end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the network has no port");
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      state = "cut";
      endAll();
    },
    restore() {
      state = "up";
    },
    loseAnswers() {
      state = "losing";
    },
    async close() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
