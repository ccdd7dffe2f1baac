import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE, type Stage, startStage, describePages } from "./stage.ts";

let stage: Stage;
let axeSource: string;

beforeAll(async () => {
  stage = await startStage();
  axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.api.mode = "ok";
  stage.api.account.isIn = true;
});

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
}

/** Serious and critical findings as `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  // Evaluated by the test's own channel, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const result = await page.evaluate<AxeResult>("axe.run()");
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const PAGES = [
  { path: "/", ready: ".card" },
  { path: "/stasiun/bak-puri-02?range=24h", ready: ".uplot canvas" },
  {
    path: "/stasiun/udara-pati?from=2026-11-10T00:00:00Z&to=2026-11-11T00:00:00Z",
    ready: ".uplot",
  },
  { path: "/masuk", ready: "form" },
  { path: "/setup?token=t", ready: "form" },
  { path: "/petugas", ready: ".device" },
  { path: "/tidak-ada", ready: ".notice" },
];

describePages("accessibility", () => {
  for (const scheme of ["light", "dark"] as const) {
    test(`no page has a serious finding in the ${scheme} theme, on a phone or on a desk`, async () => {
      for (const size of [PHONE, DESKTOP]) {
        const page = await stage.open({ size, scheme });
        for (const { path, ready } of PAGES) {
          await page.goto(stage.api.url + path);
          await page.waitForSelector(ready);
          expect({ path, found: await findings(page) }).toEqual({ path, found: [] });
        }
        await page.context().close();
      }
    }, 90_000);

    test(`error and empty states have no serious finding in the ${scheme} theme`, async () => {
      for (const mode of ["down", "empty"] as const) {
        stage.api.mode = mode;
        const page = await stage.open({ size: PHONE, scheme });
        await page.waitForSelector(".notice");
        expect({ mode, found: await findings(page) }).toEqual({ mode, found: [] });
        await page.context().close();
      }
    }, 60_000);
  }
});
