import { isBuiltin } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { importsOf, sourceFiles, textOf } from "./tree.ts";

/** Workspaces whose code runs from its sources; the pages are bundled and dashboards generated. */
const RUNS = [
  "contract",
  "kit",
  "readings",
  "ledger",
  "broker",
  "ingest",
  "firmware-sim",
  "api",
  "cli",
];
const IS_FOR_TESTS = /\.(test|suite|fixture|check)\.ts$|\/(suite|test|test-programs|check)\//;

const running = sourceFiles().filter(
  (path) => RUNS.includes(path.split("/")[0] ?? "") && !IS_FOR_TESTS.test(path),
);

/** `hono/streaming` → `hono`, `@scope/name/entry` → `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function dependenciesOf(workspace: string): Record<string, unknown> {
  const manifest: unknown = JSON.parse(textOf(join(workspace, "package.json")));
  if (typeof manifest !== "object" || manifest === null) throw new Error(`${workspace}: no object`);
  const { dependencies } = { dependencies: {}, ...manifest };
  return dependencies;
}

it("an installation without dev dependencies has every package that running code imports", () => {
  expect(running.length).toBeGreaterThan(300);
  const missing = running.flatMap((path) => {
    const workspace = path.split("/")[0] ?? "";
    const declared = { ...dependenciesOf(workspace), [`@resik/${workspace}`]: "itself" };
    return importsOf(textOf(path))
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .filter((specifier) => !(packageOf(specifier) in declared))
      .map((specifier) => `${path}: ${specifier}`);
  });
  expect(missing).toEqual([]);
});

it("running code imports nothing that is there for tests: an image leaves it out", () => {
  const broken = running.flatMap((path) =>
    importsOf(textOf(path))
      .filter((specifier) => /\.(test|fixture)(\.ts)?$/.test(specifier))
      .map((specifier) => `${path}: ${specifier}`),
  );
  expect(broken).toEqual([]);
});
