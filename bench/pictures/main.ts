import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { chromium, type Browser, type Page } from "playwright-core";
import { toStandardError } from "../rig/progress.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../rig/chromium.ts";

const ROOT = join(import.meta.dirname, "../..");
const OUT = join(ROOT, "docs/pictures");
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1_280, height: 900 } };
/** A chart is drawn. */
const SETTLE_MS = 3_000;
/** Air sensors of the live fleet have warmed up. */
const WARM_UP_MS = 40_000;
/** Lists go on for several screens, and at a desk one stands beside every station. */
const ONE_SCREEN = /^(stations|staff)-|-desktop-/;

interface Demo {
  url: string;
  password: string;
  stop(): Promise<void>;
}

/** The demo on free ports; its administrator signs in for the pages behind the door. */
async function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, [join(ROOT, "cli/bin/resik.mjs"), "demo"], {
    cwd: ROOT,
    env: { ...process.env, RESIK_HTTP_PORT: "0", RESIK_MQTT_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async (): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    await ended;
  };
  let out = "";
  for await (const chunk of child.stdout) {
    out += String(chunk);
    const url = /^Resik ready: (\S+)$/m.exec(out)?.[1];
    const password = /^ +admin +(\S+) /m.exec(out)?.[1];
    if (url !== undefined && password !== undefined) {
      child.stdout.resume();
      return { url, password, stop };
    }
  }
  throw new Error("the demo ended before it was ready");
}

async function take(page: Page, name: string, variant: string): Promise<void> {
  await systemClock.sleep(SETTLE_MS);
  const file = `${name}-${variant}.png`;
  await page.screenshot({ path: join(OUT, file), fullPage: !ONE_SCREEN.test(file) });
  toStandardError(`docs/pictures/${file}`);
}

async function takeAll(browser: Browser, demo: Demo): Promise<void> {
  const stations = (await (await fetch(`${demo.url}/api/v1/open/stations`)).json()) as {
    stations: { device: string; kind: string }[];
  };
  const first = (kind: string): string =>
    stations.stations.find((station) => station.kind === kind)?.device ?? "";
  const pages = {
    stations: "/",
    bin: `/stasiun/${first("bin")}?range=7d`,
    air: `/stasiun/${first("air")}?range=7d`,
    "sign-in": "/masuk",
    setup: "/setup?token=used",
    "not-found": "/tidak-ada/apa-apa",
  };
  for (const [sizeName, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ viewport, colorScheme, locale: "id-ID" });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(demo.url + path);
        await take(page, name, `${sizeName}-${colorScheme}`);
      }
      await signIn(page, demo);
      await take(page, "staff", `${sizeName}-${colorScheme}`);
      await context.close();
    }
  }
}

async function signIn(page: Page, demo: Demo): Promise<void> {
  await page.goto(`${demo.url}/masuk`);
  await page.locator('input[autocomplete="username"]').fill("admin");
  await page.locator('input[autocomplete="current-password"]').fill(demo.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL("**/petugas");
}

/** `npm run pictures`: every page of the running demo, as a phone and a desk see it. */
async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    await systemClock.sleep(WARM_UP_MS);
    await takeAll(browser, demo);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await main();
