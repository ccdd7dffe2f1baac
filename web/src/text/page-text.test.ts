import { expect, test } from "vitest";
import { english as englishAccess } from "../access/text/en.ts";
import { indonesian as indonesianAccess } from "../access/text/id.ts";
import { english as englishAgency } from "../agency/text/en.ts";
import { indonesian as indonesianAgency } from "../agency/text/id.ts";
import { cashText } from "../bank/cash/cash-text.ts";
import { frameText } from "../bank/desk-frame/frame-text.ts";
import { historyText } from "../bank/history/history-text.ts";
import { homeText } from "../bank/home/home-text.ts";
import { listText } from "../bank/list-text.ts";
import { membersText } from "../bank/members/members-text.ts";
import { reportsText } from "../bank/reports/reports-text.ts";
import { rulesText } from "../bank/rules/rules-text.ts";
import { salesText } from "../bank/sales/sales-text.ts";
import { english as englishWeigh } from "../bank/weigh/text/en.ts";
import { indonesian as indonesianWeigh } from "../bank/weigh/text/id.ts";
import { withdrawalsText } from "../bank/withdrawals/withdrawals-text.ts";
import { english as englishControls } from "../controls/text/en.ts";
import { indonesian as indonesianControls } from "../controls/text/id.ts";
import { english as englishMe } from "../me/text/en.ts";
import { indonesian as indonesianMe } from "../me/text/id.ts";
import { english as englishOpenWaste } from "../open-waste/text/en.ts";
import { indonesian as indonesianOpenWaste } from "../open-waste/text/id.ts";
import { english as englishReceiptCheck } from "../receipt-check/text/en.ts";
import { indonesian as indonesianReceiptCheck } from "../receipt-check/text/id.ts";
import { english as englishReceipt } from "../receipt/text/en.ts";
import { indonesian as indonesianReceipt } from "../receipt/text/id.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

const TEXTS = {
  shell: { id: indonesian, en: english },
  access: { id: indonesianAccess, en: englishAccess },
  agency: { id: indonesianAgency, en: englishAgency },
  cash: cashText,
  controls: { id: indonesianControls, en: englishControls },
  frame: frameText,
  history: historyText,
  home: homeText,
  list: listText,
  me: { id: indonesianMe, en: englishMe },
  members: membersText,
  openWaste: { id: indonesianOpenWaste, en: englishOpenWaste },
  receipt: { id: indonesianReceipt, en: englishReceipt },
  receiptCheck: { id: indonesianReceiptCheck, en: englishReceiptCheck },
  reports: reportsText,
  rules: rulesText,
  sales: salesText,
  weigh: { id: indonesianWeigh, en: englishWeigh },
  withdrawals: withdrawalsText,
};

/** Every text by its path; those that take a value are called with a sample. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const sample = path.endsWith(".age") ? { unit: "hours", count: 3 } : "3";
    return [[path, String(node(sample, "3", "3", "3", "3"))]];
  }
  if (typeof node !== "object" || node === null) return [[path, ""]];
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test.each(Object.entries(TEXTS))("%s has the same texts in both languages", (_name, text) => {
  const inIndonesian = texts(text.id);
  const inEnglish = texts(text.en);
  expect(inEnglish.map(([path]) => path).sort()).toEqual(inIndonesian.map(([path]) => path).sort());
  expect([...inIndonesian, ...inEnglish].filter(([, words]) => words.trim() === "")).toEqual([]);
});
