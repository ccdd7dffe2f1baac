import {
  myReportListSchema,
  REPORT_PHOTO_BYTES_MAX,
  REPORT_PHOTO_SIDE_PX,
} from "@resik/contract/http/resident-reports";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barePhoto } from "../../api/src/tasks/photo/bare-photo.ts";
import type { Credentials } from "../../api/src/test/harness.ts";
import { makeExif, SECRET_WORDS } from "../../api/src/tasks/photo/photo.fixture.ts";
import { axeFindingsInBothThemes } from "./axe-findings.ts";
import { startCutNetwork, type CutNetwork } from "./cut-network.ts";
import { startResidentStage, type ResidentStage } from "./resident-stage.ts";
import { putSession } from "./signed-in.ts";
import { describePages, PHONE } from "./stage.ts";

const AIMED_BYTES = 150 * 1_024;
/** As the phone held upright stores it: lying, with a note that says so. */
const [STORED_WIDTH, STORED_HEIGHT, HELD_UPRIGHT] = [2_000, 1_500, 6];

let stage: ResidentStage;
let network: CutNetwork;

beforeAll(async () => {
  stage = await startResidentStage();
  network = await startCutNetwork(stage.test.api.ports.http);
});
afterAll(async () => {
  await network.close();
  await stage.close();
});

const filed = async () => {
  const { credentials: headers } = stage.sari;
  const answer = await stage.test.call("GET", "/api/v1/me/reports", { headers });
  return myReportListSchema.parse(await answer.json()).reports;
};

/** Sari's phone at the end of a network that can be cut, with her pages kept for then. */
async function openPhone(
  path: string,
  session: Credentials = stage.sari.credentials,
): Promise<Page> {
  const context = await stage.newContext({ size: PHONE, keepsPages: true });
  await putSession(context, session, network.url);
  const page = await context.newPage();
  await page.goto(network.url + path);
  await expect
    .poll(() => page.evaluate("caches.match('/__group/me').then(Boolean)"), { timeout: 60_000 })
    .toBe(true);
  return page;
}

/** A large photo with everything that a phone writes into it: place, model, how it was held. */
async function takePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate<string>(`(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [${STORED_WIDTH}, ${STORED_HEIGHT}];
    const context = canvas.getContext("2d");
    for (let y = 0, seed = 1; y < canvas.height; y += 30) {
      for (let x = 0; x < canvas.width; x += 30) {
        seed = (seed * 16807) % 2147483647;
        context.fillStyle = "hsl(" + (seed % 360) + " 60% " + (20 + (seed % 61)) + "%)";
        context.fillRect(x, y, 30, 30);
      }
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 1));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  })()`);
  const plain = Buffer.from(base64, "base64");
  const exif = makeExif(HELD_UPRIGHT);
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]);
  return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
}

/** What this phone keeps of the report that waits: the bytes of its photo. */
const photoOnPhone = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate<number[]>(`new Promise((done, fail) => {
      const opening = indexedDB.open("resik-reports");
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => {
        const db = opening.result;
        const reading = db.transaction("reports").objectStore("reports").getAll();
        reading.onsuccess = () => {
          db.close();
          done([...new Uint8Array(reading.result[0].photo.bytes)]);
        };
      };
    })`),
  );

/** How many reports this phone keeps, whoever wrote them. */
const keptReports = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((done, fail) => {
    const opening = indexedDB.open("resik-reports");
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const counting = db.transaction("reports").objectStore("reports").count();
      counting.onsuccess = () => {
        db.close();
        done(counting.result);
      };
    };
  })`);

/** Version of the desks' store on this phone; 0 before there is one. */
const deskStoreVersion = (page: Page): Promise<number> =>
  page.evaluate<number>(`indexedDB.databases().then((stores) =>
    stores.find(({ name }) => name === "resik-desk")?.version ?? 0)`);

const writeDown = async (page: Page, place: string): Promise<void> => {
  await page.getByRole("radio", { name: "Pembakaran sampah" }).check();
  await page.locator("#place").fill(place);
};
const send = (page: Page) => page.getByRole("button", { name: "Kirim laporan" }).click();

describePages("a resident's report", () => {
  test("written without a network arrives once, though the first answer is lost", async () => {
    const page = await openPhone("/saya/lapor");
    await page.locator(".report-form").waitFor();
    const photo = await takePhoto(page);
    expect(photo.includes("PonselRahasia")).toBe(true);
    expect(photo.length).toBeGreaterThan(REPORT_PHOTO_BYTES_MAX);

    await page.context().setOffline(true);
    await page.reload();
    await page.locator(".report-form").waitFor();
    await writeDown(page, "belakang pasar");
    const file = { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: photo };
    await page.locator("#photo").setInputFiles(file);
    const shown = "document.querySelector('.report-photo')?.naturalHeight";
    await expect.poll(() => page.evaluate(shown)).toBe(REPORT_PHOTO_SIDE_PX);
    await send(page);
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    const kept = await photoOnPhone(page);
    expect(kept.length).toBeLessThanOrEqual(AIMED_BYTES);
    for (const word of SECRET_WORDS) expect(kept.includes(word)).toBe(false);

    // Desk pages of an older version could not open a newer store, and so reach no deposit.
    expect(await deskStoreVersion(page)).toBeLessThanOrEqual(1);

    await page.reload();
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    await page.getByText("Belum ada jaringan.").waitFor();
    await expect.poll(() => page.evaluate(shown)).toBe(REPORT_PHOTO_SIDE_PX);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    expect(await filed()).toEqual([]);

    network.loseAnswers();
    await page.context().setOffline(false);
    await expect.poll(async () => (await filed()).length, { timeout: 15_000 }).toBe(1);
    // The phone heard nothing, so it still has the report, and sends it again.
    expect((await photoOnPhone(page)).length).toBe(kept.length);
    network.restore();
    // A phone that has a network again tries at once, whatever wait was left.
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.getByText("Diterima dinas").waitFor({ timeout: 20_000 });
    expect(await page.locator(".report-waiting").count()).toBe(0);

    const [report, ...others] = await filed();
    expect(others).toEqual([]);
    expect(report).toMatchObject({ kind: "burning", place: "belakang pasar", hasPhoto: true });
    const { credentials: headers } = stage.sari;
    const path = `/api/v1/me/reports/${report?.id}/photo`;
    const answer = await stage.test.call("GET", path, { headers });
    const arrived = Buffer.from(await answer.arrayBuffer());
    for (const word of SECRET_WORDS) expect(arrived.includes(word)).toBe(false);
    expect(barePhoto("image/jpeg", arrived)).toMatchObject({
      value: {
        width: (REPORT_PHOTO_SIDE_PX * STORED_HEIGHT) / STORED_WIDTH,
        height: REPORT_PHOTO_SIDE_PX,
      },
    });
    await page.locator(".report-photo").scrollIntoViewIfNeeded();
    await expect.poll(() => page.evaluate(shown)).toBe(REPORT_PHOTO_SIDE_PX);
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.context().close();
  });

  test("says what is missing, takes the place from the phone when asked, and can be let go", async () => {
    const page = await openPhone("/saya/lapor");
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: -6.755123456, longitude: 111.04098765 });
    await page.locator(".report-form").waitFor();
    await send(page);
    await page.getByText("Pilih salah satu dulu.").waitFor();
    await page.getByText("Isi tempatnya: lokasi HP, tulisan, atau bak.").waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await page.getByRole("radio", { name: "Bak penuh" }).check();
    await page.getByRole("button", { name: "Pakai lokasi HP saya" }).click();
    await page.getByText("Lokasi tercatat").waitFor();
    const bins = await page.locator("#bin option").allTextContents();
    expect(bins).toHaveLength(3);
    await page.locator("#photo").setInputFiles({
      name: "bukan-foto.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from("bukan foto"),
    });
    await page.getByText("Berkas ini tidak bisa dibaca sebagai foto.").waitFor();

    const before = await filed();
    await page.context().setOffline(true);
    await send(page);
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    await page.getByRole("button", { name: "Buang laporan" }).click();
    await page.getByRole("button", { name: "Ya, buang" }).click();
    await page.locator(".report-waiting").waitFor({ state: "detached" });
    await page.context().setOffline(false);
    await page.goto(`${network.url}/saya/lapor`);
    await page.locator(".report-form").waitFor();
    expect(await filed()).toEqual(before);
    await page.context().close();
  });

  test("waits on the phone until the first screen is opened again, which sends it", async () => {
    const page = await openPhone("/saya");
    await page.getByRole("link", { name: "Lapor bak penuh" }).click();
    await page.locator(".report-form").waitFor();
    await writeDown(page, "dekat jembatan");
    await page.context().setOffline(true);
    await send(page);
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    await page.goto(`${network.url}/saya`);
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    await page.context().setOffline(false);
    await page.getByText("1 laporan menunggu dikirim").waitFor({ state: "detached" });
    expect((await filed()).map(({ place }) => place)).toContain("dekat jembatan");
    await page.context().close();
  });

  test("that is not sent holds up signing out, and leaves the phone with its writer's word", async () => {
    const { member, pin } = stage.sari;
    const page = await openPhone("/saya/lapor", await stage.test.signInMember(member.number, pin));
    await page.locator(".report-form").waitFor();
    const before = await filed();
    await writeDown(page, "tepi sungai");
    // Only reports do not get through: signing out needs the network.
    await page.context().route("**/api/v1/me/reports*", (route) => route.abort());
    await send(page);
    await page.getByText("1 laporan menunggu dikirim").waitFor();
    await page.goto(`${network.url}/saya/akun`);
    const leave = page.getByRole("button", { name: "Keluar dari HP ini" });
    const dialog = page.getByRole("dialog");
    await leave.click();
    await dialog.getByText("Ada laporan yang belum terkirim").waitFor();
    expect(await axeFindingsInBothThemes(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Tetap masuk" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await keptReports(page)).toBe(1);
    await leave.click();
    await dialog.getByRole("button", { name: "Buang dan keluar" }).dblclick();
    await page.getByText("Anda belum masuk").waitFor();
    await expect.poll(() => keptReports(page)).toBe(0);
    expect(await filed()).toEqual(before);
    await page.context().close();
  });
});
