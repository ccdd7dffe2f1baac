import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindingsInBothThemes } from "./axe-findings.ts";
import { DESKTOP, PHONE } from "./stage.ts";

const PICTURES = process.env.RESIK_TEST_PICTURES ?? "";

/**
 * Nothing of a page on a phone stands over the edge, and axe finds nothing in either theme. With a
 * folder for pictures, four of them are put there.
 */
export async function look(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  expect({ name, wide }).toEqual({ name, wide: 0 });
  expect({ name, found: await axeFindingsInBothThemes(page) }).toEqual({ name, found: [] });
  if (PICTURES === "") return;
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const size of [PHONE, DESKTOP]) {
      await page.setViewportSize(size);
      const path = join(PICTURES, `${name}-${scheme}-${size.width}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.setViewportSize(PHONE);
}
