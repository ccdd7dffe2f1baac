import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readScriptGraph } from "./script-graph.ts";
import { browserOf, PHONE, type Stage, startStage, describePages } from "./stage.ts";

const KB = 1_024;
/**
 * Compressed script that a browser has loaded when a first screen stands, by the chunks that make
 * it. Residents and visitors come with old phones and bad networks; a desk loads once a day.
 */
const FIRST_SCREENS = [
  { screen: "the stations on a phone", chunks: ["app"], bytesMax: 60 * KB },
  {
    screen: "the stations on a desk, with a chart",
    chunks: ["app", "station-detail"],
    bytesMax: 60 * KB,
  },
  { screen: "signing in", chunks: ["app", "sign-in-page"], bytesMax: 60 * KB },
  { screen: "a resident's savings", chunks: ["app", "me-group"], bytesMax: 60 * KB },
  { screen: "a resident's report", chunks: ["app", "me-group", "report-page"], bytesMax: 60 * KB },
  {
    screen: "a resident's reports and what waits",
    chunks: ["app", "me-group", "my-reports-page"],
    bytesMax: 60 * KB,
  },
  { screen: "the check of a receipt", chunks: ["app", "receipt-check-page"], bytesMax: 60 * KB },
  { screen: "the air of the district", chunks: ["app", "air-page"], bytesMax: 60 * KB },
  { screen: "the board for a public screen", chunks: ["app", "board-page"], bytesMax: 60 * KB },
  { screen: "the open waste page", chunks: ["app", "open-waste-page"], bytesMax: 60 * KB },
  {
    screen: "the bank's desk",
    chunks: ["app", "bank-group", "home-page"],
    bytesMax: 120 * KB,
  },
  { screen: "weighing", chunks: ["app", "bank-group", "weigh-page"], bytesMax: 120 * KB },
  {
    screen: "the agency's banks",
    chunks: ["app", "desk-group", "agency-banks-page"],
    bytesMax: 80 * KB,
  },
  {
    screen: "the agency's desk, without its map",
    chunks: ["app", "desk-group", "desk-home-page"],
    bytesMax: 80 * KB,
  },
];

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describePages("the built pages", () => {
  test.for(FIRST_SCREENS)("$screen: the script stays within its budget", async (first) => {
    const graph = await readScriptGraph(stage.webDir);
    const bytes = graph.weight(first.chunks);
    console.log(`${first.screen}: ${bytes} bytes gzip of ${first.bytesMax}`);
    expect(bytes).toBeGreaterThan(10 * KB);
    expect(bytes).toBeLessThan(first.bytesMax);
  });

  test("what the graph says is what a browser fetches", async () => {
    const graph = await readScriptGraph(stage.webDir);
    for (const { path, ready, chunks } of [
      { path: "/", ready: ".card", chunks: ["app"] },
      { path: "/masuk", ready: "form", chunks: ["app", "sign-in-page"] },
      { path: "/saya", ready: ".notice", chunks: ["app", "me-group"] },
      { path: "/cek", ready: "form", chunks: ["app", "receipt-check-page"] },
    ]) {
      const context = await stage.browser.newContext(browserOf({}, PHONE));
      const page = await context.newPage();
      const fetched = new Set<string>();
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (/^\/assets\/.*\.js$/.test(pathname)) fetched.add(pathname.slice("/assets/".length));
      });
      await page.goto(stage.api.url + path);
      await page.waitForSelector(ready);
      expect({ path, scripts: [...fetched].sort() }).toEqual({
        path,
        scripts: graph.loadedBy(chunks),
      });
      await context.close();
    }
  });

  test("no script carries zod", async () => {
    const folder = join(stage.webDir, "assets");
    for (const name of await readdir(folder)) {
      if (!name.endsWith(".js")) continue;
      expect(await readFile(join(folder, name), "utf8")).not.toContain("ZodError");
    }
  });

  test("pages ask nobody but their own host, and nothing breaks their policy", async () => {
    const page = await stage.open({ size: PHONE, path: "/masuk" });
    const foreign: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(stage.api.url)) foreign.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    for (const path of ["/", "/stasiun/udara-pati", "/masuk", "/setup?token=t", "/saya", "/cek"]) {
      await page.goto(stage.api.url + path);
      await page.waitForLoadState("load");
      await page.waitForSelector("h1");
    }
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("the app can be installed: manifest, icons and worker are there", async () => {
    const manifest = JSON.parse(
      await readFile(join(stage.webDir, "manifest.webmanifest"), "utf8"),
    ) as { icons: { src: string }[] };
    expect(manifest.icons.length).toBeGreaterThan(2);
    for (const { src } of manifest.icons) {
      expect((await fetch(stage.api.url + src)).headers.get("content-type")).toMatch(/^image\//);
    }
    const worker = await readFile(join(stage.webDir, "sw.js"), "utf8");
    expect(worker).toContain("/theme.js");
    expect(worker).not.toContain("__RESIK_SHELL__");
  });
});
