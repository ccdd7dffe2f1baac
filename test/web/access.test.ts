import { systemClock } from "@resik/kit/clock";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { browserOf, describePages, PHONE, type Stage, startStage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => Object.assign(stage.api.account, { failures: 0, isIn: false, isSetUp: false }));

/** The page to sign in, with the staff's way chosen. */
async function openForStaff(): Promise<Page> {
  const page = await stage.open({ size: PHONE, path: "/masuk" });
  await page.getByRole("radio", { name: "Petugas" }).check();
  return page;
}

describePages("signing in", () => {
  test("leads staff to their desk, and out again", async () => {
    const page = await openForStaff();
    await page.getByLabel("Nama pengguna").fill("Petugas");
    await page.getByLabel("Kata sandi", { exact: true }).fill("sapu lidi bersih");
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Sekarang" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/dlh");
    await page.reload();
    await page.getByText("Tidak ada yang mendesak").waitFor();
    await page.getByRole("link", { name: "Menu" }).click();
    await page.locator("#isi").getByRole("button", { name: "Keluar" }).click();
    await page.getByText("Anda belum masuk").waitFor();
    await page.context().close();
  });

  test("shows of every device, scales too, whether it is there and when it spoke last", async () => {
    stage.api.account.isIn = true;
    const context = await stage.browser.newContext(browserOf({}, PHONE));
    // Some seconds behind: a minute on, what was published now is still younger than a minute.
    await context.clock.install({ time: systemClock.nowMs() - 10_000 });
    const page = await stage.open({ context, path: "/dlh/perangkat" });
    await page.waitForSelector(".desk-row");
    expect(await page.locator(".desk-row").count()).toBe(16);
    const device = (name: string) => page.locator(".desk-row", { hasText: name });
    await device("Timbangan Kayen Asri").getByText("Aktif").waitFor();
    await device("Timbangan Kayen Asri").getByText("terakhir terdengar 7 menit lalu").waitFor();
    await device("Udara Tayu").getByText("Mati").waitFor();
    await device("Bak Pasar Kayen").getByText("Tidak mengirim").waitFor();
    const never = device("Bak Sekolah Kayen");
    await never.getByText("Belum pernah mengirim").waitFor();
    expect(await never.locator("time").count()).toBe(0);
    await page.getByRole("button", { name: "English" }).click();
    await device("Timbangan Kayen Asri").getByText("last heard 7 min ago").waitFor();
    stage.api.publish("bak-kayen-02", 0.4);
    await context.clock.fastForward(60_000);
    await never.getByText("Online").waitFor();
    await never.getByText("last heard just now").waitFor();
    await context.close();
  });

  test("says what is missing, what is wrong and how long a lock-out lasts", async () => {
    const page = await openForStaff();
    const submit = page.locator("button[type=submit]");
    await submit.click();
    expect(await page.getByText("Isi dulu bagian ini.").count()).toBe(2);
    await page.getByLabel("Nama pengguna").fill("petugas");
    await page.getByLabel("Kata sandi", { exact: true }).fill("bukan ini");
    await submit.click();
    await page.getByText("Nama pengguna atau kata sandi salah.").waitFor();
    stage.api.account.failures = 5;
    await submit.click();
    await page.getByText("Tunggu 15 menit").waitFor();
    await page.context().close();
  });

  test("shows the password only when asked to", async () => {
    const page = await openForStaff();
    const field = page.locator("#password");
    await field.fill("sapu lidi");
    expect(await field.getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "Tampilkan" }).click();
    expect(await field.getAttribute("type")).toBe("text");
    expect(await field.inputValue()).toBe("sapu lidi");
    await page.context().close();
  });

  test("the desk shows nothing to a stranger", async () => {
    const page = await stage.open({ size: PHONE, path: "/dlh/perangkat" });
    await page.getByText("Anda belum masuk").waitFor();
    expect(await page.locator(".desk-row").count()).toBe(0);
    await page.context().close();
  });
});

describePages("the first administrator", () => {
  test("states the rules before typing, checks them, and works once", async () => {
    const page = await stage.open({ size: PHONE, path: "/setup?token=sekali" });
    await page.getByText("Paling sedikit 10 karakter").waitFor();
    const submit = page.getByRole("button", { name: "Buat akun pengelola" });
    await submit.click();
    expect(await page.locator("[aria-invalid=true]").count()).toBe(3);
    await page.getByLabel("Nama lengkap").fill("Kepala Bidang");
    await page.getByLabel("Nama pengguna").fill("kepala");
    await page.locator("#password").fill("empat kata mudah diingat");
    await submit.click();
    await page.getByText("Akun pengelola sudah jadi").waitFor();
    await page.goto(`${stage.api.url}/setup?token=sekali`);
    await page.getByText("Tautan sudah terpakai").waitFor();
    await page.context().close();
  });

  test("an incomplete link is said to be one", async () => {
    const page = await stage.open({ size: PHONE, path: "/setup" });
    await page.getByText("Tautan tidak lengkap").waitFor();
    await page.context().close();
  });
});
