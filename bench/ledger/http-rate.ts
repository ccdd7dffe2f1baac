import { Agent, request } from "node:http";
import { systemClock } from "@resik/kit/clock";
import { createSecret, type Random } from "@resik/kit/random";
import { openLedgerReader } from "@resik/ledger/open";
import { percentile } from "../rig/machine.ts";
import { startSystem } from "../rig/system.ts";
import { PRODUCT, RULES, weighedLines } from "./book.ts";

const BANK = "bench-bank";
const MEMBERS = 40;
const USERNAME = "bendahara";

export interface HttpRate {
  depositsPerS: number;
  p50Ms: number;
  p99Ms: number;
  /** The book holds each deposit once and is proven. */
  verified: boolean;
}

interface Answer {
  status: number;
  cookies: string[];
  text: string;
}

/** Requests to one api over sockets that stay open, as a browser keeps them. */
class Caller {
  readonly #agent: Agent;
  readonly #baseUrl: string;
  headers: Record<string, string> = {};

  constructor(baseUrl: string, sockets: number) {
    this.#baseUrl = baseUrl;
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  /** @throws when the answer is not a good one. */
  post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#baseUrl}/api/v1/${path}`, {
        method: "POST",
        agent: this.#agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...this.headers,
          ...headers,
        },
      });
      sent.once("error", reject);
      sent.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const { statusCode: status = 0, headers } = response;
          const text = Buffer.concat(chunks).toString();
          if (status >= 400) reject(new Error(`${path}: ${status} ${text}`));
          else resolve({ status, cookies: headers["set-cookie"] ?? [], text });
        });
      });
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Makes a bank with its treasurer, signs in, registers members and publishes the rules. */
async function openBank(caller: Caller, adminToken: string): Promise<string[]> {
  const admin = { authorization: `Bearer ${adminToken}` };
  const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.756, lon: 111.038 };
  const site = { id: BANK, name: "Bench", kind: "waste-bank", ...place };
  await caller.post("sites", site, admin);
  const password = createSecret();
  const roles = [{ role: "treasurer", site: BANK }];
  await caller.post("users", { username: USERNAME, name: "Bench", password, roles }, admin);
  const signedIn = await caller.post("auth/sign-in/username", { username: USERNAME, password });
  const cookie = signedIn.cookies.map((line) => line.split(";")[0]).join("; ");
  caller.headers = { ...caller.headers, cookie };
  for (const [index, rule] of RULES.entries()) {
    const publication = { rule, validFrom: null, isOutlierConfirmed: false };
    const key = { "idempotency-key": `bench-rule-${index}` };
    await caller.post(`banks/${BANK}/rules`, publication, key);
  }
  const ids: string[] = [];
  for (let index = 0; index < MEMBERS; index++) {
    const id = `m${index}`;
    const fields = { kind: "person", name: id, phone: null, address: null, unit: null };
    await caller.post(`banks/${BANK}/members`, { ...fields, id });
    ids.push(id);
  }
  return ids;
}

/** Deposits through the running api on loopback, by a treasurer's session on several sockets. */
export async function measureHttpDeposits(options: {
  deposits: number;
  callers: number;
  random: Random;
}): Promise<HttpRate> {
  const { deposits, callers, random } = options;
  const system = await startSystem();
  const caller = new Caller(system.httpUrl, callers);
  caller.headers = { origin: system.httpUrl, "sec-fetch-site": "same-origin" };
  try {
    const members = await openBank(caller, system.adminToken);
    const occurredAt = new Date(systemClock.nowMs()).toISOString();
    const tookMs: number[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < deposits) {
        const key = `bench-deposit-${next++}`;
        const member = members[random.int(members.length)];
        const body = {
          occurredAt,
          payee: { akad: "saved", member, product: PRODUCT },
          valued: "now",
          hop: "member",
          delivery: "dropped-off",
          lines: weighedLines(random),
        };
        const startMs = systemClock.monotonicMs();
        await caller.post(`banks/${BANK}/deposits`, body, { "idempotency-key": key });
        tookMs.push(systemClock.monotonicMs() - startMs);
      }
    };
    const startMs = systemClock.monotonicMs();
    await Promise.all(Array.from({ length: callers }, work));
    const elapsedS = (systemClock.monotonicMs() - startMs) / 1_000;
    return {
      depositsPerS: deposits / elapsedS,
      p50Ms: percentile(tookMs, 50),
      p99Ms: percentile(tookMs, 99),
      verified: await isProven(system.dataDir, deposits + RULES.length),
    };
  } finally {
    caller.close();
    await system.stop();
  }
}

async function isProven(dataDir: string, transfers: number): Promise<boolean> {
  const reader = openLedgerReader("sqlite:", { dataDir });
  try {
    const proof = await reader.verify();
    return proof.isIntact && proof.transfers === transfers;
  } finally {
    await reader.close();
  }
}
