import { cashDayViewSchema } from "@resik/contract/http/bank/books";
import { memberViewSchema } from "@resik/contract/http/bank/members";
import { rulesSchema } from "@resik/contract/http/bank/transfers";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deposit, line } from "../../api/src/test/bank-desk.ts";
import { axeFindings, axeFindingsInBothThemes } from "./axe-findings.ts";
import { startBankStage, type BankStage } from "./bank-stage.ts";
import { describePages, DESKTOP, PHONE } from "./stage.ts";

let stage: BankStage;
let member = "";

/** Every page of the desk but the weighing screen, and what stands there once it has its data. */
const PAGES = [
  { path: "", ready: ".facts" },
  { path: "/lainnya", ready: ".row-link" },
  { path: "/nasabah", ready: ".rows" },
  { path: "/nasabah/{member}", ready: ".balance-amount" },
  { path: "/nasabah/kartu", ready: ".stack-close .button" },
  { path: "/penarikan", ready: ".task" },
  { path: "/penarikan/daftar", ready: ".data-table" },
  { path: "/kas", ready: ".pieces" },
  { path: "/kas/{day}", ready: ".sheet-rows" },
  { path: "/jual", ready: ".data-table" },
  { path: "/jual/baru", ready: "#sale-buyer" },
  { path: "/harga", ready: ".data-table" },
  { path: "/laporan", ready: ".month-chooser" },
  { path: "/profil", ready: "#bank-address" },
  { path: "/riwayat", ready: ".data-table" },
];

const pathOf = (path: string, day: number): string =>
  `/bank${path.replace("{member}", member).replace("{day}", String(day))}`;

/** The seq of the day that is open. */
async function openDay(): Promise<number> {
  const [opening] = await stage.transfers("open-day");
  return opening?.seq ?? 0;
}

async function go(page: Page, path: string, ready: string): Promise<void> {
  await page.goto(stage.network.url + path);
  await page.waitForSelector(ready);
}

/** Presses the button with this name on the open dialog and waits until the dialog is gone. */
async function confirm(page: Page, name: string): Promise<void> {
  const dialog = page.locator("dialog");
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

describePages("the waste bank's desk", () => {
  beforeAll(async () => {
    stage = await startBankStage();
    const { treasurer, members } = stage;
    member = members[0]?.id ?? "";
    for (const { id } of members) {
      const lines = [line(3_250), line(2_000, { item: "kardus", grade: "campur" })];
      await treasurer.done("/deposits", deposit(id, 1, { lines }));
    }
    const buyer = { id: "jaya", name: "Pengepul Jaya", phone: null, kind: "collector" };
    await stage.test.call("POST", "/api/v1/banks/bsu-melati/buyers", {
      headers: treasurer.headers,
      body: buyer,
    });
    const withdrawal = { member, product: "reguler", amountRupiah: 4_000 };
    await treasurer.done("/withdrawals", withdrawal);
  });
  afterAll(() => stage.close());

  // Colours differ by theme alone, so the dark one is looked at in one size.
  test("no page stands over the edge, or on a desk has a serious finding in either theme", async () => {
    const day = await openDay();
    for (const size of [PHONE, DESKTOP]) {
      const page = await stage.openAs("treasurer", "/bank", { size });
      for (const { path, ready } of PAGES) {
        await go(page, pathOf(path, day), ready);
        const over = await page.evaluate<number>(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        // On a phone, `axe-every-page.test.ts` comes to each of them by its links.
        const found = size === DESKTOP ? await axeFindingsInBothThemes(page) : [];
        expect({ path, over, found }).toEqual({ path, over: 0, found: [] });
      }
      await page.context().close();
    }
  });

  test("no sheet that opens over a page has a serious finding", async () => {
    for (const size of [PHONE, DESKTOP]) {
      const page = await stage.openAs("treasurer", "/bank", { size });
      for (const { path, button } of [
        { path: "/nasabah/{member}", button: "Tarik" },
        { path: "/nasabah/{member}", button: "Sedekahkan" },
        { path: "/nasabah/{member}", button: "Ubah data" },
        { path: "/penarikan", button: "Ajukan penarikan" },
        { path: "/penarikan", button: "Setujui" },
        { path: "/kas", button: "Catat uang masuk/keluar" },
        { path: "/jual", button: "Tambah pembeli" },
        { path: "/harga", button: "Ubah harga Kardus" },
        { path: "/harga", button: "Tambah barang" },
        { path: "/harga", button: "Pasang daftar awal" },
        { path: "/harga", button: "Ubah bagi hasil" },
        { path: "/harga", button: "Tambah produk" },
      ]) {
        await page.goto(stage.network.url + pathOf(path, 0));
        await page.getByRole("button", { name: button }).first().click();
        await page.waitForSelector("dialog[open]");
        expect({ button, found: await axeFindingsInBothThemes(page) }).toEqual({
          button,
          found: [],
        });
        await page.keyboard.press("Escape");
        await page.locator("dialog").waitFor({ state: "detached" });
      }
      await page.context().close();
    }
  });

  test("every page is there in English too", async () => {
    const day = await openDay();
    const page = await stage.openAs("treasurer", "/bank");
    await page.locator("button.tool[lang=en]").click();
    for (const { path, ready } of PAGES) {
      await go(page, pathOf(path, day), ready);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await page.locator(".desk-nav").innerText()).toContain("Weigh");
    }
    await page.context().close();
  });

  test("a member is registered once, and one who looks the same is asked about", async () => {
    const page = await stage.openAs("operator", "/bank/nasabah?baru");
    await page.locator("#member-name").fill("Tuti");
    await page.locator("#member-phone").fill("0812-3456-7890");
    await page.getByRole("button", { name: "Simpan", exact: true }).dblclick();
    await page.waitForURL(/nasabah\/(?!.*baru)/);
    await page.waitForSelector("h1:has-text('Tuti')");

    await go(page, "/bank/nasabah?baru", "#member-name");
    await page.locator("#member-name").fill("tuti");
    await page.getByRole("button", { name: "Simpan", exact: true }).click();
    await page.getByText("Mungkin sudah terdaftar").waitFor();
    await page.getByRole("button", { name: "Batal", exact: true }).click();

    await page.locator("#member-search").fill("081234567890");
    await expect.poll(() => page.locator(".rows .row-name").allInnerTexts()).toEqual(["Tuti"]);
    await page.context().close();
  });

  test("a card and a PIN are shown once and are printed for the hand", async () => {
    const page = await stage.openAs("operator", `/bank/nasabah/${member}`);
    await page.getByRole("button", { name: "Buat kartu" }).click();
    await page.waitForSelector(".member-card .qr path");
    await page.getByRole("button", { name: "Selesai" }).click();
    await page.getByRole("button", { name: "Buat PIN" }).click();
    await page.locator("dialog").getByRole("button", { name: "Buat PIN" }).click();
    expect(await page.locator(".pin-digits").innerText()).toMatch(/^\d{6}$/);
    await page.getByRole("button", { name: "Selesai" }).click();
    await page.waitForSelector(".balance-amount");
    expect(await page.content()).not.toContain("pin-digits");
    const known = await stage.treasurer.read(memberViewSchema, `/members/${member}`);
    expect({ hasPin: known.hasPin, hasCard: known.card !== null }).toEqual({
      hasPin: true,
      hasCard: true,
    });
    await page.context().close();
  });

  test("a member with savings left is not retired, and the reason is told", async () => {
    const page = await stage.openAs("operator", `/bank/nasabah/${member}`);
    await page.getByRole("button", { name: "Nonaktifkan" }).click();
    await page.locator("dialog").getByRole("button", { name: "Nonaktifkan" }).click();
    await page.getByText("Masih ada saldo atau penarikan yang belum selesai").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.context().close();
  });

  test("a withdrawal is asked for, approved by the treasurer and paid, each tap once", async () => {
    const desk = await stage.openAs("operator", "/bank/penarikan");
    await desk.waitForSelector(".task");
    expect(await desk.getByRole("button", { name: "Setujui" }).count()).toBe(0);
    await desk.getByText("Bendahara yang menyetujui.").waitFor();

    const page = await stage.openAs("treasurer", "/bank/penarikan");
    await page.getByRole("button", { name: "Setujui" }).click();
    await page.locator("dialog").getByRole("button", { name: "Setujui" }).dblclick();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Bayar", exact: true }).click();
    await confirm(page, "Bayar");
    await page.getByText("Tidak ada penarikan yang menunggu").waitFor();
    const [, payment] = await stage.transfers("approve-withdrawal,pay-withdrawal");
    await page.getByRole("radio", { name: "Selesai" }).check();
    await page.getByRole("link", { name: "Lihat struk" }).click();
    await page.waitForURL(`**/bank/struk/${payment?.seq}`);
    await desk.context().close();
    await page.context().close();
  });

  test("stock is sold with the shrinkage between the scales, and the receipt follows", async () => {
    const page = await stage.openAs("treasurer", "/bank/jual/baru");
    await page.locator("#sale-item-1").selectOption("pet.bersih");
    const sold = page.locator("#sale-sold-1");
    await page.locator("#sale-taken-1").fill("10");
    // The buyer is taken to weigh the same until somebody types what it was.
    await expect.poll(() => sold.inputValue()).toBe("10");
    await sold.fill("9,75");
    await page.locator("#sale-price-1").pressSequentially("5500");
    expect(await page.locator("#sale-price-1").inputValue()).toBe("5.500");
    await page.getByText("Susut 0,25").waitFor();
    await page.getByLabel("Dibayar nanti").check();
    await page.getByRole("button", { name: "Simpan penjualan" }).click();
    await page.locator("dialog").getByRole("button", { name: "Simpan penjualan" }).click();
    await page.waitForURL("**/bank/struk/*");
    const [sale] = await stage.transfers("sell");
    expect(sale?.detail).toMatchObject({
      payment: "receivable",
      lines: [{ takenQuantity: 10_000, soldQuantity: 9_750, proceedsRupiah: 53_625 }],
    });

    await go(page, "/bank/kas", ".pieces");
    await page.getByRole("button", { name: "Terima pembayaran pembeli" }).click();
    await expect.poll(() => page.locator("#payment-amount").inputValue()).toBe("53.625");
    await confirm(page, "Simpan");
    const [payment] = await stage.transfers("receive-payment");
    expect(payment?.detail).toMatchObject({ amountRupiah: 53_625 });
    await page.context().close();
  });

  test("a gift goes from the savings to the fund, and the aid from the fund", async () => {
    const page = await stage.openAs("treasurer", `/bank/nasabah/${stage.members[1]?.id}`);
    await page.getByRole("button", { name: "Sedekahkan" }).click();
    await page.locator("#savings-amount").fill("2500");
    await page.waitForSelector("#savings-fund option", { state: "attached" });
    await confirm(page, "Sedekahkan");
    await go(page, "/bank/jual", ".data-table");
    await page.getByRole("button", { name: "Salurkan" }).click();
    await page.locator("#aid-amount").fill("9999");
    await page.locator("#aid-note").fill("Beras");
    await page.locator("dialog").getByRole("button", { name: "Salurkan" }).click();
    await page.getByText("Lebih besar dari dana.").waitFor();
    await page.locator("#aid-amount").fill("2000");
    await confirm(page, "Salurkan");
    expect(await stage.transfers("donate,pay-aid")).toMatchObject([
      { detail: { kind: "donate", amountRupiah: 2_500, fund: "yatim" } },
      { detail: { kind: "pay-aid", amountRupiah: 2_000, note: "Beras" } },
    ]);
    await page.context().close();
  });

  test("a deposit that was weighed for the harvest is valued once its price is known", async () => {
    const { treasurer, members } = stage;
    const waiting = deposit(members[2]?.id ?? "", 4_000, { valued: "at-harvest" });
    const { transfer } = await treasurer.done("/deposits", waiting);
    const page = await stage.openAs("treasurer", "/bank/jual");
    await page.getByRole("button", { name: "Nilai sekarang" }).click();
    await confirm(page, "Nilai sekarang");
    await page.getByText("Tidak ada setoran yang menunggu.").waitFor();
    const [value] = await stage.transfers("value");
    expect(value?.continues).toBe(transfer.seq);
    await page.context().close();
  });

  test("money for the bank's own ends is taken out of the box with its reason", async () => {
    const page = await stage.openAs("treasurer", "/bank/kas");
    await page.getByRole("button", { name: "Catat uang masuk/keluar" }).click();
    await page.locator("#move-amount").fill("15000");
    await page.locator("dialog").getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Tuliskan keterangannya.").waitFor();
    await page.locator("#move-note").fill("Beli karung");
    await confirm(page, "Simpan");
    const moves = await stage.transfers("move-cash");
    expect(moves[moves.length - 1]?.detail).toMatchObject({
      direction: "out",
      amountRupiah: 15_000,
      note: "Beli karung",
    });
    await page.context().close();
  });

  test("without an answer nothing is booked twice: the same tap goes out again", async () => {
    const page = await stage.openAs("operator", `/bank/nasabah/${stage.members[3]?.id}`);
    await page.getByRole("button", { name: "Tarik", exact: true }).click();
    await page.locator("#savings-amount").fill("3000");
    let isLost = true;
    await page.route("**/withdrawals", async (route) => {
      if (!isLost) return route.continue();
      isLost = false;
      // The server books it, and the answer never arrives.
      await route.fetch();
      return route.abort();
    });
    const send = page.locator("dialog").getByRole("button", { name: "Ajukan" });
    await send.click();
    await page.getByText("tidak akan tercatat dua kali").waitFor();
    await confirm(page, "Ajukan");
    const asked = await stage.transfers("request-withdrawal");
    expect(asked.filter(({ member }) => member?.id === stage.members[3]?.id)).toHaveLength(1);
    await page.context().close();
  });

  test("an unusual price is asked about before it is published", async () => {
    const page = await stage.openAs("treasurer", "/bank/harga");
    await page.getByRole("button", { name: "Ubah harga Kardus" }).click();
    await page.locator("#price-amount").fill("15000");
    await page.getByRole("button", { name: "Umumkan" }).click();
    await page.getByText(/Biasanya sekitar Rp.1\.500, yang baru Rp.15\.000/).waitFor();
    await confirm(page, "Harganya memang begitu");
    const { inForce } = await stage.treasurer.read(rulesSchema, "/rules");
    const prices = inForce.flatMap(({ rule }) =>
      rule.type === "price" && rule.item === "kardus" ? [rule.rupiahPerUnit] : [],
    );
    expect(prices).toEqual([15_000]);
    await page.getByRole("button", { name: "Riwayat Kardus" }).click();
    await expect
      .poll(() => page.locator("dialog .row-figure").allInnerTexts())
      .toEqual(["Rp\u00a015.000", "Rp\u00a01.500"]);
    await page.context().close();
  });

  test("a special price is ended, and the general one counts again", async () => {
    const page = await stage.openAs("treasurer", "/bank/harga");
    const open = () => page.getByRole("button", { name: "Ubah harga Kardus" }).click();
    await open();
    const end = page.getByRole("button", { name: "Hentikan harga khusus ini" });
    expect(await end.count()).toBe(0);
    await page.locator("#price-payout").selectOption("cash");
    expect(await end.count()).toBe(0);
    await page.locator("#price-amount").fill("1200");
    await confirm(page, "Umumkan");
    await open();
    await page.locator("#price-payout").selectOption("cash");
    await end.click();
    await page.locator("dialog").waitFor({ state: "detached" });
    const { inForce } = await stage.treasurer.read(rulesSchema, "/rules");
    const special = inForce.filter(
      ({ rule }) => rule.type === "price" && rule.item === "kardus" && rule.payout === "cash",
    );
    expect(special.map(({ rule }) => rule)).toMatchObject([{ rupiahPerUnit: null }]);
    await page.context().close();
  });

  test("a first list of items is published with the prices that the treasurer settles", async () => {
    const page = await stage.openAs("treasurer", "/bank/harga");
    await page.getByRole("button", { name: "Pasang daftar awal" }).click();
    await page.locator("[id='starter-besi.standard']").fill("2750");
    for (const name of ["Tembaga", "Kuningan"])
      await page.getByLabel(name, { exact: true }).uncheck();
    await page.getByRole("button", { name: /Umumkan \d+ barang/ }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    const { inForce } = await stage.treasurer.read(rulesSchema, "/rules");
    const items = inForce.flatMap(({ rule }) => (rule.type === "item" ? [rule.item] : []));
    expect(items).toContain("besi");
    expect(items).not.toContain("tembaga");
    const iron = inForce.find(({ rule }) => rule.type === "price" && rule.item === "besi");
    expect(iron?.rule).toMatchObject({ rupiahPerUnit: 2_750, hop: "member" });
    await page.context().close();
  });

  test("an operator reads prices and moves no money, and is told why", async () => {
    const page = await stage.openAs("operator", "/bank/harga");
    await page.getByText("Hanya bendahara yang bisa mengubah bagian ini.").waitFor();
    expect(await page.getByRole("button", { name: /Ubah|Tambah|Pasang/ }).count()).toBe(0);
    await go(page, "/bank/kas", ".pieces");
    expect(await page.getByRole("button", { name: "Catat uang masuk/keluar" }).count()).toBe(0);
    await go(page, "/bank/jual", ".data-table");
    expect(await page.getByRole("link", { name: "Jual stok" }).count()).toBe(0);
    await page.context().close();
  });

  test("the book is narrowed to one kind and to one member", async () => {
    const page = await stage.openAs("operator", "/bank/riwayat");
    await page.locator("#history-kind").selectOption("deposit");
    await page.getByRole("button", { name: "Pilih nasabah" }).click();
    await page.locator("#pick-search").fill("Darmi");
    await page.locator("dialog .row-name", { hasText: "Darmi" }).click();
    await page.waitForURL(/nasabah=/);
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    expect(await page.locator("tbody tr").innerText()).toContain("Darmi");
    await page.context().close();
  });

  test("a deposit is undone with a reason and stays to be seen", async () => {
    const page = await stage.openAs("operator", "/bank/riwayat");
    await page.waitForSelector(".data-table");
    const deposits = page.locator("tbody tr", { hasText: "Setoran" });
    const row = deposits.filter({ has: page.getByRole("button", { name: "Batalkan" }) }).first();
    await row.getByRole("button", { name: "Batalkan" }).click();
    const dialog = page.locator("dialog");
    await dialog.getByRole("button", { name: "Batalkan" }).click();
    await dialog.getByText("Tuliskan alasannya.").waitFor();
    await dialog.locator("input").fill("Salah timbang");
    await confirm(page, "Batalkan");
    await page.getByText("dibatalkan", { exact: true }).waitFor();
    const [reversal] = await stage.transfers("reverse");
    expect(reversal?.detail).toMatchObject({ reason: "Salah timbang" });
    await page.context().close();
  });

  test("the day is closed with a count, the difference is stated, and the sheet agrees", async () => {
    const day = await openDay();
    const page = await stage.openAs("treasurer", "/bank/kas");
    await page.locator("#piece-100000").fill("10");
    await page.locator("#piece-2000").fill("1");
    expect(await page.locator("#counted").inputValue()).toBe("1.002.000");
    await page.getByText(/dari buku\. Selisih dicatat/).waitFor();
    await page.getByRole("button", { name: "Tutup hari" }).click();
    await confirm(page, "Tutup hari");
    await page.waitForURL(`**/bank/kas/${day}`);
    await page.getByText("Kas, stok, dan tabungan cocok dengan buku.").waitFor();
    const sheet = await stage.treasurer.read(cashDayViewSchema, `/cash-days/${day}`);
    expect(sheet.closing?.countedRupiah).toBe(1_002_000);
    await go(page, "/bank", ".day-banner");
    await page.getByText("Hari timbang belum dibuka.").waitFor();
    await go(page, "/bank/laporan", ".month-chooser");
    await page.getByRole("button", { name: "Periksa sekarang" }).click();
    await page.getByText("Buku utuh").waitFor();
    await page.context().close();
  });

  test("the profile is saved with its weighing days", async () => {
    const page = await stage.openAs("treasurer", "/bank/profil");
    await page.locator("#bank-address").fill("Jalan Melati 5");
    await page.getByLabel("Ada jadwal tetap").check();
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Profil disimpan.").waitFor();
    const next = page.locator("dl", { hasText: "Timbang berikutnya" });
    await next.getByText(/^(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ /).waitFor();
    await page.context().close();
  });

  test("people who are not of a bank are told so", async () => {
    const visitor = await stage.open({ path: "/bank" });
    await visitor.getByText("Anda belum masuk").waitFor();
    await visitor.context().close();
  });

  test("a bank without anything says on every page how to begin", async () => {
    const page = await stage.openAs("foreignOperator", "/bank");
    for (const { path, words } of [
      { path: "", words: "Daftar barang masih kosong" },
      { path: "/nasabah", words: "Belum ada nasabah" },
      { path: "/penarikan", words: "Tidak ada penarikan yang menunggu" },
      { path: "/penarikan/daftar", words: "Tidak ada yang harus dibayar" },
      { path: "/kas", words: "Belum ada hari timbang" },
      { path: "/jual", words: "Gudang kosong" },
      { path: "/harga", words: "Belum ada barang" },
      { path: "/laporan", words: "Tidak ada kegiatan di bulan ini" },
      { path: "/riwayat", words: "Tidak ada catatan" },
    ]) {
      await page.goto(`${stage.network.url}/bank${path}`);
      await page.getByText(words).first().waitFor();
      expect({ path, found: await axeFindings(page) }).toEqual({ path, found: [] });
    }
    await page.context().close();
  });
});
