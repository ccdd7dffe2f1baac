import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importedFolder, importsOf, ROOT, sourceFiles, textOf } from "./tree.ts";

/** docs/architecture.md: what a folder may import besides itself. */
const ALLOWED: Record<string, readonly string[]> = {
  contract: [],
  kit: [],
  "firmware-sim": ["contract", "kit"],
  broker: ["contract", "kit"],
  readings: ["contract", "kit"],
  ledger: ["contract", "kit"],
  ingest: ["contract", "kit", "readings"],
  api: ["contract", "kit", "readings", "ledger"],
  web: ["contract"],
  dashboards: ["contract"],
  cli: ["contract", "kit", "readings", "ledger", "broker", "ingest", "api", "firmware-sim"],
  // What runs in the image beside the programs; it has no packages.
  docker: [],
  test: [
    "contract",
    "kit",
    "readings",
    "ledger",
    "broker",
    "ingest",
    "api",
    "firmware-sim",
    "cli",
    "web",
    "bench",
    "dashboards",
  ],
  bench: [
    "contract",
    "kit",
    "readings",
    "ledger",
    "broker",
    "ingest",
    "api",
    "firmware-sim",
    "cli",
  ],
};

/** Folders at the top that hold no program text of ours. */
const WITHOUT_SOURCES = new Set(["docs", "node_modules", "data", "changelog.d"]);

const topFolder = (path: string): string => path.split("/")[0] ?? "";

describe("the import table", () => {
  it("names every top folder", () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name)
      .filter((name) => !WITHOUT_SOURCES.has(name));
    expect(folders.filter((name) => !(name in ALLOWED))).toEqual([]);
  });

  it("holds for every import in the tree", () => {
    const broken = sourceFiles().flatMap((path) => {
      const folder = topFolder(path);
      const allowed = ALLOWED[folder];
      if (!allowed) return [];
      return importsOf(textOf(path)).flatMap((specifier) => {
        const target = importedFolder(path, specifier);
        if (target === null || target === folder || allowed.includes(target)) return [];
        return [
          `${path} imports ${specifier}: ${folder}/ may import ${allowed.join(", ") || "nothing of ours"}`,
        ];
      });
    });
    expect(broken).toEqual([]);
  });

  it("lets workspaces meet at package entries only, never by a relative path", () => {
    const broken = sourceFiles().flatMap((path) =>
      importsOf(textOf(path))
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => importedFolder(path, specifier) !== topFolder(path))
        // Tests of the whole system may look at another test folder's fixtures.
        .filter(() => !["test", "bench"].includes(topFolder(path)) && path.includes("/"))
        .map((specifier) => `${path} imports ${specifier}: use the package's entry`),
    );
    expect(broken).toEqual([]);
  });

  it("keeps the broker from payload schemas: it routes bytes", () => {
    const broken = sourceFiles()
      .filter((path) => path.startsWith("broker/"))
      .filter((path) => !/\.(test|fixture)\.ts$/.test(path))
      .filter((path) =>
        importsOf(textOf(path)).some((specifier) => specifier.includes("/payload/")),
      );
    expect(broken).toEqual([]);
  });

  it("finds an import that breaks it", () => {
    const text = 'import { openInbox } from "@resik/broker/inbox";\nimport "../../api/src/api.ts";';
    const targets = importsOf(text).map((specifier) =>
      importedFolder("ingest/src/x.ts", specifier),
    );
    expect(targets).toEqual(["broker", "api"]);
  });

  it("declares in each package.json what the folder imports of ours", () => {
    const missing = Object.keys(ALLOWED).flatMap((folder) => {
      if (["test", "bench", "docker"].includes(folder)) return [];
      const manifest: unknown = JSON.parse(textOf(join(folder, "package.json")));
      const { dependencies = {}, devDependencies = {} } = manifest as Record<
        string,
        Record<string, string> | undefined
      >;
      const used = new Set(
        sourceFiles()
          .filter((path) => topFolder(path) === folder)
          .flatMap((path) => importsOf(textOf(path)))
          .filter((specifier) => specifier.startsWith("@resik/"))
          .map((specifier) => specifier.split("/").slice(0, 2).join("/"))
          .filter((name) => name !== `@resik/${folder}`),
      );
      const declared = { ...dependencies, ...devDependencies };
      return [...used].filter((name) => !(name in declared)).map((name) => `${folder}: ${name}`);
    });
    expect(missing).toEqual([]);
  });
});
