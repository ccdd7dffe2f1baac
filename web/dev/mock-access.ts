import type { IncomingMessage, ServerResponse } from "node:http";
import { deviceViewSchema, type DeviceView } from "@resik/contract/http/devices";
import type { OpenStations } from "@resik/contract/http/open";
import { setupSchema } from "@resik/contract/http/users";
import { answerDesk } from "./mock-desk.ts";
import { sendJson, sendProblem } from "./send-json.ts";

/** The one account of the mock, and how its sign-in stands. */
export interface Account {
  failures: number;
  isIn: boolean;
  isSetUp: boolean;
}

export const MOCK_USERNAME = "petugas";
export const MOCK_PASSWORD = "sapu lidi bersih";
const FAILURES_MAX = 5;
const LOCK_OUT_S = 900;

/** Answers what has to do with who one is. */
export async function answerAccess(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  account: Account,
  stations: OpenStations,
): Promise<void> {
  switch (`${request.method ?? ""} ${url.pathname}`) {
    case "POST /api/v1/auth/sign-in/username":
      return signIn(response, account, await readBody(request));
    case "POST /api/v1/auth/sign-out":
      account.isIn = false;
      return sendJson(response, 200, { success: true });
    case "GET /api/v1/me":
      return account.isIn
        ? sendJson(response, 200, { user: user() })
        : sendProblem(response, 401, "not-signed-in");
    case "GET /api/v1/setup":
      return sendJson(response, 200, { needed: !account.isSetUp });
    case "POST /api/v1/setup/administrator":
      return setUp(response, account, await readBody(request));
    case "GET /api/v1/devices":
      return account.isIn
        ? sendJson(response, 200, { items: devicesOf(stations), next: null })
        : sendProblem(response, 401, "not-signed-in");
    default:
      if (account.isIn && answerDesk(response, request.method ?? "", url.pathname))
        return undefined;
      return sendProblem(response, 404, "not-found");
  }
}

const user = () => ({
  id: "u1",
  username: MOCK_USERNAME,
  name: "Petugas Contoh",
  roles: [{ role: "staff", site: null }],
});

function signIn(response: ServerResponse, account: Account, body: unknown): void {
  if (account.failures >= FAILURES_MAX) {
    response.setHeader("retry-after", String(LOCK_OUT_S));
    return sendProblem(response, 429, "too-many-requests");
  }
  const isRight =
    JSON.stringify(body) === JSON.stringify({ username: MOCK_USERNAME, password: MOCK_PASSWORD });
  if (!isRight) {
    account.failures += 1;
    return sendJson(response, 401, { code: "INVALID_USERNAME_OR_PASSWORD" });
  }
  account.failures = 0;
  account.isIn = true;
  return sendJson(response, 200, { token: "mock", user: user() });
}

function setUp(response: ServerResponse, account: Account, body: unknown): void {
  const input = setupSchema.safeParse(body);
  if (!input.success) return sendProblem(response, 400, "invalid-input");
  if (account.isSetUp) return sendProblem(response, 410, "link-used");
  account.isSetUp = true;
  return sendJson(response, 201, user());
}

/** Not a whole minute, so that a page that is slow to open still says seven. */
const SCALE_SEEN_AGO_MS = 7.5 * 60_000;

const devicesOf = (stations: OpenStations): DeviceView[] => [
  ...stations.stations.map((station) =>
    deviceOf({
      id: station.device,
      site: station.site,
      siteName: station.siteName,
      kind: station.kind,
      name: station.name,
      presence: station.presence,
      lastSeenAt: station.latest?.at ?? null,
    }),
  ),
  deviceOf({
    id: "timbangan-01",
    site: "bank-kayen-asri",
    siteName: "Bank Sampah Kayen Asri",
    kind: "scale",
    name: "Timbangan Kayen Asri",
    presence: "online",
    lastSeenAt: new Date(Date.now() - SCALE_SEEN_AGO_MS).toISOString(),
  }),
];

const deviceOf = (part: Record<string, unknown>): DeviceView =>
  deviceViewSchema.parse({
    ...part,
    lat: -6.75,
    lon: 111.03,
    config: {},
    registeredAt: "2026-10-01T02:00:00.000Z",
    retiredAt: null,
  });

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  // Without an encoding a request gives buffers.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
