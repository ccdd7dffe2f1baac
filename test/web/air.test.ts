import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ISPU_CATEGORIES } from "@resik/contract/ispu/category";
import { systemClock, type Clock } from "@resik/kit/clock";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, SITE, startTestApi, type TestApi } from "../../api/src/test/harness.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { axeFindingsInBothThemes } from "./axe-findings.ts";
import { browserOf, buildWeb, describePages, PHONE } from "./stage.ts";

const HOUR_MS = 3_600_000;
const FULL_HD = { width: 1_920, height: 1_080 };
/** A little more than one station stands on the board. */
const TURN_MS = 12_500;
const HD = { width: 1_280, height: 720 };

/** The api's: it stands, so that no full hour ends while the pages are looked at. */
const startMs = systemClock.nowMs();
const clock: Clock = { ...systemClock, nowMs: () => startMs };
let folder: string;
let api: TestApi;
let browser: Browser;

/** The middle of each of the last full hours, newest first. */
function hourMiddles(count: number): number[] {
  const fullHourMs = Math.floor(clock.nowMs() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: count }, (_, index) => fullHourMs - (index + 0.5) * HOUR_MS);
}

/** A station whose hours have this PM2.5, the newest hour another one. */
async function addStation(id: string, name: string, hours: number, pm25: number, newest: number) {
  await api.call("POST", "/api/v1/devices", {
    headers: ADMIN,
    body: { id, site: SITE.id, kind: "air", name },
  });
  await api.write(
    ...hourMiddles(hours).map((atMs, seq) =>
      makeReading({
        device: id,
        channel: "air",
        seq,
        atMs,
        fields: { pm25UgM3: seq === 0 ? newest : pm25 },
      }),
    ),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-air-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  api = await startTestApi({ clock, environment: { RESIK_WEB_DIR: webDir } });
  await api.seed();
  await addStation("udara-alun", "Udara Alun-alun Pati", 24 * 7, 35, 160);
  await addStation("udara-pasar", "Udara Pasar Puri", 17, 90, 90);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser.close();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext(browserOf({}, size));
  const page = await context.newPage();
  await page.goto(api.origin + path);
  return page;
}

/** The board under a clock of the test's own. */
async function openBoard(size: { width: number; height: number }): Promise<Page> {
  const page = await open("/papan", size);
  await page.clock.install();
  await page.reload();
  await page.waitForSelector(".board-face");
  // Its timers run from here on.
  await page.waitForSelector('[data-screen="board"]');
  return page;
}

const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
  page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);

/** How far one could scroll, across and down. */
const overflowOf = (page: Page, selector: string): Promise<[number, number]> =>
  page.evaluate<[number, number]>(`(() => {
    const element = document.querySelector("${selector}");
    return [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
  })()`);

/** Texts that do not fit in their part of the board, or on the screen. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll(".board p, .board h1")]
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const part = element.parentElement.getBoundingClientRect();
      return box.bottom > part.bottom + 1 || box.top < part.top - 1 || box.bottom > innerHeight;
    })
    .map((element) => element.textContent)`);

describePages("the air of the district", () => {
  test("is told in words, station by station, with what is provisional and indicative", async () => {
    const page = await open("/udara", PHONE);
    await page
      .getByText("Udara terburuk ada di Udara Pasar Puri: Tidak Sehat, ISPU 136.")
      .waitFor();
    const pasar = page.locator(".air-tile", { hasText: "Udara Pasar Puri" });
    const words = ["ISPU 24 jam", "136", "Tidak Sehat", "Sementara", "Indikatif", "PM2.5"];
    for (const text of words) expect(await pasar.textContent()).toContain(text);
    const alun = page.locator(".air-tile", { hasText: "Udara Alun-alun Pati" });
    expect(await alun.locator(".air-figure").textContent()).toBe("ISPU 24 jam81Sedang");
    // The last hour's smoke stands apart, under its own name, and is no ISPU.
    expect(await alun.locator(".air-hour").textContent()).toMatch(
      /^PM2\.5 sejam terakhir160 µg\/m³Setara kategori Sangat Tidak Sehat/,
    );
    expect(await alun.textContent()).not.toContain("Sementara");
    // A registered station without data says so and shows no number.
    const silent = page.locator(".air-tile", { hasText: "Alat air-01" });
    expect(await silent.locator(".air-figure").textContent()).toBe("ISPU 24 jam–Belum ada angka");
    await page.getByText("1 stasiun belum punya angka").waitFor();
    expect(await overflowOf(page, "html")).toEqual([0, expect.any(Number)]);
    await page.context().close();
  });

  test("shows each category in its official colour with its name", async () => {
    const page = await open("/udara", PHONE);
    await page.waitForSelector(".air-tile");
    for (const { id, nameId, colour } of ISPU_CATEGORIES) {
      const badge = `.air-scale .ispu-${id}`;
      expect(await page.locator(badge).textContent()).toBe(nameId);
      const ground = await styleOf(page, badge, "backgroundColor");
      const [red, green, blue] = [1, 3, 5].map((at) =>
        Number.parseInt(colour.slice(at, at + 2), 16),
      );
      expect(ground).toBe(`rgb(${red}, ${green}, ${blue})`);
    }
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.context().close();
  });

  test("draws the history, which the arrow keys read", async () => {
    const page = await open("/udara", PHONE);
    await page.getByRole("combobox", { name: "Stasiun" }).selectOption("udara-alun");
    await page.waitForSelector(".uplot canvas");
    await page.locator(".chart-canvas").focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.locator(".chart-readout").textContent()).toMatch(/^81Sedang/);
    for (const range of ["Hari", "Bulan", "Tahun"]) {
      const asked = page.waitForResponse(/open\/ispu\/udara-alun/);
      await page.getByRole("radio", { name: range }).check();
      expect((await asked).status()).toBe(200);
      await page.waitForSelector(".uplot canvas");
    }
    await page.context().close();
  });

  test("says what is wrong when it cannot be fetched, and comes back", async () => {
    const page = await open("/", PHONE);
    await page.route("**/api/v1/open/ispu", (route) => route.abort());
    await page.getByRole("link", { name: "Udara kabupaten (ISPU)" }).click();
    await page.getByRole("alert").waitFor();
    await page.unroute("**/api/v1/open/ispu");
    await page.getByRole("alert").getByRole("button").click();
    await page.waitForSelector(".air-tile");
    await page.context().close();
  });
});

describePages("the board for a public screen", () => {
  test.for([FULL_HD, HD])(
    "fits $width × $height without scrolling, in large type",
    async (size) => {
      const page = await openBoard(size);
      await page.clock.runFor(TURN_MS);
      // The longest words there are: the advice for the smoke of the last hour.
      await page.getByText("Yang rentan tetap di rumah").waitFor();
      expect(await overflowOf(page, "html")).toEqual([0, 0]);
      expect(await overflowOf(page, ".board")).toEqual([0, 0]);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        expect(await cutTexts(page)).toEqual([]);
      }
      const numberPx = Number.parseFloat(await styleOf(page, ".board-number", "fontSize"));
      expect(numberPx).toBeGreaterThan(size.height / 4);
      await page.context().close();
    },
  );

  test("goes round the stations until somebody pauses it", async () => {
    const page = await openBoard(HD);
    const name = () => page.locator("h1").textContent();
    await expect.poll(name).toBe("Udara Pasar Puri");
    await page.clock.runFor(TURN_MS);
    await expect.poll(name).toBe("Udara Alun-alun Pati");
    await page.getByRole("button", { name: "Jeda" }).click();
    await page.clock.runFor(50_000);
    expect(await name()).toBe("Udara Alun-alun Pati");
    await page.getByRole("button", { name: "Lanjut" }).click();
    await page.clock.runFor(TURN_MS);
    await expect.poll(name).toBe("Alat air-01");
    await page.getByText("Belum ada angka").waitFor();
    await page.context().close();
  });

  test("keeps its numbers without a network, says since when, and drops them once too old", async () => {
    const page = await openBoard(HD);
    await page.clock.runFor(TURN_MS);
    await expect.poll(() => page.locator(".board-name").textContent()).toBe("Sedang");
    await page.getByRole("button", { name: "Jeda" }).click();
    await page.route("**/api/**", (route) => route.abort());
    await page.clock.runFor(61_000);
    await page.getByText("Sambungan terputus sejak").waitFor();
    expect(await page.locator(".board-name").textContent()).toBe("Sedang");
    await page.getByText(/Data pukul \d\d\.00 WIB/).waitFor();
    await page.clock.fastForward(5 * HOUR_MS);
    await expect.poll(() => page.locator(".board-name").textContent()).toBe("Data terlalu lama");
    await page.getByText("Tidak ada data pada jam terakhir.").waitFor();
    expect(await overflowOf(page, ".board")).toEqual([0, 0]);
    expect(await cutTexts(page)).toEqual([]);
    await page.unroute("**/api/**");
    await page.clock.runFor(61_000);
    await expect.poll(() => page.getByText("Sambungan terputus").count()).toBe(0);
    await page.context().close();
  });

  test("is a page like any other on a phone", async () => {
    const page = await open("/papan", PHONE);
    await page.waitForSelector(".board-face");
    expect((await overflowOf(page, ".board"))[0]).toBe(0);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole("link", { name: "Tutup papan" }).click();
    await page.waitForSelector(".header");
    expect(await page.locator(".header").isVisible()).toBe(true);
    await page.context().close();
  });
});
