import { systemClock } from "@resik/kit/clock";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, SITE } from "../../api/src/test/harness.ts";
import { addMonths, monthOf } from "../../web/src/format/month.ts";
import { axeFindings } from "./axe-findings.ts";
import { startResidentStage, type ResidentStage } from "./resident-stage.ts";
import { describePages, DESKTOP, PHONE, type PageOptions } from "./stage.ts";

let stage: ResidentStage;
const LAST_MONTH = addMonths(monthOf(systemClock.nowMs()), -1);

beforeAll(async () => {
  stage = await startResidentStage();
});
afterAll(() => stage.close());

/** A page of the agency's staff, signed in by the form. */
async function openAsStaff(path: string, options: PageOptions = {}): Promise<Page> {
  const page = await stage.open({ size: PHONE, ...options, path: "/masuk" });
  await page.getByRole("radio", { name: "Petugas" }).check();
  await page.locator("#username").fill("dlh");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("button[type=submit]").click();
  await page.waitForURL("**/dlh");
  if (path !== "/dlh") await page.goto(stage.test.origin + path);
  return page;
}

async function submitReport(month: string): Promise<void> {
  const path = `/api/v1/banks/${SITE.id}/reports/monthly/${month}/submit`;
  const answer = await stage.test.call("POST", path, { headers: stage.treasurer });
  if (!answer.ok) throw new Error(await answer.text());
}

const bankRow = (page: Page) =>
  page.locator(".data-table tbody tr", { hasText: "Bank Sampah Melati" });

describePages("the open page about waste banks", () => {
  test("shows everybody the days to come and the months that are over, without a name", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const page = await stage.open({ size: PHONE, scheme });
      await page.getByRole("link", { name: "Bank sampah kabupaten" }).click();
      await page.getByRole("heading", { level: 1, name: "Bank sampah" }).waitFor();
      await page.locator(".waste-bank", { hasText: "Bank Sampah Melati" }).waitFor();
      await page.locator(".waste-facts").getByText("kg").waitFor();
      expect(await page.locator("#isi").textContent()).not.toContain("Sari");
      expect(await axeFindings(page)).toEqual([]);
      await page.setViewportSize(DESKTOP);
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { level: 1, name: "Waste banks" }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.context().close();
    }
  });
});

describePages("the agency's bank page", () => {
  test("is reached from the desk's menu and shows the month that has ended last", async () => {
    const page = await openAsStaff("/dlh/menu");
    await page
      .locator("#isi")
      .getByRole("link", { name: /^Bank sampah/ })
      .last()
      .click();
    await page.getByRole("heading", { level: 1, name: "Bank sampah" }).waitFor();
    expect(await page.locator("#month").inputValue()).toBe(LAST_MONTH);
    await bankRow(page).getByText("Belum dikirim").waitFor();
    await page.locator("#month").selectOption(addMonths(LAST_MONTH, -1));
    await page.waitForURL(`**/dlh/bank?bulan=${addMonths(LAST_MONTH, -1)}`);
    await page.context().close();
  });

  test("returns a report with its note, and verifies it once it came again", async () => {
    const page = await openAsStaff("/dlh/bank");
    await bankRow(page).getByRole("link").click();
    await page.getByText("Laporan ini belum dikirim").waitFor();
    expect(await page.getByRole("button", { name: "Verifikasi" }).count()).toBe(0);
    await submitReport(LAST_MONTH);
    await page.reload();
    await page.getByRole("button", { name: "Kembalikan" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Kembalikan" }).click();
    await dialog.getByText("Tuliskan apa yang perlu diperbaiki.").waitFor();
    await dialog.locator("#return-note").fill("Berat kaca belum ada");
    await dialog.getByRole("button", { name: "Kembalikan" }).click();
    await page.getByText("Catatan: Berat kaca belum ada").waitFor();
    expect(await page.getByRole("button", { name: "Verifikasi" }).count()).toBe(0);

    await submitReport(LAST_MONTH);
    await page.goto(`${stage.test.origin}/dlh/bank`);
    await bankRow(page).getByText("Menunggu diperiksa").waitFor();
    await bankRow(page).getByRole("link").click();
    await page.getByRole("button", { name: "Verifikasi" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Verifikasi" }).click();
    await page.locator(".agency-state").getByText("Terverifikasi").waitFor();
    await page.context().close();
  });

  test("recounts a bank's book, and names nobody", async () => {
    const page = await openAsStaff(`/dlh/bank?bulan=${LAST_MONTH}&bank=${SITE.id}`);
    await page.getByRole("button", { name: "Periksa buku" }).click();
    await page.getByText("Buku utuh.").waitFor();
    const words = await page.locator("#isi").textContent();
    expect(words).toContain("Botol PET");
    expect(words).not.toContain("Sari");
    await page.context().close();
  });

  test("gives the month and the half-year as files", async () => {
    const page = await openAsStaff("/dlh/bank");
    const saved = async (name: string): Promise<string> => {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name }).click();
      return (await download).suggestedFilename();
    };
    expect(await saved("Unduh bulan ini (XLSX)")).toBe(`laporan-kabupaten-${LAST_MONTH}.xlsx`);
    expect(await saved("Unduh CSV")).toMatch(/^sipsn-\d{4}-semester-[12]\.(csv|zip)$/);
    await page.context().close();
  });

  test("shows nothing to a stranger, and says to a resident that it is not for them", async () => {
    const stranger = await stage.open({ size: PHONE, path: "/dlh/bank" });
    await stranger.getByText("Anda belum masuk").waitFor();
    await stranger.context().close();
    const resident = await stage.openAs(stage.sari, "/dlh/bank", { size: PHONE });
    await resident.getByText("Halaman ini untuk petugas dinas").waitFor();
    expect(await resident.locator(".figures").count()).toBe(0);
    await resident.context().close();
  });

  test("has no serious finding, in both themes and languages, on a phone and on a desk", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const page = await openAsStaff("/dlh/bank", { scheme });
      for (const size of [PHONE, DESKTOP]) {
        await page.setViewportSize(size);
        for (const path of ["/dlh/bank", `/dlh/bank?bulan=${LAST_MONTH}&bank=${SITE.id}`]) {
          await page.goto(stage.test.origin + path);
          await page.waitForSelector(".figures");
          expect({ path, found: await axeFindings(page) }).toEqual({ path, found: [] });
        }
        await page.getByRole("button", { name: size === PHONE ? "English" : "Bahasa" }).click();
      }
      await page.context().close();
    }
  });
});
