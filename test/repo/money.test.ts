import { expect, it } from "vitest";
import { sourceFiles, textOf } from "./tree.ts";

/** The one file that divides, with the rounding direction in its functions' names. */
const DIVIDES = "contract/src/bank/integer.ts";

/** What could bring a fraction into an amount; the formatter puts spaces around every operator. */
const FRACTIONS =
  /\s[/%*]{1,2}=?\s|\d\.\d|\d[eE]-|\bMath\.(?!max\b|min\b)|\bparseFloat\b|\btoFixed\b|\bNumber\(/;
/** Whole numbers may be multiplied: the product is asserted where it becomes an amount. */
const ALLOWED = /\s\*\s/;

const COMMENTS_AND_TEXTS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

const fractionsIn = (text: string): string[] =>
  text
    .replaceAll(COMMENTS_AND_TEXTS, "''")
    .split("\n")
    .filter((line) => FRACTIONS.test(line.replaceAll(new RegExp(ALLOWED, "g"), " ")));

it("lets no float near an amount: the ledger divides in one file alone", () => {
  const found = sourceFiles()
    .filter((path) => /^(ledger\/src|contract\/src\/bank)\//.test(path) && path !== DIVIDES)
    .filter((path) => !/\.(test|suite|fixture)\.ts$/.test(path) && !path.includes("/suite/"))
    .flatMap((path) => fractionsIn(textOf(path)).map((line) => `${path}: ${line.trim()}`));
  expect(found).toEqual([]);
});

it("finds what could bring a fraction in, and not what only looks like it", () => {
  const odd = ["a = b / 2;", "a = 0.15;", "Math.round(a)", "Number(a)", "a % b", "a /= 2;"];
  expect(odd.flatMap(fractionsIn)).toEqual(odd);
  const fine = ["a * b", "Math.max(0, a)", '"1.5 / 2"', "// 0.5", "`a / ${b}`", "rupiah(a - b)"];
  expect(fine.flatMap(fractionsIn)).toEqual([]);
});
