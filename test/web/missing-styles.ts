import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { inject } from "vitest";

const CLASS = /\.([a-zA-Z][\w-]*)/g;

let styled: readonly string[] | null = null;

/** The classes that the styles of the built web speak of, whichever page loads them. */
function styledClasses(): readonly string[] {
  const folder = join(inject("builtWeb"), "assets");
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  const text = sheets.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  // What stands between the innermost braces is no selector.
  const selectors = text.replace(/\{[^{}]*\}/g, "{}");
  return [...new Set([...selectors.matchAll(CLASS)].flatMap(([, name]) => name ?? []))];
}

/**
 * Classes on the page that have styles in the build which this page did not load, as findings: a
 * part that leans on the styles of another page looks right only to whoever came from there.
 */
export async function missingStyles(page: Page): Promise<string[]> {
  styled ??= styledClasses();
  const names = await page.evaluate<string[]>(`(() => {
    // The api's reference is no page of this build.
    if (!document.querySelector('script[src^="/assets/"]')) return [];
    const loaded = new Set();
    const read = (rules) => {
      for (const rule of rules) {
        for (const [, name] of (rule.selectorText ?? "").matchAll(${String(CLASS)})) {
          loaded.add(name);
        }
        if (rule.cssRules) read(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) read(sheet.cssRules);
    const used = new Set();
    for (const one of document.querySelectorAll("[class]")) {
      for (const name of one.classList) used.add(name);
    }
    return ${JSON.stringify(styled)}.filter((name) => used.has(name) && !loaded.has(name));
  })()`);
  return names.map((name) => `styles of another page: .${name}`);
}
