import { createServer } from "node:http";
import {
  mqttAuthRequestSchema,
  type MqttAuthAnswer,
  type MqttAuthRequest,
} from "@resik/contract/http/mqtt-auth";
import { listen, portOf } from "@resik/kit/ops-server";

/** How the stub treats a question: as the api would, not at all, or with nonsense. */
export type StubAuthMode = "answer" | "off" | "nonsense";

/** Stands in for the api's authentication endpoint, in EMQX's format. */
export interface StubAuth {
  url: string;
  /** The questions that came in, the oldest first. */
  questions: MqttAuthRequest[];
  /** Password of a device; every device exists until it is denied. */
  password(device: string): string;
  deny(device: string): void;
  /** Answers devices differently from the usual rules. */
  override(device: string, answer: MqttAuthAnswer): void;
  setMode(mode: StubAuthMode): void;
  /** Questions wait until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export const TEST_SITE = "site-1";

/** What the api answers for a live device. */
export function deviceAnswer(device: string): MqttAuthAnswer {
  const own = `resik/v1/${TEST_SITE}/${device}`;
  return {
    result: "allow",
    is_superuser: false,
    acl: [
      { permission: "deny", action: "publish", topic: `${own}/config` },
      { permission: "deny", action: "publish", topic: `${own}/command` },
      { permission: "deny", action: "publish", topic: `${own}/deposit` },
      { permission: "allow", action: "publish", topic: `${own}/+` },
      { permission: "allow", action: "subscribe", topic: `${own}/config` },
      { permission: "allow", action: "subscribe", topic: `${own}/command` },
    ],
  };
}

export async function startStubAuth(secret: string): Promise<StubAuth> {
  const questions: MqttAuthRequest[] = [];
  const denied = new Set<string>();
  const overrides = new Map<string, MqttAuthAnswer>();
  let mode: StubAuthMode = "answer";
  let held: Promise<void> | null = null;
  const password = (device: string): string => `password of ${device}`;

  function answerTo(request: MqttAuthRequest): MqttAuthAnswer {
    const { username } = request;
    if (denied.has(username) || request.password !== password(username)) return { result: "deny" };
    return overrides.get(username) ?? deviceAnswer(username);
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (mode === "off") return void request.socket.destroy();
      if (request.headers.authorization !== `Bearer ${secret}`) {
        return void response.writeHead(401).end();
      }
      if (mode === "nonsense") return void response.end("<html>");
      const question = mqttAuthRequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
      questions.push(question);
      const answer = JSON.stringify(answerTo(question));
      response.setHeader("content-type", "application/json");
      if (held) void held.then(() => response.end(answer));
      else response.end(answer);
    });
  });
  await listen(server, 0, "127.0.0.1");

  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    questions,
    password,
    deny: (device) => void denied.add(device),
    override: (device, answer) => void overrides.set(device, answer),
    setMode(next) {
      mode = next;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        held = null;
        resolve();
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
