import { alertRuleListSchema } from "@resik/contract/http/alert-rules";
import { systemClock } from "@resik/kit/clock";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STAFF, startDeskStage, type DeskStage } from "./desk-stage.ts";
import { describePages, PHONE } from "./stage.ts";
import { startTileServer, type TileServer } from "./tile-server.ts";

const PATI = { areaCode: "33.18.10", areaName: "Pati", lat: -6.756, lon: 111.038 };
const TAYU = { areaCode: "33.18.20", areaName: "Tayu", lat: -6.545, lon: 111.051 };
const SITES = [
  { id: "tps-puri", name: "TPS Pasar Puri", ...PATI },
  { id: "tps-tayu", name: "TPS Tayu", ...TAYU },
];
const BIN = "bak-puri-01";
const DEVICES = [
  { id: BIN, site: "tps-puri", kind: "bin", name: "Bak Pasar Puri 1" },
  { id: "bak-tayu-01", site: "tps-tayu", kind: "bin", name: "Bak Pasar Tayu" },
] as const;
const MINUTE_MS = 60_000;
/** The evaluator looks every five seconds, and the page asks when it heard of it. */
const SOON = { timeout: 15_000 };

let stage: DeskStage;
let tiles: TileServer;

beforeAll(async () => {
  tiles = await startTileServer();
  const environment = { RESIK_MAP_TILES_URL: tiles.url };
  stage = await startDeskStage({ sites: SITES, devices: DEVICES, environment });
  await makeImmediate("bin-full");
  // An ordinary morning: both bins fill slowly.
  for (let ago = 360; ago >= 120; ago -= 30) {
    for (const { id } of DEVICES) await level(id, ago, 0.3 + (360 - ago) / 600);
  }
});
afterAll(async () => {
  await stage.close();
  await tiles.close();
});

/** A rule that waits for nothing, changed as the web changes it. */
async function makeImmediate(id: string): Promise<void> {
  const { rules } = alertRuleListSchema.parse(await stage.call("GET", "/alert-rules"));
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  const { name, severity, kinds, sites, schedule, escalateAfterMin, enabled, condition } = found;
  const rule = { name, severity, kinds, sites, schedule, escalateAfterMin, enabled, condition };
  await stage.call("PUT", `/alert-rules/${id}`, {
    version: found.version,
    rule: { ...rule, durationS: 0 },
  });
}

const level = (device: string, minutesAgo: number, fillRatio: number): Promise<void> =>
  stage.publish(device, "bin", {
    atMs: systemClock.nowMs() - minutesAgo * MINUTE_MS,
    fields: {
      fillRatio,
      distanceMm: Math.round(1_200 * (1 - fillRatio)),
      depthMm: 1_200,
      temperatureC: 31,
      tiltDeg: 1,
      batteryV: 3.6,
    },
  });

/** A bin that is filled to the brim within the hour, in steps that no wall echo makes. */
async function fillUp(device: string): Promise<void> {
  for (const [minutesAgo, ratio] of [
    [100, 0.76],
    [80, 0.82],
    [60, 0.88],
    [40, 0.93],
    [20, 0.96],
    [1, 0.97],
  ] as const) {
    await level(device, minutesAgo, ratio);
  }
}

async function empty(device: string): Promise<void> {
  await level(device, 0.5, 0.03);
  await level(device, 0, 0.03);
}

const attention = (page: Page, name: string) =>
  page.locator(".attention-list > li").filter({ hasText: name });

describePages("the environment desk", () => {
  test("an alert comes without a reload, becomes a task, and ends when the sensor agrees", async () => {
    const page = await stage.openAs(STAFF.username, "/dlh", { size: PHONE });
    await page.getByRole("heading", { level: 1, name: "Sekarang" }).waitFor();
    await page.locator(".attention-list, .notice").first().waitFor();
    expect(await page.title()).toBe("Sekarang · Resik");

    await fillUp(BIN);
    const row = attention(page, "Bak Pasar Puri 1").filter({ hasText: "Bak penuh" });
    await row.waitFor(SOON);
    await page.locator(".news").getByText("Peringatan baru: Bak penuh, Bak Pasar Puri 1").waitFor();
    await expect.poll(() => page.title()).toBe("(1) Sekarang · Resik");

    await row.getByRole("button", { name: "Sudah lihat" }).click();
    await row.getByText("Sudah dilihat").waitFor();
    await expect.poll(() => page.title()).toBe("Sekarang · Resik");

    // One tap makes the task; the next one takes it back.
    await row.getByRole("button", { name: "Buat tugas" }).click();
    await page.getByText("Tugas dibuat: Kosongkan bak, Bak Pasar Puri 1").waitFor();
    await page.getByRole("button", { name: "Batalkan" }).click();
    await page.getByText("Tugas dibatalkan.").waitFor();
    await row.getByRole("button", { name: "Buat tugas" }).click();
    await row.getByRole("link", { name: "Lihat tugas" }).click();

    await page.getByRole("heading", { level: 1, name: "Kosongkan bak" }).waitFor();
    await page.getByRole("button", { name: "Mulai kerjakan" }).click();
    await page.getByText("Dikerjakan", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Selesai", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Apa yang dikerjakan").fill("Diangkut truk pagi");
    await dialog.getByRole("button", { name: "Selesai" }).click();
    await page.getByText("Tugas sudah selesai, tetapi sensor belum melihatnya.").waitFor();
    await page.locator(".story").getByText("Diangkut truk pagi").waitFor();

    await empty(BIN);
    await page.getByText("Menunggu sensor").waitFor({ state: "detached", ...SOON });
    await page.getByRole("link", { name: "Lihat peringatan" }).click();
    await page.getByRole("heading", { level: 1, name: "Bak penuh" }).waitFor();
    await page.getByText("Sensor melihat keadaannya sudah baik.").waitFor();
    const story = page.locator(".story");
    await story.getByText("Sudah dilihat").waitFor();
    await story.getByText(STAFF.name).first().waitFor();
    await page.locator(".uplot canvas").waitFor();

    await page.goto(`${stage.system.httpUrl}/dlh`);
    await page.locator(".attention-list, .notice").first().waitFor();
    expect(await attention(page, "Bak penuh").count()).toBe(0);
    await page.goto(`${stage.system.httpUrl}/dlh/peringatan?keadaan=resolved`);
    await page.locator(".desk-row", { hasText: "Bak Pasar Puri 1" }).getByText("Selesai").waitFor();
    await page.goto(`${stage.system.httpUrl}/dlh/tugas?keadaan=done`);
    await page.locator(".desk-row", { hasText: "Kosongkan bak" }).waitFor();
    await page.goto(`${stage.system.httpUrl}/dlh/angka`);
    await page.getByText(/Dari 1 peringatan, separuhnya dilihat dalam/).waitFor();
    await page.context().close();
  });

  test("the map lies on the tiles of the installation, and on nobody else's", async () => {
    const errors: string[] = [];
    const context = await stage.newContext({ size: PHONE });
    const page = await stage.openAs(STAFF.username, "/dlh", { context });
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.getByRole("radio", { name: "Peta" }).check();
    await page.locator(".leaflet-tile-loaded").first().waitFor();
    await page.getByText("© OpenStreetMap contributors").waitFor();
    expect(await page.locator(".map-cell").count()).toBe(0);
    expect(tiles.asked.length).toBeGreaterThan(0);
    // A tile server learns which site asks, and no page of it.
    const origin = `${stage.system.httpUrl}/`;
    expect(new Set(tiles.asked.map(({ referer }) => referer))).toEqual(new Set([origin]));
    const marker = page.getByRole("button", { name: /^Bak Pasar Tayu/ });
    await marker.focus();
    await page.keyboard.press("Enter");
    await page.locator(".map-popup").getByText("TPS Tayu · Tayu").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});
