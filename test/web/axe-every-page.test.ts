import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Credentials } from "../../api/src/test/harness.ts";
import { axeFindings, axeFindingsInBothThemes } from "./axe-findings.ts";
import { startBankStage, type BankStage } from "./bank-stage.ts";
import { startDesk } from "./desk-driver.ts";
import { startResidentStage, type ResidentStage } from "./resident-stage.ts";
import { missingStyles } from "./missing-styles.ts";
import { describePages, PHONE } from "./stage.ts";

let stage: ResidentStage;
let bank: BankStage;
let staff: Credentials;

beforeAll(async () => {
  stage = await startResidentStage();
  bank = await startBankStage({ webDir: stage.webDir });
  staff = await stage.test.signIn("dlh");
});
afterAll(async () => {
  await bank.close();
  await stage.close();
});

/** The start of a walk, whom it is done by, and the pages that it must at least have come to. */
const WALKS = [
  {
    who: "a visitor",
    start: ["/", "/masuk", "/cek", "/cek/1-1-0000000000", "/saya", "/bank", "/dlh/bank"],
    credentials: () => null,
    pages: ["/", "/bank-sampah", "/cek", "/masuk", "/papan", "/stasiun/*", "/udara"],
  },
  {
    who: "a resident",
    start: ["/saya"],
    credentials: () => stage.sari.credentials,
    pages: [
      "/saya",
      "/saya/akun",
      "/saya/buku",
      "/saya/harga",
      "/saya/koran",
      "/saya/lapor",
      "/saya/laporan",
      "/saya/sedekah",
      "/saya/struk/*",
      "/saya/tarik",
    ],
  },
  {
    who: "the treasurer of a bank",
    start: ["/bank"],
    credentials: () => stage.treasurer,
    pages: [
      "/bank",
      "/bank/antrean",
      "/bank/harga",
      "/bank/jual",
      "/bank/jual/baru",
      "/bank/kas",
      "/bank/kas/*",
      "/bank/lainnya",
      "/bank/laporan",
      "/bank/nasabah",
      "/bank/nasabah/*",
      "/bank/nasabah/kartu",
      "/bank/penarikan",
      "/bank/penarikan/daftar",
      "/bank/profil",
      "/bank/riwayat",
      "/bank/struk/*",
      "/bank/timbang",
    ],
  },
  {
    who: "the agency's staff",
    start: ["/dlh"],
    credentials: () => staff,
    pages: [
      "/dlh",
      "/dlh/angka",
      "/dlh/aturan",
      "/dlh/aturan/*",
      "/dlh/bank",
      "/dlh/laporan",
      "/dlh/menu",
      "/dlh/peringatan",
      "/dlh/tugas",
    ],
  },
] as const;

/**
 * Pages that other tests look at with something on them, which says more than an empty page does;
 * here they are only walked through. By the test that looks.
 */
const LOOKED_AT: Readonly<Record<string, readonly string[]>> = {
  "desk-pages": [
    "/dlh",
    "/dlh/angka",
    "/dlh/laporan",
    "/dlh/laporan/*",
    "/dlh/menu",
    "/dlh/peringatan",
    "/dlh/peringatan/*",
    "/dlh/tugas",
    "/dlh/tugas/*",
  ],
  devices: [
    "/dlh/karantina",
    "/dlh/perangkat",
    "/dlh/perangkat/*",
    "/dlh/perangkat/baru",
    "/dlh/tempat",
    "/dlh/tempat/*",
    "/dlh/tempat/baru",
  ],
  accounts: ["/dlh/akun", "/dlh/akun/*", "/dlh/akun/baru"],
  targets: ["/dlh/penerima", "/dlh/penerima/*", "/dlh/penerima/baru"],
  collection: ["/dlh/angkut"],
  air: ["/papan", "/udara"],
  "resident-report": ["/saya/lapor", "/saya/laporan"],
};
/** The reference of the api is the same for everybody; it is long, and looked at as a visitor. */
const SAME_FOR_ALL = "/docs";
const LOOKED_AT_KINDS = new Set(Object.values(LOOKED_AT).flat());

/** Follows every link to a page of ours, each kind of page once, and looks at it in both themes. */
async function walk(
  page: Page,
  origin: string,
  { who, start }: (typeof WALKS)[number],
): Promise<string[]> {
  const seen = new Set<string>();
  const ahead: string[] = [...start];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    await page.goto(origin + path);
    await page.locator("h1").first().waitFor();
    await expect.poll(() => page.locator(".skeleton, [aria-busy=true]").count()).toBe(0);
    const isSeen =
      LOOKED_AT_KINDS.has(kindOf(path)) || (path === SAME_FOR_ALL && who !== "a visitor");
    const found = isSeen ? await missingStyles(page) : await axeFindingsInBothThemes(page);
    expect({ path, found }).toEqual({ path, found: [] });
    ahead.push(...(await linksOf(page)));
  }
  return [...seen].sort();
}

/** Paths of the page's links on this site, without what is downloaded. */
async function linksOf(page: Page): Promise<string[]> {
  const links = await page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="/"]:not([download])')].map((link) => link.pathname)`,
  );
  return links.filter((path) => !path.startsWith("/api/"));
}

/** Pages about one member, transfer, receipt, device or rule are of one kind. */
const kindOf = (path: string): string =>
  path
    .replace(/^\/dlh\/aturan\/(?!baru$).+/, "/dlh/aturan/*")
    .split("/")
    .map((part, index) => (/\d/.test(part) && index > 1 ? "*" : part))
    .join("/");

describePages("every page that is linked from somewhere", () => {
  for (const plan of WALKS) {
    test(`has its styles and no serious finding in either theme for ${plan.who}`, async () => {
      const own = plan.credentials();
      const page =
        own === null
          ? await stage.open({ size: PHONE })
          : await stage.openAs({ ...stage.sari, credentials: own }, "/cek", { size: PHONE });
      const seen = await walk(page, stage.test.origin, plan);
      expect(seen).toEqual(expect.arrayContaining([...plan.pages]));
      await page.context().close();
    });
  }
});

describePages("the weighing screen", () => {
  beforeEach(() => bank.network.restore());

  for (const scheme of ["light", "dark"] as const) {
    test(`has no serious finding in any of its states in the ${scheme} theme`, async () => {
      const context = await bank.newContext({ scheme, keepsPages: true });
      const desk = await startDesk({ stage: bank, context, person: "operator" }, "/bank/timbang");
      const look = async (state: string): Promise<void> => {
        const found = await axeFindings(desk.page());
        expect({ state, found }).toEqual({ state, found: [] });
      };
      const kardus = { item: "Kardus", quantity: 1_250 } as const;
      await desk.begin({ member: "Rini", lines: [], isPickedUp: true });
      await look("terms");
      await desk.halfType({ ...kardus, from: "hand" }, "1");
      await look("typed by hand");
      await desk.page().getByRole("button", { name: "Barang lain" }).click();
      await desk.addLine({ ...kardus, from: "scale" });
      await look("a line by scale");
      await desk
        .page()
        .getByRole("button", { name: /^Kardus/ })
        .click();
      await desk.page().getByText("Hasil timbang ini sudah dipakai").waitFor();
      await look("a reading that was used");
      await desk.page().getByRole("button", { name: "Barang lain" }).click();
      await desk.keepsPages();
      bank.network.cut();
      await context.setOffline(true);
      await desk.page().getByText("Tanpa internet").waitFor();
      await look("no network");
      await desk.save();
      await desk.saved("Tersimpan di ponsel");
      await look("saved on the phone");
      await desk.page().getByRole("link", { name: "1 belum terkirim" }).click();
      await desk.page().getByRole("heading", { name: "Rini" }).waitFor();
      await look("the queue");
      bank.network.restore();
      await context.setOffline(false);
      await desk.page().getByText("Terkirim", { exact: true }).waitFor({ timeout: 40_000 });
      await look("the queue when it was sent");
      await context.close();
    });
  }
});
