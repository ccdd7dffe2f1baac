import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRegistry, registryPath } from "@resik/api/registry";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OK, startReceiver, type Receiver } from "../../api/src/notify/receiver.fixture.ts";
import { openAlert } from "../../api/src/registry/alerts.ts";
import { SITE, startTestApi, type Credentials, type TestApi } from "../../api/src/test/harness.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { axeFindings, axeFindingsInBothThemes } from "./axe-findings.ts";
import { putSession } from "./signed-in.ts";
import { browserOf, buildWeb, describePages, PHONE, type PageOptions } from "./stage.ts";

const SECRET = "kunci-tanda-yang-rahasia";
const PICTURES = process.env.RESIK_TEST_PICTURES ?? "";

describePages("the pages of message targets", () => {
  let folder: string;
  let api: TestApi;
  let receiver: Receiver;
  let browser: Browser;
  let admin: Credentials;
  let staff: Credentials;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resik-targets-"));
    const webDir = join(folder, "dist");
    await buildWeb(webDir);
    api = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
    await api.seed();
    [admin, staff] = [await api.enter("admin"), await api.enter("staff")];
    receiver = await startReceiver();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A page of somebody whose session began before. */
  async function openAs(
    credentials: Credentials,
    path: string,
    options: PageOptions = {},
  ): Promise<Page> {
    const context = await browser.newContext(browserOf(options, PHONE));
    await putSession(context, credentials, api.origin);
    const page = await context.newPage();
    await page.goto(api.origin + path);
    return page;
  }
  const picture = async (page: Page, name: string): Promise<void> => {
    if (PICTURES === "") return;
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  test("lead an administrator from nothing to a target that was tried, without a secret shown", async () => {
    const page = await openAs(admin, "/dlh/penerima");
    await page.getByRole("heading", { name: "Belum ada penerima" }).waitFor();
    await page.getByText("Belum ada pesan.").waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await picture(page, "targets-empty");
    await page.getByRole("link", { name: "Penerima baru" }).click();
    await page.locator("#target-kind").selectOption("webhook");
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Beri nama.").waitFor();
    await page.getByText("Alamat harus diawali").waitFor();
    await page.locator("#target-name").fill("Sistem desa");
    await page.locator("#url").fill(`${receiver.url}/kait`);
    await page.locator("#signing-key").fill(SECRET);
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByRole("heading", { level: 1, name: "Sistem desa" }).waitFor();
    expect(await page.content()).not.toContain(SECRET);
    await page.getByText("Tersimpan, tidak ditampilkan.").waitFor();

    receiver.behave({ kind: "answer", status: 401 });
    await page.getByRole("button", { name: "Kirim pesan uji" }).click();
    await page.getByText("Pesan uji tidak sampai: server menjawab 401").waitFor();
    receiver.behave(OK);
    await page.getByRole("button", { name: "Kirim pesan uji" }).click();
    await page.getByText(/Pesan uji diterima dalam/).waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await picture(page, "target");
    // Saved once more as it is shown: the kept secret still signs.
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.locator(".status-line", { hasText: "Tersimpan." }).waitFor();
    const before = receiver.received.length;
    await page.getByRole("button", { name: "Kirim pesan uji" }).click();
    await expect
      .poll(() => receiver.received[before]?.headers["resik-signature"])
      .toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    await page.context().close();
  });

  test("show every kind's form with its help, on a phone", async () => {
    const page = await openAs(admin, "/dlh/penerima/baru");
    for (const kind of ["telegram", "whatsapp", "email", "web-push", "webhook"]) {
      await page.locator("#target-kind").selectOption(kind);
      await page.locator(".targets-form .targets-help").waitFor();
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(width).toBeLessThanOrEqual(PHONE.width);
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, `target-${kind}`);
    }
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "New target" }).waitFor();
    await page.context().close();
  });

  test("tell staff how each target stands and what was sent, and let them change nothing", async () => {
    const { db, close } = openRegistry(registryPath(api.dataDir));
    const alert = { id: "alarm1", rule: "bin-hot", severity: "critical", value: 80 } as const;
    await db
      .transaction()
      .execute((trx) =>
        openAlert(trx, { ...alert, site: SITE.id, subject: "bin-01" }, systemClock.nowMs() - 5_000),
      );
    await close();
    await expect
      .poll(() => receiver.taken().at(-1), { timeout: 8_000 })
      .toMatchObject({ kind: "alerts" });
    const page = await openAs(staff, "/dlh/penerima");
    await page.getByText("Kritis: Bak panas, Alat bin-01").waitFor();
    await page.getByText("Sampai", { exact: true }).waitFor();
    await page.getByText("Berjalan").waitFor();
    await page.locator("summary", { hasText: "Isi pesan" }).click();
    await page.getByText("80 °C, sejak").waitFor();
    expect(await page.getByRole("link", { name: "Penerima baru" }).count()).toBe(0);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await picture(page, "targets-dark");
    await page.getByRole("link", { name: "Sistem desa" }).click();
    await page.getByText("Hanya administrator").waitFor();
    expect(await page.getByRole("button", { name: "Simpan" }).count()).toBe(0);
    await page.context().close();
  });

  test("show on this device what the api sends to it, with where a tap leads", async () => {
    const page = await openAs(staff, "/dlh/penerima", { keepsPages: true });
    const context = page.context();
    await context.grantPermissions(["notifications"], { origin: api.origin });
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    const devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [registration] = registrations;
        if (registration) resolve(registration.registrationId);
      });
    });
    await devtools.send("ServiceWorker.enable");
    const message = {
      id: "p1",
      title: "Bak panas",
      text: "Bak 07",
      path: "/dlh/peringatan/alarm1",
    };
    await devtools.send("ServiceWorker.deliverPushMessage", {
      origin: api.origin,
      registrationId: await registered,
      data: JSON.stringify(message),
    });
    const shown = () =>
      page.evaluate<{ title: string; body: string; tag: string; data: string }[]>(
        `navigator.serviceWorker.ready
          .then((one) => one.getNotifications())
          .then((list) => list.map(({ title, body, tag, data }) => ({ title, body, tag, data })))`,
      );
    await expect
      .poll(shown)
      .toEqual([{ title: "Bak panas", body: "Bak 07", tag: "p1", data: message.path }]);
    await context.close();
  });
});
