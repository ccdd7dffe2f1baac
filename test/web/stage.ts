import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { startMockApi, type MockApi } from "@resik/web/dev/mock-api";
import { describe } from "vitest";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";

const isOptionalAndMissing = !existsSync(CHROMIUM) && process.env.CI !== "true";

/** Pages are looked at in a real Chromium: optional on a user's machine, required in CI. */
export const describePages = (name: string, define: () => void): void =>
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- both are handed on
  void describe.skipIf(isOptionalAndMissing)(name, define);

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1_280, height: 800 };

export interface PageOptions {
  path?: string;
  size?: { width: number; height: number };
  scheme?: "light" | "dark";
  /** The page keeps what it kept in this context; a new one when absent. */
  context?: BrowserContext;
}

/** The built web before an api in miniature, and a browser to look at it. */
export interface Stage {
  api: MockApi;
  webDir: string;
  browser: Browser;
  open(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the web into a folder of its own and serves it on a free port. */
export async function startStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "resik-web-"));
  const webDir = join(folder, "dist");
  await buildWeb(webDir);
  const api = await startMockApi({ port: 0, webDir });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: CHROMIUM_FLAGS,
  });

  const open = async (options: PageOptions = {}): Promise<Page> => {
    const context =
      options.context ??
      (await browser.newContext({
        viewport: options.size ?? DESKTOP,
        colorScheme: options.scheme ?? "light",
        locale: "id-ID",
        timezoneId: "America/New_York",
      }));
    const page = await context.newPage();
    await page.goto(api.url + (options.path ?? "/"));
    return page;
  };

  const close = async (): Promise<void> => {
    await browser.close();
    await api.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { api, webDir, browser, open, close };
}

/** Builds in a process of its own: the test runner's environment would make it a test build. */
export async function buildWeb(webDir: string): Promise<void> {
  const vite = join(
    dirname(createRequire(import.meta.url).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const root = join(import.meta.dirname, "../../web");
  await promisify(execFile)(
    process.execPath,
    [vite, "build", root, "--outDir", webDir, "--emptyOutDir", "--logLevel", "error"],
    { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
  );
}
