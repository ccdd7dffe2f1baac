import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
}

/** Serious and critical findings of axe on a page as `rule: element`. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Once a page: a page that was looked at in the other theme has it already.
  if (!(await page.evaluate<boolean>("'axe' in window"))) {
    const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
    // Evaluated by the test's own channel, which the page's content security policy does not bind.
    await page.evaluate(await readFile(source, "utf8"));
  }
  const result = await page.evaluate<AxeResult>("axe.run()");
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The same in the light and the dark theme, of a page that follows its device. */
export async function axeFindingsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await axeFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return found;
}
