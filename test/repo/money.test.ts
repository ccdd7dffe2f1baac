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

/**
 * Where the api and the pages reckon with anything but whole amounts, and with what. No amount comes
 * out of these files but text for a screen, a sheet or a printer.
 */
const RECKONS_ELSEWHERE: Readonly<Record<string, string>> = {
  "api/src/bank/evidence.ts": "distance of two instants",
  "api/src/bank/line-mass.ts": "largest grams a unit that a sum can hold, floored",
  "api/src/bank/receipt-code.ts": "bits of a code, digits of a number",
  "api/src/bank/weighing-days.ts": "week of the month",
  "api/src/outbox/deposit-announcer.ts": "waiting times",
  "api/src/outbox/deposit-messages.ts": "places in a sequence",
  "api/src/outbox/follower.ts": "waiting times",
  "api/src/reports/sheet.ts": "kilograms of a cell, shown and never read back",
  "api/src/reports/wib-month.ts": "months of a year",
  "api/src/reports/workbook.ts": "characters that XML cannot hold",
  "api/src/routes/bank/ledger-verify.ts": "how long a proof took",
  "api/src/routes/bank/members.ts": "place in a list",
  "api/src/routes/bank/transfer-path.ts": "digits of an address",
  "web/src/agency/month-choice.ts": "halves of a year",
  "web/src/bank/bank-group.tsx": "digits of an address",
  "web/src/bank/cash/denominations.ts": "digits that were typed",
  "web/src/bank/queue/queue-machine.ts": "waiting times",
  "web/src/bank/rules/item-dialog.tsx": "digits that were typed",
  "web/src/bank/rules/products.tsx": "digits that were typed, days",
  "web/src/bank/rules/rule-draft.ts": "per cent as a ratio of whole numbers",
  "web/src/bank/use-rules.ts": "order of a list",
  "web/src/bank/weigh/code-reader.ts": "pixels of a picture",
  "web/src/bank/weigh/desk-strip.tsx": "minutes a clock is off",
  "web/src/bank/weigh/scale-state.ts": "distance of two weights",
  "web/src/controls/typed-amount.ts": "digits that were typed",
  "web/src/controls/typed-quantity.ts": "digits that were typed",
  "web/src/me/history/balance-options.ts": "height of a chart",
  "web/src/me/home/air-near.ts": "distance of two places",
  "web/src/me/me-group.tsx": "digits of an address",
  "web/src/me/report/shrink-photo.ts": "size of a photo",
  "web/src/me/report/use-location.ts": "degrees of a place",
  "web/src/receipt/escpos.ts": "dots of a code",
  "web/src/receipt/receipt-rows.ts": "a ratio as per cent on a receipt",
};
const CARRIES_MONEY =
  /^(api\/src\/(bank|reports|outbox|routes\/(bank|me|reports))|web\/src\/(bank|me|receipt|agency|controls))\//;

it("knows every file of the desk, the reports and the pages that reckons with more", () => {
  const found = sourceFiles()
    .filter((path) => CARRIES_MONEY.test(path) && !/\.(test|fixture)\.tsx?$/.test(path))
    .filter((path) => fractionsIn(textOf(path)).length > 0);
  expect(found.toSorted()).toEqual(Object.keys(RECKONS_ELSEWHERE).toSorted());
});

it("finds what could bring a fraction in, and not what only looks like it", () => {
  const odd = ["a = b / 2;", "a = 0.15;", "Math.round(a)", "Number(a)", "a % b", "a /= 2;"];
  expect(odd.flatMap(fractionsIn)).toEqual(odd);
  const fine = ["a * b", "Math.max(0, a)", '"1.5 / 2"', "// 0.5", "`a / ${b}`", "rupiah(a - b)"];
  expect(fine.flatMap(fractionsIn)).toEqual([]);
});
