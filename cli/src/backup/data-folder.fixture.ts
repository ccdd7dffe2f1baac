import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openRegistry } from "@resik/api/registry";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openLedger } from "@resik/ledger/open";
import { postRequestSchema } from "@resik/ledger/post-request";
import { openReadingStore } from "@resik/readings/open";
import type { CommandContext } from "../context.ts";
import { STORE_PATHS } from "./layout.ts";

/** What a command of a test says and is told. */
export interface TestCommand {
  context: CommandContext;
  out: string[];
  notes: string[];
  /** Ctrl-C. */
  end(): void;
}

export function testCommand(environment: Record<string, string>): TestCommand {
  const out: string[] = [];
  const notes: string[] = [];
  const ends: (() => void)[] = [];
  return {
    out,
    notes,
    end: () => ends.forEach((run) => run()),
    context: {
      environment,
      clock: systemClock,
      random: createRandom("backup"),
      out: (line) => void out.push(line),
      note: (line) => void notes.push(line),
      input: process.stdin,
      promptHidden: () => undefined,
      onEndRequest: (run) => void ends.push(run),
      progressStream: null,
    },
  };
}

/** Readings of one air station, so many after the last ones. */
export async function addReadings(dataDir: string, first: number, count: number): Promise<void> {
  const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  const nowMs = systemClock.nowMs();
  const readings = Array.from({ length: count }, (_, index) => ({
    site: siteIdSchema.parse("pati-kota"),
    device: deviceIdSchema.parse("st-01"),
    channel: "air" as const,
    boot: "boot-a",
    seq: first + index,
    sampledAtMs: nowMs - (first + index) * 1_000,
    receivedAtMs: nowMs,
    atMs: nowMs - (first + index) * 1_000,
    quality: "ok" as const,
    fields: { pm25UgM3: index / 7 },
  }));
  await store.write({ readings, quarantined: [] });
  await store.close();
}

/** The same key, command and instant are the same request. */
export async function addTransfer(
  dataDir: string,
  key: string,
  command: unknown,
  occurredAtMs = systemClock.nowMs(),
) {
  const ledger = openLedger("sqlite:", { dataDir, clock: systemClock });
  const request = { bank: "bank-mawar", key, actor: "user:1", occurredAtMs, command };
  const answer = await ledger.post(postRequestSchema.parse(request));
  await ledger.close();
  if (!answer.ok) throw new Error(answer.detail);
  return answer.value;
}

export const CAPITAL = {
  kind: "move-cash",
  direction: "in",
  purpose: "capital",
  amountRupiah: 5_000,
  note: "Modal",
};

/** A data folder as a stopped system leaves it, without an inbox. */
export async function fillDataFolder(
  dataDir: string,
  cashAtMs = systemClock.nowMs(),
): Promise<void> {
  await addTransfer(dataDir, "key-open-1", { kind: "open-day", countedRupiah: 0 });
  await addTransfer(dataDir, "key-cash-1", CAPITAL, cashAtMs);
  await openRegistry(join(dataDir, STORE_PATHS.registry)).close();
  await addReadings(dataDir, 0, 1_000);
  writeFileSync(join(dataDir, "secrets.env"), "RESIK_ADMIN_TOKEN=s3cret\n", { mode: 0o600 });
}
