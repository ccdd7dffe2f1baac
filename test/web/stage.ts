import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMockApi, type MockApi } from "@resik/web/dev/mock-api";
import { describe, inject } from "vitest";
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
  /**
   * With the worker that keeps the pages for a cut network. Without it by default: a browser that
   * starts anew would store all of them, which takes longer than most tests.
   */
  keepsPages?: boolean;
}

/** What every browser is like: Indonesian, and far from Pati's time zone. */
export const browserOf = (options: PageOptions, usualSize: PageOptions["size"] & object) => ({
  viewport: options.size ?? usualSize,
  colorScheme: options.scheme ?? ("light" as const),
  locale: "id-ID",
  timezoneId: "America/New_York",
  serviceWorkers: options.keepsPages === true ? ("allow" as const) : ("block" as const),
});

/** The built web before an api in miniature, and a browser to look at it. */
export interface Stage {
  api: MockApi;
  webDir: string;
  browser: Browser;
  open(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Serves the built web on a free port. */
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
    const context = options.context ?? (await browser.newContext(browserOf(options, DESKTOP)));
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

/** Puts the built web into a folder of the test's own. */
export const buildWeb = (webDir: string): Promise<void> =>
  cp(inject("builtWeb"), webDir, { recursive: true });
