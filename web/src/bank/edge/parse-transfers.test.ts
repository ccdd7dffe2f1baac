import { detailSchema } from "@resik/contract/bank/detail";
import {
  cashListSchema,
  transferViewSchema,
  withdrawalViewSchema,
} from "@resik/contract/http/bank/transfers";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import {
  cashListPart,
  meaningPart,
  parsePosted,
  TRANSFER_KINDS,
  transferPart,
  withdrawalPart,
} from "./parse-transfers.ts";

const AT = "2026-11-21T02:00:00.000Z";
const SHARE = { version: null, model: { kind: "none" } };
const SAVINGS = { member: "m1", product: "reguler" };
const VALUE = {
  priceVersion: 2,
  rupiahPerUnit: 4_000,
  grossRupiah: 13_000,
  shareRupiah: 1_300,
  netRupiah: 11_700,
};
const LINE = { stock: "pet.bersih", unit: "kg", quantity: 3_250, evidence: null, value: VALUE };
const DEPOSIT = {
  kind: "deposit",
  payee: { akad: "saved", ...SAVINGS },
  hop: "member",
  delivery: "dropped-off",
  share: SHARE,
  lines: [LINE],
  valued: "now",
};
const SOLD = {
  stock: "pet.bersih",
  unit: "kg",
  takenQuantity: 5_000,
  soldQuantity: 4_800,
  rupiahPerUnit: 5_500,
  proceedsRupiah: 26_400,
  costRupiah: 20_000,
  shrinkageCostRupiah: 800,
};
const COUNT = { bookRupiah: 10, countedRupiah: 9, differenceRupiah: -1 };
const SETTINGS = { type: "settings", approvalLimitRupiah: 1 };

/** One of each kind, with what the pages make of its amount. */
const DETAILS: readonly [object, number | null][] = [
  [DEPOSIT, 11_700],
  [{ ...DEPOSIT, kind: "value" }, 11_700],
  [{ kind: "release", ...SAVINGS, amountRupiah: 5 }, 5],
  [
    {
      kind: "request-withdrawal",
      ...SAVINGS,
      amountRupiah: 5,
      feeRupiah: 0,
      share: SHARE,
      approvalsNeeded: 1,
    },
    5,
  ],
  [{ kind: "approve-withdrawal" }, null],
  [{ kind: "pay-withdrawal", ...SAVINGS, paidRupiah: 5 }, 5],
  [{ kind: "void-withdrawal", ...SAVINGS, reason: "batal" }, null],
  [{ kind: "sell", buyer: "jaya", hop: "collector", payment: "cash", lines: [SOLD] }, 26_400],
  [{ kind: "receive-payment", buyer: "jaya", amountRupiah: 5 }, 5],
  [{ kind: "donate", ...SAVINGS, fund: "yatim", amountRupiah: 5 }, 5],
  [{ kind: "pay-aid", fund: "yatim", amountRupiah: 5, note: "x" }, 5],
  [{ kind: "move-cash", direction: "out", purpose: "operations", amountRupiah: 5, note: "x" }, -5],
  [{ kind: "open-day", ...COUNT }, 9],
  [{ kind: "close-day", ...COUNT }, 9],
  [{ kind: "reverse", reason: "salah", costTrueUpRupiah: 0 }, null],
  [{ kind: "publish-rule", rule: SETTINGS, validFromMs: 1 }, null],
];

const transfer = (detail: object) => ({
  seq: 7,
  kind: "deposit",
  occurredAt: AT,
  recordedAt: AT,
  actorName: "Bendahara",
  member: { id: "m1", number: "0010001", name: "Sari" },
  continues: null,
  reverses: null,
  reversedBy: null,
  detail,
  sha256: "ab",
});

test("every kind of transfer is understood, with its amount", () => {
  expect(DETAILS.map(([detail]) => meaningPart(detail)?.kind)).toEqual(TRANSFER_KINDS);
  for (const [detail, amountRupiah] of DETAILS) {
    expect(detailSchema.safeParse(detail).success).toBe(true);
    expect(meaningPart(detail)?.amountRupiah).toBe(amountRupiah);
    expect(transferViewSchema.safeParse(transfer(detail)).success).toBe(true);
    expect(transferPart(transfer(detail))?.seq).toBe(7);
  }
});

test("a deposit that waits for its price has no amount yet, but a mass", () => {
  const waiting = { ...DEPOSIT, valued: "at-harvest", lines: [{ ...LINE, value: null }] };
  expect(meaningPart(waiting)).toMatchObject({
    isWaiting: true,
    amountRupiah: null,
    massG: 3_250,
    isHeld: false,
  });
  const held = { ...DEPOSIT, share: { version: 1, model: { kind: "held-until-sold" } } };
  expect(meaningPart(held)?.isHeld).toBe(true);
});

test("reasons and notes are shown as they were written", () => {
  expect(meaningPart({ kind: "reverse", reason: "salah", costTrueUpRupiah: 0 })?.note).toBe(
    "salah",
  );
  expect(meaningPart({ kind: "unheard-of" })).toBeUndefined();
  expect(parsePosted({ transfer: transfer(DEPOSIT), receipt: null })?.transfer.seq).toBe(7);
});

const WITHDRAWAL = {
  seq: 4,
  member: { id: "m1", number: "0010001", name: "Sari" },
  product: "reguler",
  amountRupiah: 5_000,
  feeRupiah: 0,
  requestedAt: AT,
  requestedBy: "desk",
  approvalsNeeded: 2,
  approvals: [{ actorName: null, at: AT }],
  isApprovedByMe: false,
  state: "requested",
  settledAt: null,
  paymentSeq: null,
};
const CASH_ROW = {
  member: { id: "m1", number: "0010001", name: "Sari" },
  product: "reguler",
  productName: "Reguler",
  toPayRupiah: 5,
  withdrawableRupiah: 6,
};
const CASES = [
  [withdrawalPart, withdrawalViewSchema, WITHDRAWAL],
  [
    cashListPart,
    cashListSchema,
    { rows: [CASH_ROW], toPayRupiah: 5, withdrawableRupiah: 6, cashRupiah: 7 },
  ],
] as const;

test("withdrawals and the cash list are read and refused as the contract does", () => {
  for (const [part, schema, sample] of CASES) {
    expect(schema.parse(sample)).toEqual(sample);
    expect(part(sample)).toEqual(sample);
    for (const bad of damaged(sample)) {
      expect({ bad, isRead: part(bad) !== undefined }).toEqual({
        bad,
        isRead: schema.safeParse(bad).success,
      });
    }
  }
});
