import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFiles, ROOT, sourceFiles, textOf } from "./tree.ts";

const BANNED_NAMES = /^(utils?|helpers?|common|manager|misc)\b/;
const isTest = (path: string): boolean => /\.(test|suite)\.tsx?$/.test(path);

describe("file names", () => {
  it("say what is inside", () => {
    const banned = sourceFiles().filter((path) => BANNED_NAMES.test(basename(path)));
    expect(banned).toEqual([]);
  });

  it("pair every test in a workspace with the file it tests", () => {
    const lonely = sourceFiles()
      .filter((path) => /\.test\.tsx?$/.test(path) && !/^(test|bench)\//.test(path))
      .filter((path) => {
        const whole = basename(path).replace(/\.test\.tsx?$/, "");
        // `x.fuzz.test.ts` is of `x.ts`, and `x.fixture.test.ts` of the fixture.
        const stems = [whole, whole.replace(/\.[a-z]+$/, "")];
        return !stems.some((stem) =>
          [".ts", ".tsx", ".css"].some((ending) =>
            existsSync(join(ROOT, dirname(path), `${stem}${ending}`)),
          ),
        );
      });
    expect(lonely).toEqual([]);
  });
});

describe("source text", () => {
  it("has no FIXME, and a TODO names its issue", () => {
    const marks = sourceFiles()
      .filter((path) => !path.startsWith("test/repo/"))
      .flatMap((path) =>
        textOf(path)
          .split("\n")
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(({ line }) => /\bFIXME\b/.test(line) || /\bTODO\b(?! \(#\d+\))/.test(line))
          .map(({ at }) => at),
      );
    expect(marks).toEqual([]);
  });

  it("narrows no test to itself and switches none off without a reason beside it", () => {
    const narrowed = sourceFiles()
      .filter((path) => isTest(path) && !path.startsWith("test/repo/"))
      .filter((path) => /\b(it|test|describe)\.(only|todo|fails)\b/.test(textOf(path)));
    expect(narrowed).toEqual([]);
  });

  it("has no default secret and no private key", () => {
    const leaks = projectFiles()
      .filter(
        (path) => !path.startsWith("test/repo/") && /\.(ts|tsx|mjs|ya?ml|json|env.*)$/.test(path),
      )
      .filter((path) => /BEGIN [A-Z ]*PRIVATE KEY/.test(textOf(path)));
    expect(leaks).toEqual([]);
  });

  it("keeps README under 120 lines", () => {
    expect(textOf("README.md").split("\n").length).toBeLessThan(120);
  });
});
