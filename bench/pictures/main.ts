import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS } from "../rig/chromium.ts";
import { toStandardError } from "../rig/progress.ts";
import { startDemo, type Demo, type DemoPerson } from "./demo.ts";
import { deskPages, firstLink, OPEN_DESK_PAGES, type Way } from "./desk-pages.ts";

const OUT = join(import.meta.dirname, "../../docs/pictures");
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1_280, height: 900 } };
/** A chart is drawn. */
const SETTLE_MS = 3_000;
/** Lists and figures are there. */
const LIST_SETTLE_MS = 1_500;
/** Air sensors of the live fleet have warmed up. */
const WARM_UP_MS = 40_000;
/** Lists go on for several screens, and at a desk one stands beside every station. */
const ONE_SCREEN = /^stations-|-desktop-/;
/** A page of the bank is shown to here; what stands fixed at its foot then stands there. */
const TALL_PX_MAX = 1_600;

async function take(page: Page, file: string): Promise<void> {
  await systemClock.sleep(SETTLE_MS);
  await page.screenshot({ path: join(OUT, file), fullPage: !ONE_SCREEN.test(file) });
  toStandardError(`docs/pictures/${file}`);
}

/** Bins, stations and devices, in light and dark. */
async function takeStations(browser: Browser, demo: Demo): Promise<void> {
  const [bin = ""] = await stationsOf(demo, "bin");
  const [air = ""] = await stationsOf(demo, "air");
  const pages = {
    stations: "/",
    bin: `/stasiun/${bin}?range=7d`,
    air: `/stasiun/${air}?range=7d`,
    "sign-in": "/masuk",
    setup: "/setup?token=used",
    "not-found": "/tidak-ada/apa-apa",
  };
  for (const [sizeName, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ viewport, colorScheme, locale: "id-ID" });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(demo.url + path);
        await take(page, `${name}-${sizeName}-${colorScheme}.png`);
      }
      await context.close();
    }
  }
}

type BankPages = Readonly<Record<string, Way>>;

/** The weighing screen with a member and an item chosen, waiting for the scale. */
async function chooseItem(page: Page): Promise<void> {
  await page.goto(new URL("/bank/timbang", page.url()).href);
  await page.locator("main li button").nth(1).click();
  await page.getByRole("button", { name: /Botol PET/ }).click();
}

const BANK_PAGES: Readonly<Record<DemoPerson, BankPages>> = {
  bendahara: {
    "bank-home": "/bank",
    "bank-weigh": "/bank/timbang",
    "bank-weigh-line": chooseItem,
    "bank-members": "/bank/nasabah",
    "bank-member": firstLink("/bank/nasabah", 'main a[href^="/bank/nasabah/m"]'),
    "bank-withdrawals": "/bank/penarikan",
    "bank-cash": "/bank/kas",
    "bank-sales": "/bank/jual",
    "bank-prices": "/bank/harga",
    "bank-reports": "/bank/laporan",
    "bank-profile": "/bank/profil",
    "bank-history": "/bank/riwayat",
    "bank-receipt": firstLink("/bank/riwayat", 'main a[href^="/bank/struk/"]'),
    "bank-queue": "/bank/antrean",
    "bank-more": "/bank/lainnya",
  },
  member: {
    "me-home": "/saya",
    "me-passbook": "/saya/buku",
    "me-receipt": firstLink("/saya/buku", 'main a[href^="/saya/struk/"]'),
    "me-prices": "/saya/harga",
    "me-statement": "/saya/koran",
    "me-withdraw": "/saya/tarik",
    "me-donate": "/saya/sedekah",
    "me-account": "/saya/akun",
    "me-report": "/saya/lapor",
    "me-reports": "/saya/laporan",
  },
  dlh: { "agency-banks": "/dlh/bank" },
  admin: {},
};

/** The waste bank's pages at both sizes and in both languages. */
async function takeBank(browser: Browser, demo: Demo): Promise<void> {
  for (const [sizeName, viewport] of Object.entries(SIZES)) {
    for (const language of ["id", "en"]) {
      for (const [who, pages] of Object.entries(BANK_PAGES)) {
        const context = await browser.newContext({ viewport, locale: "id-ID" });
        await speak(context, language);
        const page = await context.newPage();
        // The keys of the table are the people it is made of.
        await demo.signIn(page, who as DemoPerson);
        for (const [name, way] of Object.entries(pages)) {
          await page.setViewportSize(viewport);
          await go(page, demo, way);
          await takeTall(page, `${name}-${sizeName}-${language}.png`);
        }
        await context.close();
      }
      await takeOpenPages(browser, demo, { sizeName, viewport, language });
    }
  }
}

const OPEN_PAGES = {
  "receipt-check": "/cek",
  "open-waste": "/bank-sampah",
  "sign-in-member": "/masuk",
};

async function takeOpenPages(
  browser: Browser,
  demo: Demo,
  look: { sizeName: string; viewport: { width: number; height: number }; language: string },
): Promise<void> {
  const context = await browser.newContext({ viewport: look.viewport, locale: "id-ID" });
  await speak(context, look.language);
  const page = await context.newPage();
  for (const [name, path] of Object.entries(OPEN_PAGES)) {
    await page.setViewportSize(look.viewport);
    await page.goto(demo.url + path);
    await takeTall(page, `${name}-${look.sizeName}-${look.language}.png`);
  }
  await context.close();
}

async function go(page: Page, demo: Demo, way: Way): Promise<void> {
  if (typeof way === "string") await page.goto(demo.url + way);
  else await way(page);
}

/** The environment desk and what everybody sees of it, in light and dark. */
async function takeDesk(browser: Browser, demo: Demo): Promise<void> {
  const airStations = await stationsOf(demo, "air");
  for (const [sizeName, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ viewport, colorScheme, locale: "id-ID" });
      const page = await context.newPage();
      await demo.signIn(page, "admin");
      const pages = { ...deskPages(airStations), ...OPEN_DESK_PAGES };
      for (const [name, way] of Object.entries(pages)) {
        await page.setViewportSize(viewport);
        await go(page, demo, way);
        await takeTall(page, `${name}-${sizeName}-${colorScheme}.png`);
      }
      await context.close();
    }
  }
}

async function stationsOf(demo: Demo, kind: string): Promise<string[]> {
  const answer = (await (await fetch(`${demo.url}/api/v1/open/stations`)).json()) as {
    stations: { device: string; kind: string }[];
  };
  return answer.stations.filter((station) => station.kind === kind).map(({ device }) => device);
}

const speak = (context: BrowserContext, language: string): Promise<unknown> =>
  context.addInitScript((chosen) => localStorage.setItem("resik.language", chosen), language);

/** A picture as tall as the page, up to a bound, with what is fixed at the foot at its foot. */
async function takeTall(page: Page, file: string): Promise<void> {
  await systemClock.sleep(LIST_SETTLE_MS);
  const { width, height } = page.viewportSize() ?? SIZES.phone;
  const wanted = await page.locator("html").evaluate((root) => root.scrollHeight);
  const tall = Math.min(TALL_PX_MAX, Math.max(height, wanted));
  await page.setViewportSize({ width, height: tall });
  await page.screenshot({ path: join(OUT, file) });
  toStandardError(`docs/pictures/${file}`);
}

const PARTS = { bank: takeBank, stations: takeStations, desk: takeDesk };

/**
 * `npm run pictures [-- PART …]`: every page of the running demo, as a phone and a desk see it, or
 * those of some parts alone.
 */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const wrong = asked.find((part) => !Object.hasOwn(PARTS, part));
  if (wrong !== undefined) throw new Error(`no part ${wrong}: ${Object.keys(PARTS).join(", ")}`);
  const wants = (part: keyof typeof PARTS) => asked.length === 0 || asked.includes(part);
  mkdirSync(OUT, { recursive: true });
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    if (wants("bank")) await takeBank(browser, demo);
    await systemClock.sleep(WARM_UP_MS);
    if (wants("stations")) await takeStations(browser, demo);
    if (wants("desk")) await takeDesk(browser, demo);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await main();
