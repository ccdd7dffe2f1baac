import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issuedCardSchema } from "@resik/contract/http/bank/members";
import type { TransferView } from "@resik/contract/http/bank/transfers";
import { chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { toQrMatrix } from "../../web/src/receipt/qr-matrix.ts";
import { printReceipt } from "../receipt/receipt-printer.ts";
import { axeFindings } from "./axe-findings.ts";
import { startBankStage, type BankStage } from "./bank-stage.ts";
import { cameraFilm } from "./camera-film.ts";
import { browserOf, describePages, PHONE } from "./stage.ts";

let stage: BankStage;

beforeAll(async () => {
  stage = await startBankStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.network.restore());

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const pick = (page: Page, name: string) => button(page, new RegExp(`^${name}`)).click();

/** Opens an item's panel with the scale, and waits until what the scale says arrives there. */
async function onScale(page: Page, item: string): Promise<void> {
  await pick(page, item);
  await page.locator("input[name=way][value=scale]").check();
  await page.getByText("Taruh beban di timbangan").waitFor();
  await stage.scale.watched();
}

/** Adds a line typed by hand. */
async function type(page: Page, item: string, label: string, quantity: string): Promise<void> {
  await pick(page, item);
  // Litres and pieces have no other way than by hand.
  if (label.startsWith("Berat")) await page.locator("input[name=way][value=hand]").check();
  await page.getByLabel(label, { exact: true }).fill(quantity);
  await pick(page, "Tambah");
}

const save = (page: Page) => button(page, "Simpan setoran");
const sign = (page: Page) => page.locator(".queue-sign");
const deposits = (): Promise<TransferView[]> => stage.transfers("deposit");

/** The newest deposit, as the contract describes it. */
async function newest() {
  const transfer = (await deposits()).at(-1);
  if (transfer?.detail.kind !== "deposit") throw new Error("there is no deposit");
  return { ...transfer, detail: transfer.detail };
}

/** Cuts the network for the page and for everything behind it. */
async function cut(page: Page): Promise<void> {
  stage.network.cut();
  await page.context().setOffline(true);
}
async function restore(page: Page): Promise<void> {
  stage.network.restore();
  await page.context().setOffline(false);
}

/** Waits until the worker keeps the desk's pages. */
const warmed = async (page: Page): Promise<void> => {
  await expect
    .poll(() => page.evaluate("caches.match('/__group/bank').then(Boolean)"), {
      timeout: 60_000,
    })
    .toBe(true);
};

/** How many entries a part of the phone's own store has. */
const countKept = (page: Page, part: string): Promise<number> =>
  page.evaluate<number>(
    `new Promise((resolve) => {
      const opening = indexedDB.open("resik-desk");
      opening.onsuccess = () => {
        const counting = opening.result.transaction("${part}").objectStore("${part}").count();
        counting.onsuccess = () => {
          opening.result.close();
          resolve(counting.result);
        };
      };
    })`,
  );

/** How many lines the phone keeps of what is being weighed; the screen shows them a moment before. */
const countKeptLines = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `new Promise((resolve) => {
      const opening = indexedDB.open("resik-desk");
      opening.onsuccess = () => {
        const reading = opening.result.transaction("drafts").objectStore("drafts").getAll();
        reading.onsuccess = () => {
          opening.result.close();
          resolve(reading.result.reduce((count, { lines }) => count + lines.length, 0));
        };
      };
    })`,
  );

/** Fills the phone's queue to its bound with copies of what was sent. */
const fillQueue = (page: Page, count: number): Promise<unknown> =>
  page.evaluate(
    `new Promise((resolve) => {
      const opening = indexedDB.open("resik-desk");
      opening.onsuccess = () => {
        const write = opening.result.transaction("queue", "readwrite");
        const queue = write.objectStore("queue");
        queue.getAll().onsuccess = ({ target }) => {
          const [sent] = target.result;
          for (let index = 0; index < ${count}; index++) {
            const trouble = { atMs: 0, kind: "refused", code: "no-price", detail: "" };
            queue.put({ ...sent, id: "copy-" + index, state: "needs-person", trouble });
          }
        };
        write.oncomplete = () => {
          opening.result.close();
          resolve(null);
        };
      };
    })`,
  );

describePages("the weighing screen", () => {
  test("turns what scale and hand weighed into one deposit, to the rupiah as booked", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await pick(page, "Wati");
    await onScale(page, "Botol PET");
    await stage.scale.swing(1_200);
    await page.getByText("Belum stabil").waitFor();
    expect(await button(page, /^Tambah/).getAttribute("aria-disabled")).toBe("true");
    await stage.scale.settle(3_255);
    await page.getByText("Stabil", { exact: true }).waitFor();
    await button(page, "Tambah 3,255 kg · Rp 13.020").click();
    await type(page, "Minyak jelantah", "Isi (liter)", "2,5");
    await page.getByText("Rp 20.718").waitFor();
    await save(page).click();
    await page.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    const { detail, member } = await newest();
    expect(member?.name).toBe("Wati");
    expect(detail.lines.map(({ quantity, evidence }) => [quantity, evidence?.device])).toEqual([
      [3_255, stage.scale.device],
      [2_500, undefined],
    ]);
    const net = detail.lines.reduce((sum, { value }) => sum + (value?.netRupiah ?? 0), 0);
    expect(net).toBe(20_718);
    const receipt = page.getByRole("article", { name: "Struk" });
    expect(await receipt.innerText()).toContain("diketik");
    await page.context().close();
  });

  test("takes a stable reading once", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await pick(page, "Sari");
    await onScale(page, "Botol PET");
    await stage.scale.settle(900);
    await button(page, /^Tambah 0,90 kg/).click();
    await pick(page, "Kardus");
    await page.getByText("Hasil timbang ini sudah dipakai").waitFor();
    expect(await button(page, /^Tambah/).getAttribute("aria-disabled")).toBe("true");
    await button(page, "Barang lain").click();
    await button(page, "Hapus Botol PET").click();
    await pick(page, "Kardus");
    await button(page, /^Tambah 0,90 kg/).waitFor();
    await page.context().close();
  });

  test("five taps make one deposit", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    const before = (await deposits()).length;
    await pick(page, "Budi");
    await type(page, "Kardus", "Berat (kg)", "2");
    await save(page).evaluate((element: { click(): void }) => {
      for (let tap = 0; tap < 5; tap++) element.click();
    });
    await page.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    expect(await deposits()).toHaveLength(before + 1);
    await page.context().close();
  });

  test("keeps the draft when the tab is killed", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await pick(page, "Joko");
    await type(page, "Kardus", "Berat (kg)", "1,5");
    await page.locator(".draft-line").getByText("1,50 kg").waitFor();
    await expect.poll(() => countKeptLines(page)).toBe(1);
    const context = page.context();
    await page.close({ runBeforeUnload: false });
    const again = await stage.open({ context, path: "/bank/timbang" });
    await again.getByRole("heading", { name: "Joko" }).waitFor();
    await again.getByText("Kardus, campur").waitFor();
    await save(again).click();
    await again.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    await context.close();
  });

  test("takes no new deposit when the queue is full, and keeps what is on the screen", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    const weigh = async (): Promise<void> => {
      await pick(page, "Budi");
      await type(page, "Kardus", "Berat (kg)", "1");
      await save(page).click();
    };
    await weigh();
    await page.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    await fillQueue(page, 500);
    await button(page, "Setoran berikutnya").click();
    const before = (await deposits()).length;
    await weigh();
    await page.getByRole("alert").getByText("penuh").waitFor();
    await page.locator(".draft-line").waitFor();
    expect(await deposits()).toHaveLength(before);
    await page.context().close();
  });

  test("refuses cash without a network, with the reason", async () => {
    const page = await stage.openAs("operator", "/bank/timbang", { keepsPages: true });
    await pick(page, "Rini");
    await type(page, "Kardus", "Berat (kg)", "1");
    await page.locator(".terms summary").click();
    await page.locator("input[name=akad][value=cash]").check();
    await cut(page);
    await page.getByText("Tunai perlu internet").first().waitFor();
    await save(page).click();
    await page.locator(".save-bar [role=alert]").getByText("Tunai perlu internet").waitFor();
    expect(await sign(page).innerText()).toContain("Semua terkirim");
    await restore(page);
    await page.context().close();
  });

  test("no serious accessibility finding on the screen, in the queue or on a receipt", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await page.getByRole("list", { name: "Nasabah" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await pick(page, "Darmi");
    await page.locator(".terms summary").click();
    expect(await axeFindings(page)).toEqual([]);
    await type(page, "Kardus", "Berat (kg)", "1");
    await pick(page, "Kardus");
    expect(await axeFindings(page)).toEqual([]);
    await button(page, "Barang lain").click();
    await save(page).click();
    await page.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("Terkirim", { exact: true }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });
});

describePages("without a network", () => {
  test("opens after a restart of the browser, keeps what is weighed, and sends it once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "resik-browser-"));
    const launch = () =>
      chromium.launchPersistentContext(folder, {
        executablePath: CHROMIUM,
        args: CHROMIUM_FLAGS,
        viewport: PHONE,
        locale: "id-ID",
      });
    const first = await launch();
    const online = await stage.openAs("operator", "/bank", { context: first });
    await warmed(online);
    await online.goto(`${stage.network.url}/bank/timbang`);
    await online.getByRole("list", { name: "Nasabah" }).waitFor();
    await first.close();

    const before = (await deposits()).length;
    const second = await launch();
    stage.network.cut();
    await second.setOffline(true);
    const page = await stage.open({ context: second, path: "/bank/timbang" });
    await page.getByText("Tanpa internet").waitFor();
    await pick(page, "Wati");
    await type(page, "Kardus", "Berat (kg)", "4,2");
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await page.getByText("BELUM TERKIRIM", { exact: true }).waitFor();
    expect(await sign(page).innerText()).toContain("1 belum terkirim");
    await second.close();

    const third = await launch();
    await third.setOffline(true);
    const again = await stage.open({ context: third, path: "/bank/antrean" });
    await again.getByRole("heading", { name: "Wati" }).waitFor();
    expect(await deposits()).toHaveLength(before);
    await restore(again);
    await again.getByText("Terkirim", { exact: true }).waitFor();
    expect(await deposits()).toHaveLength(before + 1);
    await third.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("an answer that got lost counts once", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    const before = (await deposits()).length;
    await pick(page, "Sari");
    await type(page, "Kardus", "Berat (kg)", "3");
    stage.network.loseAnswers();
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await expect.poll(async () => (await deposits()).length, { timeout: 20_000 }).toBe(before + 1);
    // Left while answers are lost: the phone that comes back cannot have heard of it.
    await page.goto("about:blank");
    stage.network.restore();
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("Terkirim", { exact: true }).waitFor({ timeout: 60_000 });
    expect(await deposits()).toHaveLength(before + 1);
    await page.context().close();
  });

  test("two tabs send each deposit once, and in order", async () => {
    const page = await stage.openAs("operator", "/bank/timbang", { keepsPages: true });
    const before = (await deposits()).length;
    await page.getByRole("list", { name: "Nasabah" }).waitFor();
    await cut(page);
    for (const weight of ["1,1", "1,2", "1,3"]) {
      await pick(page, "Budi");
      await type(page, "Kardus", "Berat (kg)", weight);
      await save(page).click();
      await button(page, "Setoran berikutnya").click();
    }
    await restore(page);
    await stage.open({ context: page.context(), path: "/bank/antrean" });
    await expect
      .poll(() => sign(page).innerText(), { timeout: 30_000 })
      .toContain("Semua terkirim");
    const sent = (await deposits()).slice(before);
    const weights = sent.flatMap(({ detail }) =>
      detail.kind === "deposit" ? detail.lines.map(({ quantity }) => quantity) : [],
    );
    expect(weights).toEqual([1_100, 1_200, 1_300]);
    await page.context().close();
  });
});

describePages("a refused deposit", () => {
  test("waits for a person with the old and the new price, and is sent with the new one", async () => {
    const page = await stage.openAs("operator", "/bank/timbang", { keepsPages: true });
    await pick(page, "Joko");
    await type(page, "Rak telur", "Jumlah (buah)", "10");
    await cut(page);
    await stage.treasurer.publish({
      type: "price",
      item: "rak-telur",
      grade: "campur",
      hop: "member",
      payout: null,
      delivery: null,
      rupiahPerUnit: 200,
    });
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await page.getByText("Rp 1.350").first().waitFor();
    const before = (await deposits()).length;
    await restore(page);
    await page.getByRole("heading", { name: "Perlu diperiksa" }).waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: "Buka di antrean" }).click();
    await page.getByText("Harga lama 150 → Harga baru 200").waitFor();
    await page.getByText("Jumlah baru Rp 1.800").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await button(page, "Pakai harga baru").click();
    await page.getByText("Terkirim", { exact: true }).waitFor();
    expect(await deposits()).toHaveLength(before + 1);
    expect((await newest()).detail.lines[0]?.value?.rupiahPerUnit).toBe(200);
    await page.context().close();
  });

  test("a reading that the server does not know can wait, or be sent as typed", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await pick(page, "Rini");
    await onScale(page, "Botol PET");
    await stage.scale.settle(2_000, { isStored: false, teraUntil: "2020-01-01" });
    await page.getByText("Tera timbangan ini berakhir").waitFor();
    await button(page, /^Tambah 2,00 kg/).click();
    await page.getByText("tera lewat", { exact: true }).waitFor();
    await save(page).click();
    await page.getByRole("heading", { name: "Perlu diperiksa" }).waitFor();
    await page.getByRole("link", { name: "Buka di antrean" }).click();
    await stage.scale.store();
    await button(page, "Kirim lagi").click();
    await page.getByText("Terkirim", { exact: true }).waitFor();
    expect((await newest()).detail.lines[0]?.evidence?.device).toBe(stage.scale.device);
    await page.context().close();
  });

  test("is given up only with a reason, and stays in the list", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    const member = await stage.treasurer.member("Tono");
    await page.reload();
    await pick(page, "Tono");
    await type(page, "Kardus", "Berat (kg)", "1");
    await stage.test.call("POST", `/api/v1/banks/bsu-melati/members/${member.id}/retire`, {
      headers: stage.treasurer.headers,
    });
    await save(page).click();
    await page.getByRole("heading", { name: "Perlu diperiksa" }).waitFor();
    await page.getByRole("link", { name: "Buka di antrean" }).click();
    await page.getByText("Nasabah ini sudah tidak aktif").waitFor();
    await button(page, "Batalkan setoran ini").click();
    await button(page, "Ya, batalkan").click();
    await page.getByLabel("Alasan").fill("Salah orang");
    await button(page, "Ya, batalkan").click();
    await page.getByText("Dibatalkan", { exact: true }).waitFor();
    await page.locator(".queue-history summary").first().click();
    await page.getByText("Alasan: Salah orang").waitFor();
    await page.context().close();
  });

  test("is found in the book when somebody else sends what had arrived", async () => {
    const page = await stage.openAs("operator", "/bank/timbang", { keepsPages: true });
    const before = (await deposits()).length;
    await pick(page, "Wati");
    await type(page, "Kardus", "Berat (kg)", "8,8");
    stage.network.loseAnswers();
    await save(page).click();
    await expect.poll(async () => (await deposits()).length, { timeout: 20_000 }).toBe(before + 1);
    // A browser sends a request again by itself when its connection breaks before the answer. The
    // page leaves while answers are still lost, or its first sender may hear of it after all.
    await page.goto("about:blank");
    stage.network.restore();
    await page.context().clearCookies();
    await stage.signIn(page, "treasurer");
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("dikirim orang lain").waitFor({ timeout: 30_000 });
    await button(page, "Periksa di buku").click();
    await page.getByText("Terkirim", { exact: true }).waitFor();
    expect(await deposits()).toHaveLength(before + 1);
    await page.context().close();
  });

  test("keeps people from signing out until it is sent; then the lists leave the phone", async () => {
    const page = await stage.signInAs("operator", "/bank/timbang", { keepsPages: true });
    await page.getByRole("list", { name: "Nasabah" }).waitFor();
    await warmed(page);
    await cut(page);
    await pick(page, "Sari");
    await type(page, "Kardus", "Berat (kg)", "5,5");
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await page.getByRole("link", { name: "Lainnya" }).click();
    await button(page, "Keluar").click();
    await page.getByRole("alert").getByText("belum terkirim").waitFor();
    await restore(page);
    await expect
      .poll(() => sign(page).innerText(), { timeout: 30_000 })
      .toContain("Semua terkirim");
    await button(page, "Keluar").click();
    await page.getByText("Anda belum masuk").waitFor();
    expect(await countKept(page, "desks")).toBe(0);
    await page.context().close();
  });

  test("waits where a session ended, and goes out after the next sign-in", async () => {
    const page = await stage.openAs("operator", "/bank/timbang");
    await page.getByRole("list", { name: "Nasabah" }).waitFor();
    await pick(page, "Sari");
    await type(page, "Kardus", "Berat (kg)", "6,6");
    await page.context().clearCookies();
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await sign(page).getByText("Perlu masuk lagi").waitFor();
    await page.goto(`${stage.network.url}/bank/lainnya`);
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("Anda belum masuk").waitFor();
    await stage.signIn(page, "operator");
    await expect
      .poll(() => sign(page).innerText(), { timeout: 30_000 })
      .toContain("Semua terkirim");
    await page.context().close();
  });

  test("another bank's people see how many wait, and nothing of them", async () => {
    const page = await stage.openAs("operator", "/bank/timbang", { keepsPages: true });
    await pick(page, "Darmi");
    await type(page, "Kardus", "Berat (kg)", "7,7");
    await cut(page);
    await save(page).click();
    await page.getByRole("heading", { name: "Tersimpan di ponsel" }).waitFor();
    await page.context().clearCookies();
    await restore(page);
    await page.goto(`${stage.network.url}/masuk`);
    await stage.signIn(page, "foreignOperator");
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("1 setoran bank lain menunggu").waitFor();
    expect(await page.locator("body").innerText()).not.toContain("Darmi");
    // The agency's desk does not let them go either, and says why.
    await page.goto(`${stage.network.url}/dlh/menu`);
    await button(page, "Keluar").click();
    await page.getByRole("alert").getByText("belum terkirim").waitFor();
    expect(await page.getByRole("link", { name: "Buka antrean ponsel" }).count()).toBe(1);
    await page.context().clearCookies();
    await stage.signIn(page, "treasurer");
    await page.goto(`${stage.network.url}/bank/antrean`);
    await page.getByText("Terkirim", { exact: true }).waitFor({ timeout: 30_000 });
    await page.context().close();
  });
});

describePages("a member's card", () => {
  test("is read by the camera, without a network", async () => {
    const folder = await mkdtemp(join(tmpdir(), "resik-camera-"));
    const [member] = stage.members;
    const issued = await stage.test.call(
      "POST",
      `/api/v1/banks/bsu-melati/members/${member?.id}/card`,
      { headers: stage.treasurer.headers },
    );
    const { token } = issuedCardSchema.parse(await issued.json());
    const film = join(folder, "card.y4m");
    await writeFile(film, cameraFilm(toQrMatrix(`${stage.network.url}/masuk#${token}`)));
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...CHROMIUM_FLAGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    const context = await browser.newContext(browserOf({ keepsPages: true }, PHONE));
    const page = await stage.openAs("operator", "/bank/timbang", { context });
    await page.getByRole("list", { name: "Nasabah" }).waitFor();
    await warmed(page);
    await cut(page);
    await button(page, "Pindai kartu").click();
    await page.getByRole("heading", { name: "Sari" }).waitFor();
    await restore(page);
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describePages("receipts", () => {
  /** What the phone hands to a printer over Bluetooth, collected in the page. */
  const FAKE_BLUETOOTH = `
    globalThis.printed = [];
    const characteristic = {
      properties: { write: true, writeWithoutResponse: true },
      writeValueWithoutResponse: async (bytes) => void globalThis.printed.push(...bytes),
    };
    const service = { getCharacteristics: async () => [characteristic] };
    const server = { getPrimaryServices: async () => [service], disconnect() {} };
    const bluetooth = {
      requestDevice: async () => {
        if (globalThis.noPrinter) throw new DOMException("", "NotFoundError");
        return { gatt: { connect: async () => server } };
      },
    };
    Object.defineProperty(navigator, "bluetooth", { value: bluetooth });
  `;

  test("print over Bluetooth what stands on the screen, and say why when they cannot", async () => {
    const context = await stage.newContext();
    await context.addInitScript(FAKE_BLUETOOTH);
    const page = await stage.openAs("operator", "/bank/timbang", { context });
    await pick(page, "Sari");
    await type(page, "Kardus", "Berat (kg)", "2,5");
    await save(page).click();
    await page.getByRole("heading", { name: "Setoran tercatat" }).waitFor();
    await page.evaluate("globalThis.noPrinter = true");
    await button(page, "Printer Bluetooth").click();
    await page.getByText("Tidak ada printer yang dipilih.").waitFor();
    await page.evaluate("globalThis.noPrinter = false");
    await button(page, "Printer Bluetooth").click();
    await page.getByText("Sudah dikirim ke printer.").waitFor();
    const bytes = Uint8Array.from(await page.evaluate<number[]>("globalThis.printed"));
    const { lines, codes } = printReceipt(bytes, toQrMatrix);
    const paper = lines.map(({ text }) => text).join("\n");
    expect(paper).toContain("2,50 kg x 1.500");
    expect(paper).toMatch(/Masuk tabungan +Rp 3.375/);
    const link = page.getByRole("article").getByRole("link");
    expect(codes).toEqual([await link.getAttribute("href")]);
    await context.close();
  });

  test("open by their place in the book, print on 58 mm, and share without a name", async () => {
    const page = await stage.openAs("operator", "/bank");
    const { seq, member } = await newest();
    await page.goto(`${stage.network.url}/bank/struk/${seq}`);
    const receipt = page.getByRole("article", { name: "Struk" });
    await receipt.getByText(member?.name ?? "").waitFor();
    const share = await page.getByRole("link", { name: "WhatsApp" }).getAttribute("href");
    const message = decodeURIComponent(share ?? "");
    expect(message).toMatch(new RegExp(`^https://wa.me/\\?text=.*${stage.network.url}/cek/`, "s"));
    expect(message).not.toContain(member?.name);
    await page.emulateMedia({ media: "print" });
    const width = await receipt.evaluate((element) => element.getBoundingClientRect().width);
    // 48 mm of 58 are printable; a CSS millimetre is 96/25.4 pixels.
    expect(width).toBeLessThanOrEqual((48 * 96) / 25.4 + 1);
    expect(await page.locator(".desk-nav").isVisible()).toBe(false);
    await page.goto(`${stage.network.url}/bank/struk/999999`);
    await page.getByText("Struk tidak ditemukan").waitFor();
    await page.context().close();
  });
});
