import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { missingStyles } from "./missing-styles.ts";

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
}

/** The rules whose verdict the theme can change; all others read the document's structure. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/**
 * Serious and critical findings of axe on a page as `rule: element`, of all rules or of some; with
 * all of them also what stands on the page without its styles.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Once a page: a page that was looked at in the other theme has it already.
  if (!(await page.evaluate<boolean>("'axe' in window"))) {
    const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
    // Evaluated by the test's own channel, which the page's content security policy does not bind.
    await page.evaluate(await readFile(source, "utf8"));
  }
  // Without what passed, of which axe would tell every element.
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
  const result = await page.evaluate<AxeResult>(`axe.run(${JSON.stringify(options)})`);
  const findings = result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return rules ? findings : [...findings, ...(await missingStyles(page))];
}

/** The same in the light and the dark theme, of a page that follows its device. */
export async function axeFindingsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await axeFindings(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axeFindings(page, RULES_OF_COLOUR);
  return [...light.map((found) => `light: ${found}`), ...dark.map((found) => `dark: ${found}`)];
}
