import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import type { HourlySummary } from "@resik/readings/port";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SITE, startTestApi, type TestApi } from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { axeFindings } from "./axe-findings.ts";
import { browserOf, buildWeb, describePages, DESKTOP, PHONE } from "./stage.ts";

const HOUR_MS = 3_600_000;
const YEAR_HOURS = 365 * 24;
/** The bar: from the click to the drawn line. */
const DRAWN_MS_MAX = 1_000;

/** A year of one station as its hourly roll-ups, with a day's and a year's rhythm. */
function yearOf(device: string, endMs: number): HourlySummary[] {
  const lastHourMs = Math.floor(endMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: YEAR_HOURS }, (_, back) => {
    const hourMs = lastHourMs - (YEAR_HOURS - back) * HOUR_MS;
    const mean = 40 + 15 * Math.sin(back / 4) + 20 * Math.sin(back / 1_400);
    const summary = { n: 30, min: mean - 8, max: mean + 12, sum: mean * 30, last: mean };
    return {
      channel: "air",
      site: siteIdSchema.parse(SITE.id),
      device: deviceIdSchema.parse(device),
      hourMs,
      summaries: { pm25UgM3: summary },
    };
  });
}

/** Milliseconds from the click on a range until a line of that range stands in the canvas. */
const drawnAfter = (page: Page, label: string): Promise<number> =>
  page.evaluate(`(async () => {
    const canvas = () => document.querySelector(".chart-canvas .uplot canvas");
    const before = canvas();
    const radio = [...document.querySelectorAll(".range-segments label")]
      .find((one) => one.textContent.trim() === ${JSON.stringify(label)})
      .querySelector("input");
    const startMs = performance.now();
    radio.click();
    for (;;) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = canvas();
      if (!now || now === before || document.querySelector(".chart-skeleton")) continue;
      const { data } = now.getContext("2d").getImageData(0, 0, now.width, now.height);
      let drawn = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at] > 128) drawn++;
      if (drawn > 2000) return performance.now() - startMs;
    }
  })()`);

describePages("a year of one station", () => {
  let folder: string;
  let api: TestApi;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resik-year-"));
    const webDir = join(folder, "dist");
    await buildWeb(webDir);
    api = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
    await api.seed();
    const nowMs = systemClock.nowMs();
    await api.store.writeRollUps(yearOf("air-01", nowMs));
    const fields = { pm25UgM3: 31 };
    await api.write(makeReading({ device: "air-01", channel: "air", atMs: nowMs, fields }));
    await api.write(makeReading({ device: "bin-01", atMs: nowMs, fields: { fillRatio: 0.5 } }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (path: string, size = DESKTOP): Promise<Page> => {
    const context = await browser.newContext(browserOf({}, size));
    const page = await context.newPage();
    await page.goto(api.origin + path);
    return page;
  };

  test("is drawn in under a second after the click, as a day is", async () => {
    const page = await open("/stasiun/air-01?range=24h", PHONE);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForSelector(".chart-controls");
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      times.push(await drawnAfter(page, "1 tahun"));
      await page.locator(".range-segments label", { hasText: "30 hari" }).click();
      await page.waitForSelector(".chart-canvas .uplot canvas");
    }
    times.sort((left, right) => left - right);
    expect(times[1]).toBeLessThan(DRAWN_MS_MAX);
    await page.context().close();
  });

  test("can be downloaded as it is drawn", async () => {
    const page = await open("/stasiun/air-01?range=1y");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Unduh angka ini (CSV)" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^air-01-pm25UgM3-\d{4}-\d{2}-\d{2}\.csv$/);
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]).toBe("\ufefftime,pm25UgM3 mean,pm25UgM3 min,pm25UgM3 max");
    expect(lines.length).toBeGreaterThan(360);
    await page.context().close();
  });

  test("is open data: the page explains its columns and leads to the file", async () => {
    const page = await open("/data", PHONE);
    await page.getByText("Partikel PM2.5").waitFor();
    await page.getByLabel("Stasiun").selectOption("air-01");
    const link = page.getByRole("link", { name: "Unduh", exact: true });
    const href = (await link.getAttribute("href")) ?? "";
    const answer = await fetch(api.origin + href);
    expect(answer.status).toBe(200);
    expect((await answer.text()).split("\r\n")[1]).toContain("air-01");
    await page.getByLabel("Sampai tanggal").fill("2026-01-01");
    await page.getByText("Tanggal akhir harus sama").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });
});
