import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transferSeqSchema } from "@resik/contract/bank/ids";
import { QUANTITY_MAX } from "@resik/contract/bank/limits";
import { createRuleBook } from "@resik/contract/bank/rule-book";
import { itemRuleSchema } from "@resik/contract/bank/rule-schema";
import { READING_PAYLOADS, SEQ_MAX } from "@resik/contract/payload/reading";
import { systemClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBookFixture, depositOf } from "./book.fixture.ts";
import { depositMessages } from "./deposit-messages.ts";

let dataDir: string;
let ledger: LedgerStore;
/** A hundred lines, as many as one deposit may have. */
let full: Transfer;
let bottles: Transfer;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-messages-"));
  ledger = openLedger("sqlite:", { dataDir, clock: systemClock });
  const book = createBookFixture(ledger);
  await book.publishRules();
  full = await book.post(depositOf(Array.from({ length: 100 }, () => ["pet", 100])));
  bottles = await book.post(depositOf([["galon", 1_000_000]]));
});
afterAll(async () => {
  await ledger.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const payloadsOf = (
  transfer: Transfer,
  { gramsPerUnit = 700, bookSha256 = "a".repeat(64), reportGroup = "plastic", seq = 1 } = {},
) => {
  const item = {
    type: "item",
    item: "galon",
    name: "Galon",
    unit: "piece",
    grades: ["bersih"],
    reportGroup,
    gramsPerUnit,
    isActive: true,
  };
  const rule = itemRuleSchema.parse(item);
  const rules = createRuleBook([{ seq, validFromMs: 0, rule }]);
  return depositMessages(transfer, transfer, { bookSha256, rules }).map(({ payload }) =>
    READING_PAYLOADS.deposit.parse(JSON.parse(payload)),
  );
};

describe("deposit messages", () => {
  it("give every line of every transfer an identity of its own, also after 43 million", () => {
    const turn = Math.floor(SEQ_MAX / 100);
    const identities = [1, 2, turn - 1, turn, turn + 1, 2 * turn, 999_999_999].flatMap((seq) =>
      payloadsOf({ ...full, seq: transferSeqSchema.parse(seq) }).map(
        (payload) => `${payload.boot}/${payload.seq}`,
      ),
    );
    expect(new Set(identities).size).toBe(700);
  });

  it("are the same for the same book, and others for another one", () => {
    expect(payloadsOf(full)).toEqual(payloadsOf(full));
    expect(payloadsOf(full)[0]?.boot).not.toBe(
      payloadsOf(full, { bookSha256: "b".repeat(64) })[0]?.boot,
    );
  });

  it("name the report group that the item had at that time, and none where nobody knows", () => {
    expect(payloadsOf(bottles)[0]).toMatchObject({ item: "galon", itemGroup: "plastic" });
    const later = payloadsOf(bottles, { reportGroup: "other", seq: bottles.seq + 1 });
    expect(later[0]).not.toHaveProperty("itemGroup");
    expect(payloadsOf(full)[0]).not.toHaveProperty("itemGroup");
  });

  it("leave out a mass that nothing can have", () => {
    expect(payloadsOf(bottles, { gramsPerUnit: 1_000 })[0]).toMatchObject({ massG: QUANTITY_MAX });
    expect(payloadsOf(bottles, { gramsPerUnit: 1_001 })[0]).not.toHaveProperty("massG");
    expect(payloadsOf(bottles, { gramsPerUnit: QUANTITY_MAX })[0]).not.toHaveProperty("massG");
  });
});
