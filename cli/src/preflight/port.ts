import { createServer } from "node:net";
import { listen, portOf } from "@resik/kit/ops-server";
import { StartError } from "@resik/kit/program";

export interface PortQuestion {
  /** The setting that chooses it, for the sentence. */
  setting: "RESIK_HTTP_PORT" | "RESIK_MQTT_PORT";
  host: string;
  /** 0 asks for a free one. */
  port: number;
}

/**
 * Takes the port for a moment and gives it back: the port itself, or a free one for 0. That tells
 * about a taken port in one sentence before anything is started.
 */
export async function checkPort({ setting, host, port }: PortQuestion): Promise<number> {
  const server = createServer();
  try {
    await listen(server, port, host);
  } catch (error) {
    throw new StartError(portSentence(setting, host, port, error));
  }
  const taken = portOf(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return taken;
}

function portSentence(setting: string, host: string, port: number, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Port ${port} is already in use; end the other program or set ${setting} to another port.`;
  }
  if (code === "EACCES") {
    return `Port ${port} may not be used by this user; set ${setting} to one above 1023.`;
  }
  return `Port ${port} on ${host} cannot be used (${String(code ?? error)}); change ${setting}.`;
}
