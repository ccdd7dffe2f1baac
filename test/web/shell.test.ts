import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PHONE, type Stage, startStage, describePages } from "./stage.ts";

/** All script of all pages, compressed, in bytes. */
const SCRIPT_BYTES_MAX = 60 * 1_024;

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describePages("the built pages", () => {
  test("all scripts of all pages together stay under 60 KB compressed", async () => {
    const folder = join(stage.webDir, "assets");
    const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
    let bytes = 0;
    for (const name of scripts) {
      const size = gzipSync(await readFile(join(folder, name))).length;
      bytes += size;
      console.log(`${name} ${size} bytes gzip`);
    }
    console.log(`all scripts ${bytes} bytes gzip, limit ${SCRIPT_BYTES_MAX}`);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
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
    for (const path of ["/", "/stasiun/udara-pati", "/masuk", "/setup?token=t"]) {
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
