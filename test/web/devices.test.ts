import { createRequire } from "node:module";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { connectAsync, type MqttClient } from "mqtt";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD } from "../../api/src/test/harness.ts";
import { OPERATOR, STAFF, startDeskStage, type DeskStage } from "./desk-stage.ts";
import { look } from "./look.ts";
import { describePages, PHONE } from "./stage.ts";

type Decode = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
// It belongs to the web; no package of the tests.
const decode = createRequire(new URL("../../web/package.json", import.meta.url))("jsqr") as Decode;

const PATI = { areaCode: "33.18.10", areaName: "Pati", lat: -6.756, lon: 111.038 };
const TAYU = { areaCode: "33.18.20", areaName: "Tayu", lat: -6.545, lon: 111.051 };
const SITES = [
  { id: "tps-puri", name: "TPS Pasar Puri", ...PATI },
  { id: "tps-tayu", name: "TPS Tayu", ...TAYU },
];
const DEVICES = [
  { id: "bak-puri-01", site: "tps-puri", kind: "bin", name: "Bak Pasar Puri 1" },
  { id: "udara-puri-01", site: "tps-puri", kind: "air", name: "Udara Pasar Puri" },
  { id: "bak-tayu-01", site: "tps-tayu", kind: "bin", name: "Bak Pasar Tayu" },
] as const;
const ADMINISTRATOR = { username: "kepala", name: "Tono" };
const PICTURES = process.env.RESIK_TEST_PICTURES ?? "";
/** Ingest takes what the broker has within a second or two. */
const SOON = { timeout: 10_000 };

let stage: DeskStage;
let staff: BrowserContext;
const clients: MqttClient[] = [];

beforeAll(async () => {
  stage = await startDeskStage({ sites: SITES, devices: DEVICES });
  const roles = [{ role: "administrator", site: null }];
  await stage.call("POST", "/users", { ...ADMINISTRATOR, password: PASSWORD, roles });
  staff = await stage.newContext({ size: PHONE });
  const page = await stage.openAs(STAFF.username, "/dlh/menu", { context: staff });
  await page.close();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await stage.close();
});

/** A page of the staff, on a phone. */
async function open(path: string, context = staff): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.system.httpUrl + path);
  await page.locator("h1").first().waitFor();
  return page;
}

/** It comes back when it is cut off, as firmware does: a new secret ends every session of a device. */
async function connectDevice(username: string, password: string): Promise<MqttClient> {
  const options = { username, password, clientId: username, reconnectPeriod: 200 };
  const client = await connectAsync(stage.system.mqttUrl, options);
  clients.push(client);
  return client;
}

/** The api's own answer to a new secret, whose shape its own tests check. */
async function rotate(id: string): Promise<{ mqtt: { password: string; topicPrefix: string } }> {
  const made = await stage.call("POST", `/devices/${id}/rotate`);
  return made as { mqtt: { password: string; topicPrefix: string } };
}

interface Label {
  resik: number;
  username: string;
  password: string;
  topicPrefix: string;
}

/** What a phone reads off the screen: the picture's pixels, decoded. */
async function scan(page: Page, code: Locator): Promise<Label> {
  const picture = (await code.screenshot()).toString("base64");
  const read = await page.evaluate<{
    width: number;
    height: number;
    base64: string;
  }>(`(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${picture}";
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (const byte of data) text += String.fromCharCode(byte);
    return { width, height, base64: btoa(text) };
  })()`);
  const pixels = new Uint8ClampedArray(Buffer.from(read.base64, "base64"));
  const found = decode(pixels, read.width, read.height);
  if (found === null) throw new Error("no code can be read on the screen");
  // Its parts are looked at by the test.
  return JSON.parse(found.data) as Label;
}

describePages("the device pages", () => {
  test("register a device whose code, scanned, connects it; the secret is not shown again", async () => {
    const page = await open("/dlh/perangkat");
    await page.getByText("3 dari 3 alat").waitFor();
    await page.getByRole("link", { name: "Daftarkan alat" }).click();
    await page.getByRole("button", { name: "Daftarkan" }).click();
    await page.getByText("Pilih tempatnya.").waitFor();
    await page.locator("#site").selectOption("tps-puri");
    // The first number is taken.
    await page.getByText(/Kosongkan untuk memakai bak-puri-02/).waitFor();
    await page.locator("#name").fill("Bak Pasar Puri 2");
    await page.locator("#device-id").fill("Bak Puri");
    await page.getByText("2 sampai 40 huruf kecil").waitFor();
    await page.locator("#device-id").fill("bak-tayu-01");
    await staff.grantPermissions(["geolocation", "clipboard-write"]);
    await staff.setGeolocation({ latitude: -6.75, longitude: 111.04, accuracy: 12 });
    await page.getByRole("button", { name: "Pakai letak ponsel ini" }).click();
    await page.getByText("tepat sampai kira-kira 12 m").waitFor();
    await page.locator("#depth").fill("120");
    await look(page, "new-device");
    await page.getByRole("button", { name: "Daftarkan" }).click();
    await page
      .getByText(/Kode bak-tayu-01 sudah dipakai/)
      .first()
      .waitFor();
    await page.locator("#device-id").fill("");
    await page.getByRole("button", { name: "Daftarkan" }).click();

    const code = page.getByRole("img", { name: "Kode QR berisi sandi alat bak-puri-02" });
    await code.waitFor();
    await look(page, "credentials");
    const label = await scan(page, code);
    expect(label).toMatchObject({
      resik: 1,
      username: "bak-puri-02",
      topicPrefix: "resik/v1/tps-puri/bak-puri-02/",
    });
    const device = await connectDevice(label.username, label.password);
    await page.getByRole("button", { name: "Salin: Sandi" }).click();
    await page.getByText("Sandi disalin.").waitFor();
    // A label has the code and the device's id, and no password in letters.
    await page.emulateMedia({ media: "print" });
    await code.waitFor();
    expect(await page.getByText(label.password).isVisible()).toBe(false);
    if (PICTURES !== "") await page.screenshot({ path: join(PICTURES, "label.png") });
    await page.emulateMedia({ media: "screen" });

    // Who has not stored it is held back, by a link and by the back button.
    const done = page.getByRole("button", { name: "Selesai" });
    expect(await done.isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Semua alat" }).click();
    await page.getByRole("dialog").getByText("Sandi belum disimpan?").waitFor();
    await page.getByRole("button", { name: "Kembali ke sandi" }).click();
    await page.evaluate("history.back()");
    await page.getByRole("dialog").getByText("Sandi belum disimpan?").waitFor();
    await page.getByRole("button", { name: "Kembali ke sandi" }).click();
    await page.getByRole("checkbox", { name: "Sudah saya simpan" }).check();
    await done.click();
    await page.waitForURL("**/dlh/perangkat/bak-puri-02");
    await page.getByText("bak-puri-02", { exact: true }).waitFor();
    expect(await page.content()).not.toContain(label.password);
    expect(await page.evaluate("JSON.stringify([localStorage, sessionStorage])")).not.toContain(
      label.password,
    );
    await device.endAsync();
    await page.close();
  });

  test("send settings and commands to a device, and say what it answered or that it did not", async () => {
    const page = await open("/dlh/perangkat/bak-puri-02");
    await page.getByRole("button", { name: "Ganti sandi" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ganti sandi" }).click();
    const label = await scan(page, page.getByRole("img", { name: /Kode QR/ }));
    await page.getByRole("checkbox", { name: "Sudah saya simpan" }).check();
    await page.getByRole("button", { name: "Selesai" }).click();
    const device = await connectDevice(label.username, label.password);
    const configs: unknown[] = [];
    device.on("message", (topic, payload) => {
      const told: unknown = JSON.parse(payload.toString());
      if (topic.endsWith("/config")) configs.push(told);
      if (!topic.endsWith("/command")) return;
      // The id comes from the api and is given back as it came.
      const { id, name } = told as { id: string; name: string };
      const reply =
        name === "identify" ? { id, ok: true, detail: "lampu 10 s" } : { id, ok: false };
      device.publish(`${label.topicPrefix}reply`, JSON.stringify(reply));
    });
    await device.subscribeAsync([`${label.topicPrefix}config`, `${label.topicPrefix}command`]);

    await page.locator("#interval").fill("nol");
    await page.getByRole("button", { name: "Simpan setelan" }).click();
    await page.getByText("Dari 1 detik").waitFor();
    await page.locator("#interval").fill("7,5");
    await page.locator("#near-full").fill("80");
    await page.getByRole("button", { name: "Simpan setelan" }).click();
    await page.getByText("Setelan disimpan.").waitFor();
    const wanted = { intervalS: 450, nearFullRatio: 0.8, binDepthMm: 1_200 };
    await expect.poll(() => configs.at(-1), SOON).toEqual(wanted);

    await page.getByRole("button", { name: "Kedipkan lampu" }).click();
    await page.getByText("alat menjawab sudah dikerjakan. Kata alat: lampu 10 s").waitFor();
    await page.getByRole("button", { name: "Mulai ulang" }).click();
    await page.getByText("Mulai ulang: alat menjawab tidak bisa.").waitFor();
    const head = { v: 1, boot: "alat0001", seq: 0, sampledAt: systemClock.nowMs() };
    const own = { state: "online", firmware: "resik-1.4.0", uptimeS: 7_260, rssiDbm: -64 };
    const told = JSON.stringify({ ...head, quality: "ok", ...own });
    await device.publishAsync(`${label.topicPrefix}status`, told, { qos: 1, retain: true });
    const lying = { fillRatio: 0.4, distanceMm: 720, depthMm: 1_200, tiltDeg: 64, batteryV: 2.9 };
    const reading = JSON.stringify({ ...head, seq: 1, quality: "ok", ...lying });
    await device.publishAsync(`${label.topicPrefix}bin`, reading, { qos: 1 });
    const status = page.locator(".section", { hasText: "Sambungan" });
    const isTold = async (): Promise<boolean> => {
      await page.reload();
      await status.getByText("Terakhir terdengar").waitFor();
      return (await status.textContent())?.includes("resik-1.4.0") === true;
    };
    await expect.poll(isTold, SOON).toBe(true);
    await status.getByText("2 jam 1 menit").waitFor();
    const health = page.locator(".section", { hasText: "Kesehatan" });
    const isJudged = async (): Promise<boolean> => {
      await page.reload();
      await health.getByText(/dinilai/).waitFor();
      return (await health.textContent())?.includes("Miring") === true;
    };
    await expect.poll(isJudged, SOON).toBe(true);
    await health.getByText("Bak miring atau roboh. Tegakkan").waitFor();
    await health.getByText("64°").waitFor();
    await look(page, "device-bin");
    await device.endAsync();

    // Nobody is there: the api waits its ten seconds for nothing, so the test hears it at once.
    await page.route("**/command", (route) =>
      route.fulfill({
        status: 504,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "device-silent", detail: "no reply within 10000 ms" }),
      }),
    );
    await page.getByRole("button", { name: "Kedipkan lampu" }).click();
    await page.getByText("alat tidak menjawab pada waktunya").waitFor();
    await page.close();
  });

  test("a device gets another name and position, once nothing in them is wrong", async () => {
    const page = await open("/dlh/perangkat/udara-puri-01");
    const section = page.locator(".section", { hasText: "Nama dan letak" });
    const save = section.getByRole("button", { name: "Simpan nama dan letak" });
    expect(await section.locator("#lat").inputValue()).toBe("-6,756");
    await section.locator("#device-name").fill(" ");
    await section.locator("#lat").fill("-96");
    await save.click();
    await section.getByText("Beri nama.").waitFor();
    await section.getByText("Dari -90 sampai 90").waitFor();
    await page.getByRole("link", { name: "Semua alat" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await look(page, "leave-guard");
    await dialog.getByRole("button").first().click();
    await section.locator("#device-name").fill("Udara Gerbang Pasar");
    await section.locator("#lat").fill("-6,7561");
    await look(page, "device-air");
    await save.click();
    await page.getByText("Nama dan letak disimpan.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Udara Gerbang Pasar" }).waitFor();
    // Back again; without a place it stands where its site does.
    await section.locator("#device-name").fill("Udara Pasar Puri");
    await section.locator("#lat").fill("");
    await section.locator("#lon").fill("");
    await save.click();
    await expect.poll(() => section.locator("#lat").inputValue()).toBe("-6,756");
    expect(await stage.call("GET", "/devices/udara-puri-01")).toMatchObject({
      name: "Udara Pasar Puri",
      lat: -6.756,
      lon: 111.038,
    });
    await page.close();
  });

  test("quarantined messages are read, sent again, and told to have been", async () => {
    const page = await open("/dlh/karantina");
    await page.getByRole("heading", { name: "Tidak ada yang tertahan" }).waitFor();
    await look(page, "quarantine-empty");
    const { mqtt } = await rotate("bak-puri-02");
    const device = await connectDevice("bak-puri-02", mqtt.password);
    await device.publishAsync(`${mqtt.topicPrefix}bin`, '{"v":1,"fillRatio":', { qos: 1 });
    await device.publishAsync(`${mqtt.topicPrefix}bin`, Buffer.from([0xff, 0, 0x41]), { qos: 1 });
    const rows = page.locator(".held");
    const count = async (): Promise<number> => {
      await page.reload();
      await page.locator(".held-list, .notice").first().waitFor();
      return rows.count();
    };
    await expect.poll(count, SOON).toBe(2);
    await rows.nth(1).getByText("Isinya rusak atau bukan bahasa yang dikenal").waitFor();
    await rows.nth(1).getByRole("button", { name: "Lihat isi" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText('{"v":1,"fillRatio":').waitFor();
    await look(page, "held");
    await dialog.getByRole("radio", { name: "Bita", exact: true }).check();
    await dialog.getByText(/0000 {2}7b 22 76 22/).waitFor();
    await dialog.getByRole("button", { name: "Kirim ulang" }).click();
    await page.getByText("Dikirim ulang. Bila penyebabnya").waitFor();
    await rows.nth(1).getByText("Sudah dikirim ulang").waitFor();
    // The mark stays, and nothing stands there twice.
    expect(await count()).toBe(2);
    expect(await page.getByText("Sudah dikirim ulang").count()).toBe(1);
    await rows.nth(0).getByRole("button", { name: "Lihat isi" }).click();
    await dialog.getByText("Pesan ini bukan tulisan").waitFor();
    await dialog.getByText(/ff 00 41/).waitFor();
    await dialog.getByRole("button", { name: "Tutup" }).click();
    await look(page, "quarantine");
    await page.locator("#reason").selectOption("too-large");
    await page.getByRole("heading", { name: "Tidak ada dengan alasan ini" }).waitFor();
    await page.close();
  });

  test("a foreign device gets its table, tried on a message before it is saved", async () => {
    const page = await open("/dlh/perangkat/bak-tayu-01");
    await page.locator("#format").selectOption("tasmota");
    await page.locator("#from-0").fill("SR04.Distance");
    await page.locator("#sample").fill('{"Time":"2026-11-22T10:00:00","SR04":{"Distance":40}}');
    const attempt = page.getByRole("button", { name: "Coba", exact: true });
    await attempt.click();
    await page.getByText("Isi dalamnya bak.").waitFor();
    await page.locator("#format-depth").fill("1000");
    await page.locator(".mapping-more summary").click();
    await page.locator("#scale-0").fill("10");
    await page.locator("#no-echo-0").fill("0; null");
    await page.locator("#sample").fill('{"SR04":{"Distance":40}}');
    await attempt.click();
    await page.getByText("Pesan ini akan menjadi").waitFor();
    await page.getByText(/400\smm/).waitFor();
    await look(page, "format");
    await page.locator("#sample").fill("bukan json");
    await attempt.click();
    await page.getByText(/Pesan ini akan ditahan: Isinya rusak/).waitFor();
    await page.getByRole("button", { name: "Simpan bahasa" }).click();
    await page.getByText("Bahasa disimpan.").waitFor();
    await page.getByText("resik/v1/tps-tayu/bak-tayu-01/uplink").waitFor();
    expect(await stage.call("GET", "/devices/bak-tayu-01/format")).toMatchObject({
      format: {
        format: "tasmota",
        mapping: [{ from: "SR04.Distance", channel: "bin", field: "distanceMm", scale: 10 }],
        binDepthMm: 1_000,
      },
    });
    await page.close();
  });

  test("what was held for a wrong table becomes data once the table is mended", async () => {
    const { mqtt } = await rotate("bak-tayu-01");
    const device = await connectDevice("bak-tayu-01", mqtt.password);
    await device.publishAsync(`${mqtt.topicPrefix}uplink`, '{"SR04":{"Jarak":25}}', { qos: 1 });
    const page = await open("/dlh/karantina");
    const row = page.locator(".held", { hasText: "bak-tayu-01" });
    const isHeld = async (): Promise<number> => {
      await page.reload();
      await page.locator(".held-list, .notice").first().waitFor();
      return row.count();
    };
    await expect.poll(isHeld, SOON).toBe(1);
    await row.getByRole("button", { name: "Lihat isi" }).click();
    await page.getByRole("button", { name: "Kirim ulang" }).click();
    await page.getByText("Belum bisa: dengan bahasa alat yang sekarang").waitFor();
    await page.getByRole("link", { name: "Buka alatnya" }).click();
    await page.locator("#from-0").fill("SR04.Jarak");
    await page.getByRole("button", { name: "Simpan bahasa" }).click();
    await page.getByText("Bahasa disimpan.").waitFor();
    await page.goto(`${stage.system.httpUrl}/dlh/karantina`);
    await row.getByRole("button", { name: "Lihat isi" }).click();
    await page.getByRole("button", { name: "Kirim ulang" }).click();
    await row.getByText("Sudah dikirim ulang").waitFor();
    const latest = async (): Promise<string> =>
      JSON.stringify(await stage.call("GET", "/readings/latest?device=bak-tayu-01"));
    await expect.poll(latest, SOON).toContain('"distanceMm":250');
    await page.close();
  });

  test("an administrator corrects a station; staff see it and are told why they cannot", async () => {
    const context = await stage.newContext({ size: PHONE });
    const path = "/dlh/perangkat/udara-puri-01";
    const page = await stage.openAs(ADMINISTRATOR.username, path, { context });
    await page.getByRole("button", { name: "Tambah koreksi" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("#pm25-a").fill("0,25");
    await dialog.locator("#pm25-b").fill("90");
    await dialog.getByRole("button", { name: "Tambah versi" }).click();
    await dialog.getByText("Dari 1 sampai 20.").waitFor();
    await dialog.getByText("Tuliskan dari mana angkanya").waitFor();
    await dialog.locator("#pm25-b").fill("9");
    await dialog.locator("#correction-note").fill("Berdampingan dengan AQMS, Agustus");
    await look(page, "correction");
    await dialog.getByRole("button", { name: "Tambah versi" }).click();
    await page.getByText("PM2.5: a 0,25, b 9").waitFor();
    await page.getByText("Berlaku sekarang").waitFor();
    await context.close();

    const seen = await open(path);
    await seen.getByText("Hanya administrator yang dapat menambah koreksi.").waitFor();
    await seen.getByText("PM2.5: a 0,25, b 9").waitFor();
    expect(await seen.getByRole("button", { name: "Tambah koreksi" }).count()).toBe(0);
    await look(seen, "device-air");
    await seen.getByRole("link", { name: "Peringatannya" }).click();
    await seen.getByText("Hanya tentang udara-puri-01.").waitFor();
    await seen.close();
  });

  test("are looked through by word and filter, and show operators what is theirs to see", async () => {
    const page = await open("/dlh/perangkat");
    await page.getByRole("link", { name: /Udara Pasar Puri/ }).waitFor();
    await look(page, "devices");
    await page.locator("#device-search").fill("pasar puri");
    await page.getByText("3 dari 4 alat").waitFor();
    await page.locator("summary", { hasText: "Saring" }).click();
    await page.locator("#device-kind").selectOption("air");
    await page.getByText("1 dari 4 alat").waitFor();
    await page.locator("#device-search").fill("entah");
    await page.getByRole("button", { name: "Hapus saringan" }).click();
    await page.getByText("4 dari 4 alat").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Devices" }).waitFor();
    await page.getByText("4 of 4 devices").waitFor();
    await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
    await page.close();

    const context = await stage.newContext({ size: PHONE });
    const own = await stage.openAs(OPERATOR.username, "/dlh/perangkat", { context });
    await own.getByText("3 dari 3 alat").waitFor();
    await own.getByText("Yang mengubahnya petugas DLH.").waitFor();
    await own.getByRole("link", { name: /Bak Pasar Puri 2/ }).click();
    await own.getByText("Terakhir terdengar").waitFor();
    for (const name of ["Ganti sandi", "Simpan setelan", "Kedipkan lampu", "Diamkan"]) {
      expect(await own.getByRole("button", { name }).count()).toBe(0);
    }
    await own.goto(`${stage.system.httpUrl}/dlh/perangkat/bak-tayu-01`);
    await own.getByRole("heading", { name: "Alat ini bukan di tempat Anda" }).waitFor();
    await own.goto(`${stage.system.httpUrl}/dlh/perangkat/baru`);
    await own.getByText("Yang mengubahnya petugas DLH.").waitFor();
    await context.close();
  });

  test("silence a device, and end its use for good", async () => {
    const page = await open("/dlh/perangkat/bak-tayu-01");
    await page.getByRole("button", { name: "Diamkan" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Diamkan" }).click();
    await dialog.getByText("Tuliskan alasannya.").waitFor();
    await dialog.locator("#mute-reason").fill("Pasar direnovasi");
    await dialog.getByRole("button", { name: "Diamkan" }).click();
    await page.getByText(/Didiamkan sampai/).waitFor();
    await page.getByRole("button", { name: "Hentikan pemakaian" }).click();
    await dialog.getByRole("button", { name: "Hentikan pemakaian" }).click();
    await page.getByText(/Tidak dipakai lagi sejak/).waitFor();
    expect(await page.getByRole("button", { name: "Ganti sandi" }).count()).toBe(0);
    await page.goto(`${stage.system.httpUrl}/dlh/perangkat?lama=ya`);
    await page.getByText("Tidak dipakai", { exact: true }).waitFor();
    await page.close();
  });
});

describePages("the pages of places", () => {
  test("add a place that a device is registered at, and give it another name and point", async () => {
    const page = await open("/dlh/tempat");
    await page.getByText("2 dari 2 tempat").waitFor();
    await page.getByRole("link", { name: "Tambah tempat" }).click();
    const save = page.getByRole("button", { name: "Simpan tempat" });
    await save.click();
    await page.getByText("Beri nama.").waitFor();
    await page.getByText("Pilih kecamatannya.").waitFor();
    await page.getByText("Dari -90 sampai 90").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("site-name");
    await page.locator("#site-name").fill("TPS Tayu");
    await page.getByText(/Kosongkan untuk memakai tps-tayu-2/).waitFor();
    await page.locator("#site-id").fill("tps-tayu");
    await page.locator("#area").selectOption({ label: "Kecamatan lain" });
    await page.locator("#area-name").fill("Winong");
    await page.locator("#area-code").fill("33.18.08");
    await page.locator("#lat").fill("-6,83");
    await page.locator("#lon").fill("111,1");
    await look(page, "new-site");
    await save.click();
    await page.getByText("Kode tps-tayu sudah dipakai. Pilih kode lain.").waitFor();
    await page.locator("#site-id").fill("");
    await page.locator("#site-name").fill("TPS Pasar Winong");
    await save.click();
    await page.waitForURL("**/dlh/tempat/tps-pasar-winong");
    await page.getByRole("heading", { level: 1, name: "TPS Pasar Winong" }).waitFor();
    await look(page, "site");

    await page.getByRole("link", { name: "Daftarkan alat di sini" }).click();
    await page.getByText(/Kosongkan untuk memakai bak-pasar-winong-01/).waitFor();
    expect(await page.locator("#site").inputValue()).toBe("tps-pasar-winong");
    await page.goBack();
    const device = {
      id: "bak-winong-01",
      site: "tps-pasar-winong",
      kind: "bin",
      name: "Bak Winong",
    };
    await stage.call("POST", "/devices", device);

    await page.locator("#site-name").fill("TPS Winong");
    await page.locator("#lat").fill("-6,84");
    await page.getByRole("button", { name: "Simpan", exact: true }).click();
    // The word for the first save may still stand there; the name comes with this one.
    await page.getByRole("heading", { level: 1, name: "TPS Winong", exact: true }).waitFor();
    await page.getByRole("link", { name: "Semua tempat" }).click();
    await page.getByText("3 dari 3 tempat").waitFor();
    await page.locator("#site-search").fill("winong");
    await page.getByText("1 dari 3 tempat").waitFor();
    await look(page, "sites");
    await page.goto(`${stage.system.httpUrl}/dlh/perangkat/bak-winong-01`);
    await page.getByText("TPS Winong").first().waitFor();
    expect(await page.locator("#lat").inputValue()).toBe("-6,84");
    await page.close();
  });

  test("ask before what was typed is lost", async () => {
    const page = await open("/dlh/tempat/tps-tayu");
    await page.locator("#site-name").fill("TPS Tayu Kulon");
    await page.getByRole("link", { name: "Semua tempat" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await dialog.getByRole("button").first().click();
    expect(await page.locator("#site-name").inputValue()).toBe("TPS Tayu Kulon");
    await page.close();
  });

  test("are the agency's alone, and say what is not there", async () => {
    const page = await open("/dlh/tempat/tidak-ada");
    await page.getByRole("heading", { name: "Tempat tidak ditemukan" }).waitFor();
    await page.close();
    const context = await stage.newContext({ size: PHONE });
    const own = await stage.openAs(OPERATOR.username, "/dlh/tempat", { context });
    await own.getByRole("heading", { level: 1 }).waitFor();
    expect(await own.getByRole("link", { name: "Tambah tempat" }).count()).toBe(0);
    await context.close();
  });
});
