import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describePages, DESKTOP, PHONE, type Stage, startStage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.api.mode = "ok";
});

describePages("the list of stations", () => {
  test("shows every station with its value, what needs attention first", async () => {
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".card");
    expect(await page.locator(".card").count()).toBe(15);
    expect(await page.locator(".card").first().innerText()).toContain("97%");
    expect(await page.locator(".brand-district").innerText()).toBe("Kabupaten Pati");
    await page.context().close();
  });

  test("says no echo in words and shows no level for it", async () => {
    const page = await stage.open({ size: PHONE });
    const card = page.locator('[data-device="bak-alun-02"]');
    expect(await card.innerText()).toContain("Tidak ada gema");
    expect(await card.innerText()).not.toContain("%");
    expect(await card.locator(".fill-unknown").count()).toBe(1);
    await page.context().close();
  });

  test("takes a live value in without a reload", async () => {
    const page = await stage.open({ size: DESKTOP });
    await page.waitForSelector(".connection-live");
    await page.evaluate("document.body.setAttribute('data-same-page', 'yes')");
    stage.api.publish("bak-alun-01", 0.87);
    const card = page.locator('[data-device="bak-alun-01"]');
    await card.getByText("87%").waitFor();
    expect(await card.innerText()).toContain("Hampir penuh");
    expect(await page.locator("body[data-same-page]").count()).toBe(1);
    stage.api.publish("bak-alun-01", 0.46);
    await page.context().close();
  });

  test("asks again by itself when the stream breaks, and says that it is not live", async () => {
    stage.api.mode = "no-stream";
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".connection-polling");
    stage.api.mode = "ok";
    const before = stage.api.listRequests;
    await page.evaluate("dispatchEvent(new Event('online'))");
    await expect.poll(() => stage.api.listRequests).toBeGreaterThan(before);
    await page.context().close();
  });

  test("is narrowed by search, kind and tile, and the address keeps it", async () => {
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".card");
    await page.getByRole("radio", { name: "Udara" }).check();
    await expect.poll(() => page.locator(".card").count()).toBe(5);
    await page.locator("input[type=search]").fill("juwana");
    await expect.poll(() => page.locator(".card").count()).toBe(1);
    expect(new URL(page.url()).search).toBe("?kind=air&q=juwana");
    await page.reload();
    await page.waitForSelector(".card");
    expect(await page.locator(".card").count()).toBe(1);
    await page.locator("input[type=search]").fill("tidak ada begini");
    await page.getByText("Tidak ada yang cocok").waitFor();
    await page.getByRole("button", { name: "Hapus saringan" }).last().click();
    await expect.poll(() => page.locator(".card").count()).toBe(15);
    await page.context().close();
  });

  test("fits 360 pixels on every page, in both languages, without scrolling sideways", async () => {
    const page = await stage.open({ size: PHONE });
    for (const path of [
      "/",
      "/stasiun/udara-pati",
      "/stasiun/bak-puri-01",
      "/masuk",
      "/setup?token=t",
      "/x",
    ]) {
      for (const language of ["id", "en"]) {
        await page.evaluate(`localStorage.setItem('resik.language', '${language}')`);
        await page.goto(stage.api.url + path);
        await page.waitForSelector("h1");
        const widthPx = await page.evaluate("document.documentElement.scrollWidth");
        expect({ path, language, widthPx }).toEqual({ path, language, widthPx: PHONE.width });
      }
    }
    await page.context().close();
  });

  test("every control of the list is large enough for a thumb", async () => {
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".card");
    const small = await page.evaluate(`
      [...document.querySelectorAll("button, a, select, input:not([type=radio]), .segment")]
        .filter((element) => !element.matches(".skip"))
        .map((element) => ({ name: element.className, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 48))
        .map(({ name }) => name)`);
    expect(small).toEqual([]);
    await page.context().close();
  });
});

describePages("states other than fine", () => {
  test("an empty district is an empty state, not an error", async () => {
    stage.api.mode = "empty";
    const page = await stage.open();
    await page.getByText("Belum ada stasiun").waitFor();
    expect(await page.locator("[role=alert]").count()).toBe(0);
    await page.context().close();
  });

  test("while nothing has come yet, a placeholder stands there", async () => {
    stage.api.mode = "hanging";
    const page = await stage.open();
    await page.waitForSelector(".skeleton-card");
    await page.context().close();
  });

  test("an api that is down is said in words, and the retry button works", async () => {
    stage.api.mode = "down";
    const before = stage.api.listRequests;
    const page = await stage.open({ size: PHONE });
    await page.getByText("Angka terbaru tidak bisa diambil").waitFor();
    // Once at the start and once for the stream that was refused; by itself it asks next after 10 s.
    await expect.poll(() => stage.api.listRequests).toBe(before + 2);
    stage.api.mode = "ok";
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await page.waitForSelector(".card");
    await page.context().close();
  });

  test("a lost connection keeps the numbers but says since when they are old", async () => {
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".connection-live");
    stage.api.mode = "down";
    stage.api.dropStreams();
    await page.getByText("belum yang terbaru").waitFor();
    expect(await page.locator(".card").count()).toBe(15);
    // The list answers; a stream would bring the page back before the tap does.
    stage.api.mode = "no-stream";
    await page.locator(".banner button").click();
    await page.locator(".banner").waitFor({ state: "detached" });
    await page.context().close();
  });

  test("without a network the app opens, and shows no numbers as if they were fresh", async () => {
    const page = await stage.open({ size: PHONE, keepsPages: true });
    await page.waitForSelector(".card");
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await page.reload();
    await page.waitForSelector(".card");
    await page.context().setOffline(true);
    await page.goto(`${stage.api.url}/stasiun/bak-puri-01`);
    await page.getByText("Server tidak terjangkau").waitFor();
    expect(await page.locator(".value-figure").count()).toBe(0);
    await page.context().close();
  });

  test("an unknown address says so and leads back", async () => {
    const page = await stage.open({ path: "/tidak/ada/begini" });
    await page.getByText("Halaman tidak ditemukan").waitFor();
    await page.getByText("Lihat stasiun sekarang").click();
    await page.waitForSelector(".card");
    await page.context().close();
  });
});

describePages("language and theme", () => {
  test("Bahasa Indonesia comes first; English is one tap away and stays", async () => {
    const page = await stage.open({ size: PHONE });
    await page.getByRole("heading", { name: "Stasiun sekarang" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("id");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Stations now" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Stations now" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    await page.context().close();
  });

  test("the theme follows the device until somebody chooses, and the choice stays", async () => {
    const page = await stage.open({ size: PHONE, scheme: "dark" });
    await page.waitForSelector(".card");
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await ground()).toBe("rgb(15, 22, 20)");
    await page.getByRole("button", { name: "Pakai tampilan terang" }).click();
    expect(await ground()).toBe("rgb(244, 246, 243)");
    await page.reload();
    await page.waitForSelector(".card");
    expect(await ground()).toBe("rgb(244, 246, 243)");
    await page.context().close();
  });
});
