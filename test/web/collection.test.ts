import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ADMIN,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { axeFindings } from "./axe-findings.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, describePages, DESKTOP, PHONE, type PageOptions } from "./stage.ts";

const STEP_MS = 20 * 60_000;
const READINGS = 150;

/** Id, name, degrees north and east of the bank, level now and its rise in a reading. */
const BINS = [
  ["bin-pasar", "Bak Pasar Juwana", 0.02, 0.01, 1, 0.005],
  ["bin-alun", "Bak Alun-alun", 0.012, -0.01, 0.97, 0.004],
  ["bin-balai", "Bak Balai Desa", -0.015, 0.004, 0.9, 0.004],
  ["bin-sd", "Bak SD Negeri 3", 0.004, 0.004, 0.62, 0.003],
] as const;

let folder: string;
let api: TestApi;
let browser: Browser;
let staff: Credentials;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-collection-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  api = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
  await api.seed();
  staff = await api.enter("staff");
  const nowMs = systemClock.nowMs();
  for (const [id, name, north, east, level, rise] of BINS) {
    const place = { lat: SITE.lat + north, lon: SITE.lon + east };
    const body = { id, name, site: SITE.id, kind: "bin", ...place };
    const made = await api.call("POST", "/api/v1/devices", { headers: ADMIN, body });
    if (!made.ok) throw new Error(await made.text());
    const readings = Array.from({ length: READINGS }, (_, seq) => {
      const back = READINGS - 1 - seq;
      const fillRatio = Math.max(0, level - back * rise);
      return makeReading({ device: id, seq, atMs: nowMs - back * STEP_MS, fields: { fillRatio } });
    });
    await api.write(...readings);
  }
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The list as the environment office's staff see it. */
async function openList({ size = PHONE, scheme = "light" }: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext(browserOf({ size, scheme }, PHONE));
  await putSession(context, staff, api.origin);
  const page = await context.newPage();
  await page.goto(`${api.origin}/dlh/angkut`);
  return page;
}

const stopOf = (page: Page, name: string) => page.locator(".collection-stop", { hasText: name });

describePages("the collection list", () => {
  test("names the full bins in an order to drive, with words and a way to the map", async () => {
    const page = await openList();
    await page.getByRole("heading", { level: 1, name: "Daftar angkut" }).waitFor();
    const full = stopOf(page, "Bak Alun-alun");
    await full.getByText("Sudah penuh").waitFor();
    expect(await stopOf(page, "Bak Pasar Juwana").textContent()).toContain("terisi");
    expect(await stopOf(page, "Bak Pasar Juwana").textContent()).toContain("km dari");
    const map = await full.getByRole("link", { name: "Buka di peta" }).getAttribute("href");
    expect(map).toBe(
      `geo:${SITE.lat + 0.012},${SITE.lon - 0.01}?q=${SITE.lat + 0.012},${SITE.lon - 0.01}(Bak%20Alun-alun)`,
    );
    await page.getByRole("radio", { name: "Besok" }).check();
    const soon = stopOf(page, "Bak Balai Desa");
    await soon.getByText(/penuh kira-kira .+ \(antara .+ dan .+\)/).waitFor();
    const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(wide).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  test("makes a task of one bin, and of all the others at once", async () => {
    const page = await openList({ scheme: "dark", size: DESKTOP });
    const full = stopOf(page, "Bak Alun-alun");
    await full.getByRole("button", { name: "Buat tugas" }).click();
    await full.getByRole("link", { name: "Lihat tugas" }).waitFor();
    const before = await page.getByRole("button", { name: "Buat tugas" }).count();
    expect(before).toBeGreaterThan(0);
    await page.getByRole("button", { name: `Buat ${before} tugas` }).click();
    await expect.poll(() => page.getByRole("button", { name: "Buat tugas" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Lihat tugas" }).count()).toBe(before + 1);
    expect(await axeFindings(page)).toEqual([]);
    const answer = await api.call("GET", "/api/v1/tasks?state=active", { headers: staff });
    const body = JSON.stringify(await answer.json());
    for (const [device] of BINS.slice(0, 2)) expect(body).toContain(device);
    await page.context().close();
  });

  test("says what to do when the api does not answer, and goes on when it does", async () => {
    const page = await openList();
    await page.route("**/api/v1/collection*", (route) => route.abort());
    await page.getByRole("radio", { name: "Besok" }).check();
    const again = page.getByRole("button", { name: "Coba lagi" });
    await again.waitFor();
    await page.unroute("**/api/v1/collection*");
    await again.click();
    await stopOf(page, "Bak Alun-alun").waitFor();
    await page.context().close();
  });
});
