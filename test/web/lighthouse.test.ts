import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type BrowserContext } from "playwright-core";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { freePort } from "../system/resik-process.ts";
import { startBankStage } from "./bank-stage.ts";
import { startResidentStage } from "./resident-stage.ts";
import { PHONE } from "./stage.ts";

const FOLDER = join(import.meta.dirname, "../lighthouse");
/** Installed apart (`npm ci --prefix test/lighthouse`): optional on a user's machine. */
const isMissing =
  !(existsSync(join(FOLDER, "node_modules/lighthouse")) && existsSync(CHROMIUM)) &&
  process.env.CI !== "true";

const SCORE_MIN = 95;
/** Simulated throttling still depends on a noisy machine: the median counts. */
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

const outcomeSchema = z.object({
  scores: z.record(z.enum(CATEGORIES), z.number()),
  weak: z.array(z.string()),
});
type Outcome = z.infer<typeof outcomeSchema>;

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;

/** A browser of its own that Lighthouse can talk to; what is kept in it outlives a page. */
async function openMeasured(): Promise<{
  context: BrowserContext;
  expectGood: (url: string) => Promise<void>;
  close: () => Promise<void>;
}> {
  const profile = await mkdtemp(join(tmpdir(), "resik-lighthouse-"));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`],
    viewport: PHONE,
    locale: "id-ID",
  });
  const measureOnce = async (url: string): Promise<Outcome> => {
    const program = join(FOLDER, "measure.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [program, url, String(port)]);
    return outcomeSchema.parse(JSON.parse(stdout));
  };
  return {
    context,
    async expectGood(url) {
      const outcomes: Outcome[] = [];
      for (let run = 0; run < RUNS; run++) outcomes.push(await measureOnce(url));
      const { pathname } = new URL(url);
      for (const category of CATEGORIES) {
        const score = median(outcomes.map(({ scores }) => scores[category] ?? 0));
        console.log(`Lighthouse ${pathname} ${category} ${score}`);
        const weak = outcomes.flatMap((outcome) => outcome.weak).join("; ");
        expect(score, `${pathname} ${category}: ${weak}`).toBeGreaterThanOrEqual(SCORE_MIN);
      }
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

describe.skipIf(isMissing)("Lighthouse with mobile throttling", () => {
  test("is content with the operator's first screens", async () => {
    const stage = await startBankStage();
    const measured = await openMeasured();
    try {
      await (await stage.openAs("operator", "/bank", { context: measured.context })).close();
      await measured.expectGood(`${stage.network.url}/bank`);
      await measured.expectGood(`${stage.network.url}/bank/timbang`);
    } finally {
      await measured.close();
      await stage.close();
    }
  });

  test("is content with the resident's first screen", async () => {
    const stage = await startResidentStage();
    const measured = await openMeasured();
    try {
      await (await stage.openAs(stage.sari, "/saya", { context: measured.context })).close();
      await measured.expectGood(`${stage.test.origin}/saya`);
    } finally {
      await measured.close();
      await stage.close();
    }
  });
});
