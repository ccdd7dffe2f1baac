import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertRuleListSchema } from "@resik/contract/http/alert-rules";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ADMIN,
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { axeFindings, axeFindingsInBothThemes } from "./axe-findings.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, describePages, DESKTOP, PHONE } from "./stage.ts";

const MINUTE_MS = 60_000;
const TAYU = { id: "tps-tayu", name: "TPS Tayu", kind: "tps", areaCode: "33.18.20" };

let folder: string;
let api: TestApi;
let browser: Browser;
let staff: BrowserContext;
let operator: Credentials;
let resident: Credentials;
let alert: string;
let report: string;
let task: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-desk-pages-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  api = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  await api.seed();
  await post("/sites", { ...TAYU, areaName: "Tayu", lat: -6.545, lon: 111.051 }, ADMIN);
  await post("/devices", { id: "bin-09", site: TAYU.id, kind: "bin", name: "Bak Tayu" }, ADMIN);
  await makeHot("bin-01");
  await makeHot("bin-02");
  const own = await api.enter("staff");
  staff = await contextOf(own);
  operator = await api.enter("operator");
  const treasurer = await api.enter("treasurer");
  resident = (await api.enterMember(treasurer)).credentials;
  report = await sendReport(resident, await drawPhoto());
  task = await made("/tasks", { kind: "clean-up", report, owner: null, dueAt: soon() }, own);
  alert = await firstAlert(own);
});
afterAll(async () => {
  await browser.close();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const soon = (): string => new Date(systemClock.nowMs() + 60 * MINUTE_MS).toISOString();

async function post(path: string, body: object, headers: Credentials): Promise<unknown> {
  const answer = await api.call("POST", `/api/v1${path}`, { headers, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function made(path: string, body: object, headers: Credentials): Promise<string> {
  // Every answer to a creation has the new thing's id.
  const { id } = (await post(path, body, headers)) as { id: string };
  return id;
}

/** A fire in a bin raises at once, whatever was before. */
async function makeHot(device: string): Promise<void> {
  const place = device === "bin-01" ? SITE.id : FOREIGN_SITE.id;
  const atMs = systemClock.nowMs() - MINUTE_MS;
  const fields = { fillRatio: 0.5, distanceMm: 600, depthMm: 1_200, temperatureC: 88 };
  await api.write(makeReading({ device, site: place, channel: "bin", atMs, fields }));
}

const PHOTO_SIDE_PX = 48;

/** A grey photo as a phone's camera would give it, base64. */
async function drawPhoto(): Promise<string> {
  const page = await browser.newPage();
  const url = await page.evaluate<string>(`(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = ${PHOTO_SIDE_PX};
    canvas.getContext("2d").fillRect(0, 0, 20, 20);
    return canvas.toDataURL("image/jpeg");
  })()`);
  await page.close();
  return url.slice(url.indexOf(",") + 1);
}

async function sendReport(credentials: Credentials, base64: string): Promise<string> {
  const body = {
    kind: "dumping",
    note: "Sudah tiga hari",
    seenAt: new Date(systemClock.nowMs() - MINUTE_MS).toISOString(),
    lat: -6.751,
    lon: 111.041,
    place: "Belakang pasar",
    device: null,
    photo: { type: "image/jpeg", base64 },
  };
  const headers = { ...credentials, "idempotency-key": "report-of-the-desk-pages" };
  return made("/me/reports", body, headers);
}

/** The bin's alert, as soon as the evaluator has looked. */
async function firstAlert(credentials: Credentials): Promise<string> {
  const path = `/api/v1/alerts?unresolved=true&site=${SITE.id}`;
  for (;;) {
    const answer = await api.call("GET", path, { headers: credentials });
    // A page of alerts, checked by the api's tests.
    const { items } = (await answer.json()) as { items: { id: string }[] };
    if (items[0] !== undefined) return items[0].id;
    await systemClock.sleep(100);
  }
}

/** A browser in which somebody is signed in already. */
async function contextOf(credentials: Credentials): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...browserOf({}, PHONE),
    // What fades in is half transparent for a moment, which no verdict on colours can mean.
    reducedMotion: "reduce",
  });
  await putSession(context, credentials, api.origin);
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(api.origin + path);
  await settled(page);
  return page;
}

async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  const waiting = page.locator(".skeleton, [aria-busy=true]");
  await expect.poll(() => waiting.count(), { timeout: 15_000 }).toBe(0);
}

describePages("the desk's pages", () => {
  test("have no serious finding on a phone in either theme and on a screen, and fit", async () => {
    const paths = [
      "/dlh",
      "/dlh/peringatan",
      `/dlh/peringatan/${alert}`,
      "/dlh/tugas?milik=all",
      `/dlh/tugas/${task}`,
      "/dlh/laporan",
      `/dlh/laporan/${report}`,
      "/dlh/angka",
      "/dlh/menu",
    ];
    const page = await open(staff, "/dlh");
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      for (const path of paths) {
        await page.goto(api.origin + path);
        await settled(page);
        const look = size === PHONE ? axeFindingsInBothThemes : axeFindings;
        expect({ path, found: await look(page) }).toEqual({ path, found: [] });
        const wider = await page.evaluate<number>(
          "document.documentElement.scrollWidth - innerWidth",
        );
        expect({ path, wider: Math.max(0, wider) }).toEqual({ path, wider: 0 });
      }
    }
    await page.close();
  });

  test("the map can be read and walked by keyboard without a picture below it", async () => {
    const page = await open(staff, "/dlh");
    await page.setViewportSize(PHONE);
    await page.getByRole("radio", { name: "Peta" }).check();
    await page.locator(".map-area").getByText("Tayu", { exact: true }).waitFor();
    await page.locator(".map-area").getByText("Pati", { exact: true }).waitFor();
    expect(await page.locator(".map-cell").count()).toBeGreaterThan(0);
    expect(await page.locator(".leaflet-tile-pane img").count()).toBe(0);
    // Both banks stand on one spot, which no zoom can part: the sign lists what is there.
    const spot = page.getByRole("button", { name: /^3 tempat, terparah: Kritis/ });
    await spot.focus();
    await page.keyboard.press("Enter");
    const popup = page.locator(".map-popup");
    await popup.getByText("Alat bin-01").waitFor();
    await expect
      .poll(() => page.evaluate<string>("document.activeElement.className"))
      .toBe("map-popup-link");
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await popup.waitFor({ state: "detached" });
    await page.close();
  });

  test("a resident's report is seen with its photo, and ends with words for its reporter", async () => {
    const page = await open(staff, "/dlh/laporan");
    await page.getByRole("link", { name: /Sampah dibuang sembarangan/ }).click();
    await page.getByText("Sudah tiga hari").waitFor();
    const photo = page.getByRole("img", { name: /^Foto laporan/ });
    await expect
      .poll(() => photo.evaluate((image: { naturalWidth?: number }) => image.naturalWidth))
      .toBe(PHOTO_SIDE_PX);
    expect(await page.locator("#isi").textContent()).not.toContain("Sari");
    await page.getByRole("link", { name: "Lihat tugas" }).click();
    await page.getByRole("button", { name: "Mulai kerjakan" }).click();
    await page.getByRole("button", { name: "Selesai", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Jawaban untuk pelapor").fill("Sudah dibersihkan, terima kasih.");
    await dialog.getByRole("button", { name: "Selesai" }).click();
    await page.getByRole("link", { name: "Lihat laporan" }).click();
    await page.getByText("Sudah dibersihkan, terima kasih.").waitFor();
    const own = await api.call("GET", "/api/v1/me/reports", { headers: resident });
    expect(await own.text()).toContain("Sudah dibersihkan, terima kasih.");
    await page.close();
  });

  test("words that are needed are asked for before anything is sent", async () => {
    const page = await open(staff, `/dlh/peringatan/${alert}`);
    await page.getByRole("button", { name: "Selesaikan manual" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Selesaikan manual" }).click();
    await dialog.getByText("Tuliskan alasannya.").waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Batal" }).click();
    await page.getByRole("button", { name: "Diamkan" }).click();
    await dialog.getByLabel("Berapa lama").selectOption("1h");
    await dialog.getByLabel("Alasan").fill("Sedang diperbaiki");
    await dialog.getByRole("button", { name: "Diamkan" }).click();
    await page.getByText(/^Didiamkan sampai hari ini|^Didiamkan sampai besok/).waitFor();
    const mutes = await api.call("GET", "/api/v1/alert-mutes", { headers: ADMIN });
    expect(await mutes.text()).toContain("Sedang diperbaiki");
    await page.close();
  });

  test("an operator looks at what is of the own site, and acts on nothing", async () => {
    const context = await contextOf(operator);
    const page = await open(context, "/dlh/peringatan");
    await page.locator(".desk-row").first().waitFor();
    const words = await page.locator("#isi").textContent();
    expect(words).toContain("Alat bin-01");
    expect(words).not.toContain("Alat bin-02");
    await page.goto(`${api.origin}/dlh/peringatan/${alert}`);
    await page.getByText("Hanya petugas dinas yang bisa menindaklanjuti.").waitFor();
    expect(await page.getByRole("button", { name: "Sudah lihat" }).count()).toBe(0);
    await page.goto(`${api.origin}/dlh/laporan`);
    await page.getByText("Bagian ini untuk petugas dinas").waitFor();
    await context.close();
  });

  test("strangers and residents see nothing of it", async () => {
    const stranger = await browser.newContext(browserOf({}, PHONE));
    const page = await open(stranger, "/dlh");
    await page.getByText("Anda belum masuk").waitFor();
    await stranger.close();
    const context = await contextOf(resident);
    const other = await open(context, `/dlh/peringatan/${alert}`);
    await other.getByText("Halaman ini untuk petugas dinas").waitFor();
    await context.close();
  });

  test("says what to do when an alert is unknown or the server is away", async () => {
    const page = await open(staff, "/dlh/peringatan/tidakada1");
    await page.getByRole("heading", { level: 1, name: "Peringatan tidak ditemukan" }).waitFor();
    await page.getByRole("link", { name: "Peringatan", exact: true }).first().click();
    await page.locator(".desk-row").first().waitFor();
    try {
      await staff.setOffline(true);
      await page.getByRole("radio", { name: "Belum dilihat" }).check();
      const retry = page.getByRole("button", { name: "Coba lagi" });
      await retry.waitFor();
      await staff.setOffline(false);
      await retry.click();
      await page.locator(".desk-row").first().waitFor();
    } finally {
      await staff.setOffline(false);
    }
    await page.close();
  });

  test("the rules of a new installation all have a name in both languages", async () => {
    const answer = await api.call("GET", "/api/v1/alert-rules", { headers: ADMIN });
    const { rules } = alertRuleListSchema.parse(await answer.json());
    const page = await open(staff, "/dlh/peringatan");
    for (const language of ["id", "en"] as const) {
      if (language === "en") await page.getByRole("button", { name: "English" }).click();
      await page.locator(".desk-filter-panel summary").click();
      const named = await page.locator("#rule option").allTextContents();
      expect(named.length).toBe(rules.length + 1);
      expect(rules.filter(({ id }) => named.includes(id))).toEqual([]);
      await page.locator(".desk-filter-panel summary").click();
    }
    await page.close();
  });
});
