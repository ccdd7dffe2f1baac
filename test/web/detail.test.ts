import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePages, DESKTOP, PHONE, type Stage, startStage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

/** How many pixels of the chart are drawn on; its ground is transparent. */
const drawnPixels = (page: Page): Promise<number> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector(".uplot canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, index) => index % 4 === 3 && value > 128).length;
  })()`);

describePages("a station's page", () => {
  test("works from its own address on a phone and draws its chart", async () => {
    const page = await stage.open({ size: PHONE, path: "/stasiun/udara-pati?range=7d" });
    await page.getByRole("heading", { level: 1, name: "Udara Alun-alun Pati" }).waitFor();
    await page.getByText("PM2.5 terbaru (indikatif)").waitFor();
    await page.waitForSelector(".uplot canvas");
    await expect.poll(() => drawnPixels(page)).toBeGreaterThan(1_000);
    expect(await page.locator(".chart-canvas").getAttribute("aria-label")).toContain("PM2.5");
    expect(await page.locator(".card").count()).toBe(0);
    await page.context().close();
  });

  test("keeps measure and range in the address", async () => {
    const page = await stage.open({ size: PHONE, path: "/stasiun/udara-pati" });
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("radio", { name: "30 hari" }).check();
    await page.locator(".chart-controls select").selectOption("humidityRatio");
    await expect.poll(() => new URL(page.url()).search).toBe("?field=humidityRatio&range=30d");
    await page.reload();
    await page.waitForSelector(".uplot canvas");
    expect(await page.locator(".chart-controls select").inputValue()).toBe("humidityRatio");
    await page.context().close();
  });

  test("takes a range of one's own in WIB, and refuses one that ends before it begins", async () => {
    const page = await stage.open({ size: PHONE, path: "/stasiun/udara-pati" });
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("radio", { name: "Pilih sendiri" }).check();
    await page.getByLabel("Dari (WIB)").fill("2026-11-10T07:00");
    await page.getByLabel("Sampai (WIB)").fill("2026-11-09T07:00");
    await page.getByRole("button", { name: "Tampilkan" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Sampai (WIB)").fill("2026-11-11T07:00");
    await page.getByRole("button", { name: "Tampilkan" }).click();
    await expect
      .poll(() => new URL(page.url()).searchParams.get("from"))
      .toBe("2026-11-10T00:00:00.000Z");
    await page.context().close();
  });

  test("adds a live point and can be read by arrow keys", async () => {
    const page = await stage.open({ size: DESKTOP, path: "/stasiun/udara-kayen?range=1h" });
    await page.waitForSelector(".uplot canvas");
    await page.waitForSelector(".connection-live");
    stage.api.publish("udara-kayen", 77.7);
    await page.locator(".detail-value").getByText("77,7").waitFor();
    await page.locator(".chart-canvas").focus();
    // The value stands beside the chart a moment before it stands in it.
    const readNewest = async (): Promise<string | null> => {
      await page.keyboard.press("ArrowRight");
      return page.locator(".chart-readout").textContent();
    };
    await expect.poll(readNewest).toContain("77,7");
    await page.context().close();
  });

  test("offers the same points as a table", async () => {
    const page = await stage.open({ size: PHONE, path: "/stasiun/bak-puri-01" });
    await page.getByText("Tampilkan sebagai tabel").click();
    await page.waitForSelector(".table tbody tr");
    expect(await page.locator(".table tbody tr").count()).toBeGreaterThan(20);
    await page.context().close();
  });

  test("says so when there is nothing in the range, and when the station is unknown", async () => {
    const page = await stage.open({ size: PHONE, path: "/stasiun/bak-kayen-02" });
    await page.getByText("Tidak ada angka pada rentang ini").waitFor();
    await page.getByText("belum pernah mengirim angka").waitFor();
    await page.goto(`${stage.api.url}/stasiun/bak-entah`);
    await page.getByText("Stasiun tidak dikenal").waitFor();
    await page.context().close();
  });

  test("stands beside the list on a wide window", async () => {
    const page = await stage.open({ size: DESKTOP });
    await page.locator('[data-device="bak-tayu-01"]').click();
    await page.getByRole("heading", { level: 2, name: "Bak Pasar Tayu" }).waitFor();
    expect(await page.locator(".card").count()).toBe(15);
    expect(await page.locator('[aria-current="true"]').getAttribute("data-device")).toBe(
      "bak-tayu-01",
    );
    expect(new URL(page.url()).pathname).toBe("/stasiun/bak-tayu-01");
    await page.context().close();
  });

  test("is reached by keyboard alone, past the skip link", async () => {
    const page = await stage.open({ size: PHONE });
    await page.waitForSelector(".card");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate("document.activeElement.matches('.card')")) break;
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Bak Pasar Puri 1" }).waitFor();
    await page.goBack();
    await page.waitForSelector(".card");
    await page.context().close();
  });
});
