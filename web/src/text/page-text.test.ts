import { expect, test } from "vitest";
import { english as englishAccess } from "../access/text/en.ts";
import { indonesian as indonesianAccess } from "../access/text/id.ts";
import { english as englishAgency } from "../agency/text/en.ts";
import { indonesian as indonesianAgency } from "../agency/text/id.ts";
import { english as englishAir } from "../air/text/en.ts";
import { indonesian as indonesianAir } from "../air/text/id.ts";
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
import { english as englishCompare } from "../desk/compare/text/en.ts";
import { indonesian as indonesianCompare } from "../desk/compare/text/id.ts";
import { english as englishDevices } from "../desk/devices/text/en.ts";
import { indonesian as indonesianDevices } from "../desk/devices/text/id.ts";
import { english as englishQuarantine } from "../desk/quarantine/text/en.ts";
import { indonesian as indonesianQuarantine } from "../desk/quarantine/text/id.ts";
import { english as englishRules } from "../desk/rules/text/en.ts";
import { indonesian as indonesianRules } from "../desk/rules/text/id.ts";
import { english as englishTargets } from "../desk/targets/text/en.ts";
import { indonesian as indonesianTargets } from "../desk/targets/text/id.ts";
import { alertText } from "../desk/text/alert-text.ts";
import { figuresText } from "../desk/text/figures-text.ts";
import { frameText as deskFrameText } from "../desk/text/frame-text.ts";
import { homeText as deskHomeText } from "../desk/text/home-text.ts";
import { listText as deskListText } from "../desk/text/list-text.ts";
import { mapText } from "../desk/text/map-text.ts";
import { reportText } from "../desk/text/report-text.ts";
import { taskText } from "../desk/text/task-text.ts";
import { english as englishMyReports } from "../me/report/text/en.ts";
import { indonesian as indonesianMyReports } from "../me/report/text/id.ts";
import { english as englishMe } from "../me/text/en.ts";
import { indonesian as indonesianMe } from "../me/text/id.ts";
import { english as englishOpenData } from "../open-data/text/en.ts";
import { indonesian as indonesianOpenData } from "../open-data/text/id.ts";
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
  air: { id: indonesianAir, en: englishAir },
  cash: cashText,
  deskAlerts: alertText,
  deskFigures: figuresText,
  deskFrame: deskFrameText,
  deskHome: deskHomeText,
  deskLists: deskListText,
  deskMap: mapText,
  deskReports: reportText,
  deskTasks: taskText,
  controls: { id: indonesianControls, en: englishControls },
  frame: frameText,
  history: historyText,
  home: homeText,
  list: listText,
  me: { id: indonesianMe, en: englishMe },
  myReports: { id: indonesianMyReports, en: englishMyReports },
  members: membersText,
  compare: { id: indonesianCompare, en: englishCompare },
  devices: { id: indonesianDevices, en: englishDevices },
  quarantine: { id: indonesianQuarantine, en: englishQuarantine },
  targets: { id: indonesianTargets, en: englishTargets },
  alertRules: { id: indonesianRules, en: englishRules },
  openData: { id: indonesianOpenData, en: englishOpenData },
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
