import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
}

/** Serious and critical findings of axe on a page as `rule: element`. */
export async function axeFindings(page: Page): Promise<string[]> {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // Evaluated by the test's own channel, which the page's content security policy does not bind.
  await page.evaluate(await readFile(source, "utf8"));
  const result = await page.evaluate<AxeResult>("axe.run()");
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
