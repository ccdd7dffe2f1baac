import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Draws the PNG icons of the manifest from our own SVG marks, with the browser that tests use. */
const ICONS = [
  { from: "mark.svg", to: "icon-192.png", sizePx: 192 },
  { from: "mark.svg", to: "icon-512.png", sizePx: 512 },
  { from: "maskable.svg", to: "maskable-512.png", sizePx: 512 },
] as const;

const folder = join(import.meta.dirname, "../public/icons");
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
try {
  for (const { from, to, sizePx } of ICONS) {
    const svg = await readFile(join(folder, from), "utf8");
    const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw}</style>${svg}`);
    await writeFile(join(folder, to), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
