import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { generatedFiles } from "./generated.ts";

const { resolve } = createRequire(import.meta.url);
const SDK = join(dirname(resolve("@grafana/grafana-foundation-sdk/dashboard")), "index.d.ts");

/**
 * The type of a value after JSON: enums are their texts, and the marker of a query, a function, is
 * gone. The compiler checks literals for names that the type does not have, which no import of a
 * JSON file does.
 */
const AS_JSON = `
type Json<T> = T extends string ? \`\${T}\`
  : T extends (...given: never[]) => unknown ? never
  : T extends readonly (infer Each)[] ? Json<Each>[]
  : T extends object
    ? { [K in keyof T as K extends "_implementsDataqueryVariant" ? never : K]: Json<T[K]> }
  : T;
`;

/** What the SDK's `Dashboard` leaves open: a panel of each type we use, with its own options. */
const PANEL_TYPES = {
  timeseries: "timeseries",
  stat: "stat",
  table: "table",
  geomap: "geomap",
  barchart: "barchart",
  "state-timeline": "statetimeline",
} as const;

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-dashboard-types-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** What the compiler finds wrong with a text; empty when nothing is. */
function complaintsOf(text: string): string {
  const file = join(dir, "checked.ts");
  writeFileSync(file, text);
  const compiler = join(dirname(resolve("typescript/package.json")), "bin", "tsc");
  const manifest = z
    .object({ bin: z.object({ tsc: z.string() }) })
    .parse(JSON.parse(readFileSync(resolve("typescript/package.json"), "utf8")));
  const program = join(dirname(dirname(compiler)), manifest.bin.tsc);
  const options = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--ignoreConfig",
    "--target",
    "es2024",
  ];
  const modules = ["--module", "nodenext", "--types", ""];
  try {
    execFileSync(process.execPath, [program, ...options, ...modules, file], { encoding: "utf8" });
    return "";
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout;
  }
}

const imported = (module: string, name: string, as: string = name): string =>
  `import type { ${name} as ${as} } from ${JSON.stringify(SDK.replace("/dashboard/", `/${module}/`))};\n`;

const boards = () =>
  generatedFiles()
    .filter(({ path }) => path.startsWith("boards/"))
    .map(({ text }) => text);

describe("the generated dashboards", () => {
  it("are what the SDK says a Classic dashboard is", () => {
    const values = boards().map(
      (text, index) => `export const d${index}: Json<Dashboard> = ${text};`,
    );
    expect(complaintsOf(imported("dashboard", "Dashboard") + AS_JSON + values.join("\n"))).toBe("");
  });

  it("have panels whose options are those of their type", () => {
    const panelSchema = z.object({ type: z.string(), options: z.unknown().optional() });
    const panels = boards().flatMap(
      (text) => z.object({ panels: z.array(panelSchema) }).parse(JSON.parse(text)).panels,
    );
    const checked = panels.filter(({ type }) => type !== "row");
    const imports = Object.values(PANEL_TYPES).map((name) =>
      imported(name, "Options", `${name}Options`),
    );
    const values = checked.map(({ type, options }, index) => {
      const name = z.enum(Object.keys(PANEL_TYPES)).parse(type);
      const module = Object.entries(PANEL_TYPES).find(([id]) => id === name)?.[1] ?? "";
      return `export const o${index}: Json<Partial<${module}Options>> = ${JSON.stringify(options)};`;
    });
    expect(checked.length).toBeGreaterThan(60);
    expect(complaintsOf(imports.join("") + AS_JSON + values.join("\n"))).toBe("");
  });

  it("would be refused with a misspelt key, so that this looks at something", () => {
    const [first = ""] = boards();
    const misspelt = first.replace('"refresh"', '"refrehs"');
    const text = `${imported("dashboard", "Dashboard")}${AS_JSON}export const d: Json<Dashboard> = ${misspelt};`;
    expect(complaintsOf(text)).toContain("refrehs");
  });
});
