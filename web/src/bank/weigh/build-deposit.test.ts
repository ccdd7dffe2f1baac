import { createRuleBook } from "@resik/contract/bank/rule-book";
import { depositBodySchema } from "@resik/contract/http/bank/transfers";
import { expect, test } from "vitest";
import { WIRE_DESK } from "../desk/desk.fixture.ts";
import { parseDesk } from "../desk/parse-desk.ts";
import type { Desk } from "../desk/desk.ts";
import { problemOf, termsOf, toQueueItem, type DraftProblem } from "./build-deposit.ts";
import { valueDeposit } from "./deposit-value.ts";
import { newDraft, type Draft } from "./draft.ts";

function readDesk(): Desk {
  const desk = parseDesk(WIRE_DESK);
  if (desk === null) throw new Error("the fixture is no desk");
  return desk;
}
const DESK = readDesk();
const RULES = createRuleBook(DESK.rules);
const AT_MS = Date.parse("2026-11-21T02:00:00Z");
const EVIDENCE = { device: "scale-melati", boot: "boot0001", seq: 4, teraUntil: "2027-03-01" };

const draft = (change: Partial<Draft> = {}): Draft => ({
  ...newDraft({
    id: "draft-1",
    bank: "bsu-melati",
    username: "wati",
    member: "sari",
    product: "reguler",
  }),
  lines: [
    { id: "1", item: "pet", grade: "bersih", quantity: 3_255, evidence: EVIDENCE },
    { id: "2", item: "pet", grade: "bersih", quantity: 333, evidence: null },
  ],
  ...change,
});
const queueItem = (of: Draft) =>
  toQueueItem({
    draft: of,
    desk: DESK,
    rules: RULES,
    operatorName: "Wati",
    atMs: AT_MS,
    key: "k1",
  });

test("what is saved is what the contract takes, with the price version that was seen", () => {
  const { body, paper } = queueItem(draft());
  expect(depositBodySchema.parse(body)).toEqual(body);
  expect(body.lines.map(({ priceVersion, evidence }) => [priceVersion, evidence?.seq])).toEqual([
    [2, 4],
    [2, undefined],
  ]);
  expect(paper.lines.map(({ weighed }) => weighed)).toEqual(["scale", "hand"]);
});

test("amounts are the book's: half up on the line, the share rounded down", () => {
  const { paper } = queueItem(draft());
  // 3.255 × 3500 = 11392.5 and 0.333 × 3500 = 1165.5; 15 % of 11393 and of 1166.
  expect(paper.lines.map(({ grossRupiah }) => grossRupiah)).toEqual([11_393, 1_166]);
  expect(paper.shareRupiah).toBe(1_708 + 174);
  expect(paper.netRupiah).toBe(11_393 + 1_166 - 1_708 - 174);
});

test("cash has its own list, a gift has none of the bank's share", () => {
  expect(queueItem(draft({ akad: "cash" })).body.lines[0]?.priceVersion).toBe(3);
  const gift = queueItem(draft({ akad: "donation", fund: "yatim" }));
  expect(gift.paper.shareRupiah).toBe(0);
  expect(gift.body.payee).toEqual({ akad: "donation", member: "sari", fund: "yatim" });
});

test("a unit sells to its induk, by the induk's list", () => {
  const unit = draft({ member: "bsu-kenanga" });
  expect(termsOf(unit, DESK).hop).toBe("induk");
  expect(valueDeposit(RULES, termsOf(unit, DESK), unit.lines, AT_MS).lines[0]?.problem).toBe(
    "no-price",
  );
});

test("at the harvest nothing is priced, and no version is claimed", () => {
  const { body, paper } = queueItem(draft({ isAtHarvest: true }));
  expect(body.valued).toBe("at-harvest");
  expect(body.lines[0]?.priceVersion).toBeNull();
  expect([paper.netRupiah, paper.lines[0]?.grossRupiah]).toEqual([null, null]);
});

test("what cannot be saved says why", () => {
  const problem = (change: Partial<Draft>, desk = DESK, isOnline = true): DraftProblem | null => {
    const odd = draft(change);
    return problemOf(odd, valueDeposit(RULES, termsOf(odd, desk), odd.lines, AT_MS), {
      desk,
      isOnline,
    });
  };
  expect(problem({})).toBeNull();
  expect(problem({}, DESK, false)).toBeNull();
  expect(problem({ lines: [] })).toBe("no-lines");
  expect(problem({ member: null })).toBe("no-member");
  expect(problem({ product: "" })).toBe("no-product");
  expect(problem({ akad: "donation" })).toBe("no-fund");
  expect(problem({ akad: "cash" })).toBeNull();
  expect(problem({ akad: "cash" }, DESK, false)).toBe("cash-offline");
  expect(problem({ akad: "cash" }, { ...DESK, openDay: null })).toBe("cash-closed");
  const unknown = { id: "3", item: "besi", grade: "campur", quantity: 1, evidence: null };
  expect(problem({ lines: [unknown] })).toBe("line");
});

test("a bank that shares what the sale brings leaves no choice but the harvest", () => {
  const model = { kind: "of-sale", ratio: { numerator: 10, denominator: 100 } } as const;
  const rules = createRuleBook([
    ...DESK.rules,
    { seq: 9, validFromMs: AT_MS, rule: { type: "share", product: null, delivery: null, model } },
  ]);
  const valued = valueDeposit(rules, termsOf(draft(), DESK), draft().lines, AT_MS);
  expect(valued).toMatchObject({ mustWaitForHarvest: true, isAtHarvest: true, netRupiah: null });
});
