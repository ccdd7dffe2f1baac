import { expect, test } from "vitest";
import { cashText } from "../bank/cash/cash-text.ts";
import { frameText } from "../bank/desk-frame/frame-text.ts";
import { historyText } from "../bank/history/history-text.ts";
import { homeText } from "../bank/home/home-text.ts";
import { listText } from "../bank/list-text.ts";
import { membersText } from "../bank/members/members-text.ts";
import { reportsText } from "../bank/reports/reports-text.ts";
import { rulesText } from "../bank/rules/rules-text.ts";
import { salesText } from "../bank/sales/sales-text.ts";
import { withdrawalsText } from "../bank/withdrawals/withdrawals-text.ts";
import { english } from "../controls/text/en.ts";
import { indonesian } from "../controls/text/id.ts";

const PAGES = {
  cash: cashText,
  controls: { id: indonesian, en: english },
  frame: frameText,
  history: historyText,
  home: homeText,
  list: listText,
  members: membersText,
  reports: reportsText,
  rules: rulesText,
  sales: salesText,
  withdrawals: withdrawalsText,
};

/** Every text by its path; those that take a value are called with a sample. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") return [[path, String(node("3", "3", 3))]];
  if (typeof node !== "object" || node === null) return [[path, ""]];
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test.each(Object.entries(PAGES))("%s has the same texts in both languages", (_page, text) => {
  const inIndonesian = texts(text.id);
  const inEnglish = texts(text.en);
  expect(inEnglish.map(([path]) => path).sort()).toEqual(inIndonesian.map(([path]) => path).sort());
  expect([...inIndonesian, ...inEnglish].filter(([, words]) => words.trim() === "")).toEqual([]);
});
