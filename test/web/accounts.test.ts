import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meSchema } from "@resik/contract/http/users";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  PASSWORD,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../../api/src/test/harness.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { look } from "./look.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, describePages, PHONE } from "./stage.ts";

const NEW_PASSWORD = "gerobak hijau pagi";

let folder: string;
let api: TestApi;
let browser: Browser;
let admin: Credentials;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resik-accounts-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  api = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
  admin = await api.enter("admin");
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser.close();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page of somebody whose session began before. */
async function openAs(credentials: Credentials, path: string): Promise<Page> {
  const context = await browser.newContext(browserOf({}, PHONE));
  await putSession(context, credentials, api.origin);
  const page = await context.newPage();
  await page.goto(api.origin + path);
  return page;
}

/** Who somebody is to the api. */
async function idOf(credentials: Credentials): Promise<string> {
  const answer = await api.call("GET", "/api/v1/me", { headers: credentials });
  return meSchema.parse(await answer.json()).user.id;
}

const mayRead = async (credentials: Credentials, path: string): Promise<number> =>
  (await api.call("GET", `/api/v1${path}`, { headers: credentials })).status;

describePages("a new installation", () => {
  test("does not say that all is well, and leads to the first place and device", async () => {
    const page = await openAs(admin, "/dlh");
    await page.getByRole("heading", { name: "Belum ada alat yang dipantau" }).waitFor();
    await look(page, "home-new");
    await page.locator("#isi").getByRole("link", { name: "Daftarkan alat" }).click();
    await page.getByRole("heading", { name: "Belum ada tempat" }).waitFor();
    await page.getByRole("link", { name: "Tambah tempat" }).click();
    await page.waitForURL("**/dlh/tempat/baru");
    await page.getByLabel("Kode kecamatan").waitFor();
    await look(page, "new-first-site");
    await page.context().close();
  });
});

describePages("the pages of accounts", () => {
  beforeAll(() => api.seed());

  test("make an account that can sign in at once, and say what is missing before", async () => {
    const page = await openAs(admin, "/dlh/akun");
    await page.getByText("1 dari 1 akun").waitFor();
    await page.getByRole("link", { name: "Tambah akun" }).click();
    const save = page.getByRole("button", { name: "Buat akun" });
    await save.click();
    await page.getByText("Isi namanya.").waitFor();
    await page.getByText("Pilih paling sedikit satu").waitFor();
    await page.locator("#account-name").fill("Petugas Melati");
    await page.locator("#account-username").fill("ADMIN");
    await page.locator("#password").fill(PASSWORD);
    await page.getByRole("button", { name: "Tambah tempat tugas" }).click();
    await save.click();
    await page.getByText("Pilih tempatnya.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("duty-site-0");
    await page.locator("#duty-site-0").selectOption(SITE.id);
    await look(page, "new-account");
    await save.click();
    await page.getByText(/Nama pengguna \S+ sudah dipakai/).waitFor();
    await page.locator("#account-username").fill("melati.satu");
    await save.click();
    await page.getByRole("heading", { level: 1, name: "Petugas Melati" }).waitFor();
    const own = await api.signIn("melati.satu");
    expect(await mayRead(own, `/banks/${SITE.id}/members`)).toBe(200);
    expect(await mayRead(own, "/alert-rules")).toBe(403);
    await page.context().close();
  });

  test("change what somebody may do, and end it with one more question", async () => {
    const own = await api.signIn("melati.satu");
    const page = await openAs(admin, `/dlh/akun/${await idOf(own)}`);
    await page.locator("label", { hasText: "Petugas DLH" }).last().click();
    await page.getByRole("button", { name: "Hapus tugas ini" }).click();
    await page.getByRole("button", { name: "Simpan", exact: true }).click();
    await page.getByText("Disimpan.", { exact: true }).waitFor();
    expect(await mayRead(own, "/alert-rules")).toBe(200);
    expect(await mayRead(own, `/banks/${SITE.id}/members`)).toBe(403);
    await look(page, "account");

    await page.locator("label", { hasText: "Bukan petugas DLH" }).click();
    await page.getByRole("button", { name: "Simpan", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Akhiri akses Petugas Melati?").waitFor();
    await dialog.getByRole("button", { name: "Akhiri akses" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await mayRead(own, "/alert-rules")).toBe(403);
    await page.getByRole("link", { name: "Semua akun" }).click();
    await page.getByText("Tidak boleh apa-apa").waitFor();
    await look(page, "accounts");
    await page.context().close();
  });

  test("give somebody a new password, which ends their sessions", async () => {
    const own = await api.enter("staff");
    const page = await openAs(admin, `/dlh/akun/${await idOf(own)}`);
    await page.getByRole("button", { name: "Buat kata sandi baru" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("#password").fill("pendek");
    await dialog.getByRole("button", { name: "Ganti" }).click();
    await dialog.getByText("Paling sedikit 10 karakter.").last().waitFor();
    await dialog.locator("#password").fill(NEW_PASSWORD);
    await look(page, "account-password");
    await dialog.getByRole("button", { name: "Ganti" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await mayRead(own, "/me")).toBe(401);
    expect(await mayRead(await api.signIn("dlh", NEW_PASSWORD), "/me")).toBe(200);
    expect(await page.content()).not.toContain(NEW_PASSWORD);
    await page.context().close();
  });

  test("are the administrators' alone, who do not change what they may do themselves", async () => {
    const page = await openAs(admin, `/dlh/akun/${await idOf(admin)}`);
    await page.getByText("Hak Anda sendiri diatur oleh pengelola lain.").waitFor();
    expect(await page.getByRole("button", { name: "Simpan", exact: true }).count()).toBe(0);
    await page.goto(`${api.origin}/dlh/akun/tidak-ada`);
    await page.getByRole("heading", { name: "Akun tidak ditemukan" }).waitFor();
    await page.context().close();
    const operator = await api.enter("operator");
    const other = await openAs(operator, "/dlh/akun");
    await other.getByRole("heading", { name: "Bagian ini untuk pengelola" }).waitFor();
    await other.context().close();
  });
});
