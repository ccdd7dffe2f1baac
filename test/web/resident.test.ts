import { accountSchema } from "@resik/contract/http/bank/me";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { formatRupiah } from "../../web/src/format/number.ts";
import { axeFindingsInBothThemes } from "./axe-findings.ts";
import { startResidentStage, type ResidentStage } from "./resident-stage.ts";
import { describePages, DESKTOP, PHONE } from "./stage.ts";

let stage: ResidentStage;

beforeAll(async () => {
  stage = await startResidentStage();
});
afterAll(() => stage.close());

const fillSignIn = async (page: Page, name: string, pin: string): Promise<void> => {
  await page.locator("#member-name").fill(name);
  await page.locator("#pin").fill(pin);
  await page.locator("button[type=submit]").click();
};
const accountOf = async (who: ResidentStage["sari"]) => {
  const answer = await stage.test.call("GET", "/api/v1/me/account", { headers: who.credentials });
  return accountSchema.parse(await answer.json());
};
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
/** Everything this browser keeps of the page. */
const keptText = (page: Page): Promise<string> =>
  page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");

describePages("a resident signs in", () => {
  test("by member number as it stands on the card, spaces and all", async () => {
    const page = await stage.open({ size: PHONE, path: "/masuk" });
    const { number } = stage.sari.member;
    await fillSignIn(page, `${number.slice(0, 3)} ${number.slice(3)}`, stage.sari.pin);
    await page.waitForSelector(".me-balance");
    expect(new URL(page.url()).pathname).toBe("/saya");
    await page.context().close();
  });

  test("by phone, and the browser remembers the way but not the number", async () => {
    const page = await stage.open({ size: PHONE, path: "/masuk" });
    await page.getByRole("radio", { name: "Petugas" }).check();
    await page.reload();
    await page.locator("#username").waitFor();
    await page.getByRole("radio", { name: "Nasabah" }).check();
    await fillSignIn(page, "0812-3456-7890", stage.sari.pin);
    await page.waitForSelector(".me-balance");
    expect(await keptText(page)).not.toContain("081234567890");
    await page.context().close();
  });

  test("by the card's code: only the PIN is asked, and the token leaves the address at once", async () => {
    const page = await stage.open({ size: PHONE, path: `/masuk#${stage.card}` });
    await page.getByText("Kartu nasabah terbaca").waitFor();
    expect(page.url()).toBe(`${stage.test.origin}/masuk`);
    expect(await page.locator("#member-name").count()).toBe(0);
    expect(await keptText(page)).not.toContain(stage.card);
    await page.locator("#pin").fill(stage.sari.pin);
    await page.locator("button[type=submit]").click();
    await page.waitForSelector(".me-balance");
    await page.goBack();
    expect(page.url()).not.toContain(stage.card);
    await page.context().close();
  });

  test("and is told what is missing and what is wrong; letters never reach the PIN", async () => {
    const page = await stage.open({ size: PHONE, path: "/masuk" });
    await page.locator("button[type=submit]").click();
    expect(await page.getByText("Isi dulu bagian ini.").count()).toBe(2);
    await page.locator("#pin").pressSequentially("12ab3");
    expect(await page.locator("#pin").inputValue()).toBe("123");
    expect(await page.locator("#pin").getAttribute("inputmode")).toBe("numeric");
    await page.getByRole("button", { name: "Tampilkan" }).click();
    expect(await page.locator("#pin").getAttribute("type")).toBe("text");
    const wrong = stage.sari.pin === "000000" ? "000001" : "000000";
    await fillSignIn(page, "0000042", wrong);
    await page.getByText("Nomor atau PIN salah").waitFor();
    expect(await page.locator("#pin").inputValue()).toBe("");
    await page.context().close();
  });

  test("five wrong PINs lock, and the page says for how many minutes", async () => {
    const locked = await stage.test.enterMember(stage.treasurer, { name: "Joko" });
    const page = await stage.open({ size: PHONE, path: "/masuk" });
    const wrong = locked.pin === "111222" ? "111223" : "111222";
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answered = page.waitForResponse("**/auth/member/sign-in");
      await fillSignIn(page, locked.member.number, wrong);
      await answered;
      // The form is ready again once it has read the answer.
      await expect.poll(() => page.locator("#pin").inputValue()).toBe("");
    }
    await fillSignIn(page, locked.member.number, locked.pin);
    await page.getByText(/Tunggu 1[45] menit/).waitFor();
    expect(await page.locator(".me-balance").count()).toBe(0);
    await page.context().close();
  });
});

describePages("a resident's account", () => {
  test("shows the ledger's own balance, the last deposit, the next day and the air", async () => {
    const page = await stage.openAs(stage.sari, "/saya", { size: PHONE });
    const account = await accountOf(stage.sari);
    const savings = account.balances.reduce((sum, { savingsRupiah }) => sum + savingsRupiah, 0);
    expect(savings).toBeGreaterThan(0);
    expect(await page.locator(".me-balance-figure").textContent()).toBe(formatRupiah(savings));
    const deposit = page.locator(".me-card", { hasText: "Setoran terakhir" });
    await deposit.getByText(formatRupiah(account.lastDeposit?.netRupiah ?? -1)).waitFor();
    await page.locator(".me-card", { hasText: "Udara" }).getByText("31,4").waitFor();
    await page.locator(".me-card", { hasText: "Udara" }).getByText("Menengah").waitFor();
    await page.locator(".me-card", { hasText: "Hari timbang" }).getByText("07.30").waitFor();
    await page.context().close();
  });

  test("has a passbook with what was undone, why, and a receipt for each line", async () => {
    const page = await stage.openAs(stage.sari, "/saya/buku", { size: PHONE });
    // Both lines lead there: the deposit, and the reversal that undid it.
    const lines = page.locator(`.passbook-row[href="/saya/struk/${stage.reversed.seq}"]`);
    const undone = lines.filter({ hasText: "Dibatalkan" });
    await undone.waitFor();
    expect(await lines.count()).toBe(2);
    await page.locator(".passbook-row", { hasText: "Alasan: salah timbang" }).waitFor();
    const account = await accountOf(stage.sari);
    const newest = account.balances.find(({ product }) => product === "regular");
    const top = page.locator(".passbook-row").first();
    await top.getByText(`Saldo ${formatRupiah(newest?.savingsRupiah ?? -1)}`).waitFor();
    await undone.click();
    await page.locator(".receipt").getByText("salah timbang").waitFor();
    await page.context().close();
  });

  test("does not show anybody else's receipt, nor say that there is one", async () => {
    const page = await stage.openAs(stage.sari, `/saya/struk/${stage.budis.seq}`, { size: PHONE });
    await heading(page, "Struk tidak ditemukan");
    const words = await page.locator("#isi").textContent();
    await page.goto(`${stage.test.origin}/saya/struk/999999`);
    await heading(page, "Struk tidak ditemukan");
    expect(await page.locator("#isi").textContent()).toBe(words);
    await page.context().close();
  });

  test("states a period with both balances, and prints nothing but the sheet", async () => {
    const page = await stage.openAs(stage.sari, "/saya/koran", { size: PHONE });
    await page.locator("#period").selectOption("three-months");
    const fact = (name: string) =>
      page.locator(".statement-fact", { hasText: name }).locator("dd").textContent();
    await page.locator(".statement-reason").first().waitFor();
    const amount = async (name: string) => Number((await fact(name))?.replace(/\D/g, ""));
    const account = await accountOf(stage.sari);
    const regular = account.balances.find(({ product }) => product === "regular");
    expect(await amount("Saldo akhir")).toBe(regular?.savingsRupiah);
    expect((await amount("Saldo awal")) + (await amount("Masuk")) - (await amount("Keluar"))).toBe(
      await amount("Saldo akhir"),
    );
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#period").isVisible()).toBe(false);
    expect(await page.locator(".footer").isVisible()).toBe(false);
    expect(await page.locator(".statement").isVisible()).toBe(true);
    await page.context().close();
  });

  test("draws the savings by month and has the same figures as a table", async () => {
    const page = await stage.openAs(stage.sari, "/saya", { size: PHONE });
    await page.getByRole("button", { name: "Lihat grafik" }).click();
    await page.waitForSelector(".uplot canvas");
    await page.locator(".chart-canvas").focus();
    await page.keyboard.press("ArrowLeft");
    const account = await accountOf(stage.sari);
    const savings = account.balances.reduce((sum, { savingsRupiah }) => sum + savingsRupiah, 0);
    await page.locator(".chart-readout").getByText(formatRupiah(savings)).waitFor();
    await page.getByText("Tampilkan sebagai tabel").click();
    await page.locator(".history-table td").getByText(formatRupiah(savings)).waitFor();
    await page.context().close();
  });

  test("shows prices by group, by payout and delivery, and finds an item", async () => {
    const page = await stage.openAs(stage.sari, "/saya/harga", { size: PHONE });
    const line = (name: string) => page.locator(".price", { hasText: name });
    await line("Botol PET").getByText("Rp 4.000").waitFor();
    await page.getByRole("radio", { name: "Tunai" }).check();
    await line("Botol PET").getByText("Rp 3.500").waitFor();
    await page.getByRole("radio", { name: "Dijemput" }).check();
    await line("Kardus").getByText("Rp 1.200").waitFor();
    await page.locator("#price-search").fill("kard");
    await expect.poll(() => page.locator(".price").count()).toBe(1);
    await page.locator("#price-search").fill("emas");
    await page.getByText("Tidak ada yang cocok").waitFor();
    await page.context().close();
  });
});

describePages("a resident's money", () => {
  test("is asked for within its rules, waits, and may be taken back", async () => {
    const page = await stage.openAs(stage.budi, "/saya/tarik", { size: PHONE });
    const before = (await accountOf(stage.budi)).balances[0];
    const all = before?.withdrawableRupiah ?? 0;
    expect(all).toBeGreaterThan(5_000);
    await page.locator("#amount").fill(String(all + 1));
    await page.getByRole("button", { name: "Kirim permintaan" }).click();
    await page.getByText(`Paling banyak ${formatRupiah(all)}`).waitFor();
    await page.locator("#amount").fill("5000");
    expect(await page.locator("#amount").inputValue()).toBe("5.000");
    await page.getByRole("button", { name: "Kirim permintaan" }).dblclick();
    await page.getByText("Permintaan terkirim").waitFor();
    const asked = await accountOf(stage.budi);
    expect(asked.pendingWithdrawals).toHaveLength(1);
    expect(asked.balances[0]?.savingsRupiah).toBe((before?.savingsRupiah ?? 0) - 5_000);
    await page.getByText("Menunggu persetujuan").waitFor();
    await page.getByRole("button", { name: "Batalkan" }).click();
    await page.getByRole("button", { name: "Ya, batalkan" }).click();
    await expect.poll(() => page.getByText("Menunggu persetujuan").count()).toBe(0);
    const after = await accountOf(stage.budi);
    expect(after.pendingWithdrawals).toEqual([]);
    expect(after.balances[0]?.savingsRupiah).toBe(before?.savingsRupiah);
    await page.context().close();
  });

  test("is told before what the bank keeps of it, to the rupiah, and the same after", async () => {
    const model = { kind: "at-withdrawal", ratio: { numerator: 15, denominator: 1_000 } } as const;
    const share = { type: "share", product: null, delivery: null } as const;
    await stage.book.rule({ ...share, model });
    const page = await stage.openAs(stage.budi, "/saya/tarik", { size: PHONE });
    await page.locator("#amount").fill("4999");
    await page.getByText(/Anda akan menerima Rp.4\.925; bagian bank Rp.74\./).waitFor();
    await page.getByRole("button", { name: "Kirim permintaan" }).click();
    await page.getByText(/Permintaan terkirim\. Anda akan menerima Rp.4\.925/).waitFor();
    await page.getByRole("button", { name: "Batalkan" }).click();
    await page.getByRole("button", { name: "Ya, batalkan" }).click();
    await expect.poll(() => page.getByText("Menunggu persetujuan").count()).toBe(0);
    await stage.book.rule({ ...share, model: { kind: "none" } });
    await page.context().close();
  });

  test("is not asked for without a network, and the page says why", async () => {
    const page = await stage.openAs(stage.budi, "/saya/tarik", { size: PHONE });
    await page.locator("#amount").fill("5000");
    await page.context().setOffline(true);
    await page.getByText("Penarikan perlu jaringan").waitFor();
    await page.locator("#amount").press("Enter");
    await page.context().setOffline(false);
    expect((await accountOf(stage.budi)).pendingWithdrawals).toEqual([]);
    await page.context().close();
  });

  test("is given to a fund after one more question", async () => {
    const page = await stage.openAs(stage.budi, "/saya/sedekah", { size: PHONE });
    const before = (await accountOf(stage.budi)).balances[0]?.savingsRupiah ?? 0;
    await page.locator("#amount").fill("1000");
    await page.getByRole("button", { name: "Sedekahkan", exact: true }).click();
    await page.getByText("Dari tabungan Anda untuk Santunan Yatim").waitFor();
    await page.getByRole("button", { name: "Ya, sedekahkan" }).click();
    await page.getByText("Terima kasih").waitFor();
    expect((await accountOf(stage.budi)).balances[0]?.savingsRupiah).toBe(before - 1_000);
    await page.context().close();
  });
});

describePages("a resident's phone", () => {
  test("shows the account seen last without a network, with its time", async () => {
    const page = await stage.openAs(stage.sari, "/saya", { size: PHONE, keepsPages: true });
    await expect.poll(() => keptText(page)).toContain("savingsRupiah");
    const shown = await page.locator(".me-balance-figure").textContent();
    await expect
      .poll(() => page.evaluate("caches.match('/__group/me').then(Boolean)"), { timeout: 20_000 })
      .toBe(true);
    await page.context().setOffline(true);
    await page.goto(`${stage.test.origin}/saya`);
    await page.getByText("Ini keadaan terakhir yang dilihat").waitFor();
    expect(await page.locator(".me-balance-figure").textContent()).toBe(shown);
    await page.getByRole("link", { name: "Akun saya" }).click();
    await page.getByText("Perlu jaringan").first().waitFor();
    await page.getByRole("link", { name: "Tabungan saya" }).click();
    await page.getByRole("link", { name: "Buku tabungan" }).click();
    await page.getByText("Buku tabungan belum bisa diambil").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Coba lagi" }).last().click();
    await page.locator(".passbook-row").first().waitFor();
    await page.context().close();
  });

  test("keeps neither phone nor address, and nothing of the account after signing out", async () => {
    const page = await stage.signInAs(stage.sari, "/saya/akun", { size: PHONE });
    await page.getByText("081234567890").waitFor();
    await expect.poll(() => keptText(page)).toContain("savingsRupiah");
    expect(await keptText(page)).not.toContain("081234567890");
    await page.getByRole("button", { name: "Keluar dari HP ini" }).click();
    await heading(page, "Anda belum masuk");
    const kept = await keptText(page);
    for (const trace of ["savingsRupiah", stage.sari.member.number, stage.sari.member.id, "Sari"]) {
      expect(kept).not.toContain(trace);
    }
    await page.goBack();
    expect(await page.locator(".me-balance").count()).toBe(0);
    await page.context().close();
  });

  test("forgets the account too when the session was ended elsewhere", async () => {
    const page = await stage.signInAs(stage.sari, "/saya", { size: PHONE });
    await expect.poll(() => keptText(page)).toContain("savingsRupiah");
    await page.context().clearCookies();
    await page.goto(`${stage.test.origin}/saya/buku`);
    await heading(page, "Anda belum masuk");
    expect(await keptText(page)).not.toContain("savingsRupiah");
    await page.context().close();
  });

  test("never shows the account of who had it before", async () => {
    const page = await stage.signInAs(stage.sari, "/saya", { size: PHONE });
    await expect.poll(() => keptText(page)).toContain("savingsRupiah");
    await page.goto(`${stage.test.origin}/masuk#${stage.card}`);
    await page.getByText("Kartu nasabah terbaca").waitFor();
    await page.getByRole("button", { name: "Pakai nomor saja" }).click();
    await page.waitForSelector(".me-balance");
    await page.context().clearCookies();
    await page.goto(`${stage.test.origin}/masuk`);
    await page.locator("#member-name").waitFor();
    await fillSignIn(page, stage.budi.member.number, stage.budi.pin);
    await page.locator(".me-name", { hasText: "Budi" }).waitFor();
    expect(await keptText(page)).not.toContain("Sari");
    await page.context().close();
  });

  test("a new PIN is set by the old one alone, and other phones are put out", async () => {
    const wati = await stage.test.enterMember(stage.treasurer, { name: "Wati" });
    const other = await stage.openAs(wati, "/saya", { size: PHONE });
    const page = await stage.signInAs(wati, "/saya/akun", { size: PHONE });
    const change = async (old: string, next: string, again: string): Promise<void> => {
      await page.locator("#pin-old").fill(old);
      await page.locator("#pin-new").fill(next);
      await page.locator("#pin-again").fill(again);
      await page.getByRole("button", { name: "Ganti PIN" }).click();
    };
    await change(wati.pin, "482915", "482916");
    await page.getByText("Kedua PIN baru tidak sama").waitFor();
    await change(wati.pin, "123456", "123456");
    await page.getByText("terlalu mudah ditebak").waitFor();
    await change(wati.pin === "777123" ? "777124" : "777123", "482915", "482915");
    await page.getByText("PIN lama salah").waitFor();
    await change(wati.pin, "482915", "482915");
    await page.getByText("PIN sudah diganti").waitFor();
    await other.reload();
    await heading(other, "Anda belum masuk");
    await page.context().close();
    await other.context().close();
  });
});

describePages("whether a receipt is genuine", () => {
  const receiptId = async (page: Page, seq: number): Promise<string> => {
    await page.goto(`${stage.test.origin}/saya/struk/${seq}`);
    const href = await page.locator(".receipt-code a").getAttribute("href");
    return href?.split("/").pop() ?? "";
  };

  test("is said without a name, also of one that was reversed, and not of one that never was", async () => {
    const sari = await stage.openAs(stage.sari, "/saya", { size: PHONE });
    const genuine = await receiptId(sari, stage.newest.seq);
    const reversed = await receiptId(sari, stage.reversed.seq);
    await sari.context().close();
    const page = await stage.open({ size: PHONE, path: `/cek/${genuine}` });
    await page.getByText("Struk asli").waitFor();
    const words = await page.locator("#isi").textContent();
    expect(words).toContain("4,25");
    expect(words).toContain("Bank Sampah Melati");
    expect(words).not.toContain("Sari");
    expect(words).not.toContain(stage.sari.member.number);
    await page.locator("#receipt-number").fill(reversed.toLowerCase().replace(/-/g, " "));
    await page.getByRole("button", { name: "Periksa", exact: true }).click();
    await page.getByText("Asli, tetapi sudah dibatalkan").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/cek/${reversed}`);
    const forged = genuine.slice(0, -1) + (genuine.endsWith("7") ? "8" : "7");
    await page.goto(`${stage.test.origin}/cek/${forged}`);
    await page.getByText("Tidak tercatat").waitFor();
    await page.goto(`${stage.test.origin}/cek/bukan-struk`);
    await page.getByText("Tidak tercatat").waitFor();
    await page.locator("#receipt-number").fill("12-345");
    await page.getByRole("button", { name: "Periksa", exact: true }).click();
    await page.getByText("Ini bukan nomor struk").waitFor();
    await page.context().close();
  });
});

describePages("the resident's and the open pages", () => {
  const OWN = ["", "/buku", "/harga", "/koran", "/tarik", "/sedekah", "/akun"];

  test("have no serious finding on a desk, in English and both themes", async () => {
    // On a phone, in Indonesian, `axe-every-page.test.ts` comes to each of them by its links.
    const page = await stage.openAs(stage.sari, "/saya", { size: DESKTOP });
    await page.getByRole("button", { name: "English" }).click();
    const paths = OWN.map((path) => `/saya${path}`);
    paths.push(`/saya/struk/${stage.reversed.seq}`, "/saya/struk/999999", "/cek");
    for (const path of paths) {
      await page.goto(stage.test.origin + path);
      await page.waitForSelector("h1");
      await page.waitForLoadState("networkidle");
      expect({ path, found: await axeFindingsInBothThemes(page) }).toEqual({ path, found: [] });
    }
    await page.context().close();
  });

  test("have no serious finding where a card or a receipt led, on a phone", async () => {
    const visitor = await stage.open({ size: PHONE, path: `/masuk#${stage.card}` });
    await visitor.waitForSelector(".card-sign");
    expect(await axeFindingsInBothThemes(visitor)).toEqual([]);
    await visitor.goto(`${stage.test.origin}/cek/1-1-0000000000`);
    await visitor.waitForSelector(".check-verdict");
    expect(await axeFindingsInBothThemes(visitor)).toEqual([]);
    await visitor.context().close();
  });
});
