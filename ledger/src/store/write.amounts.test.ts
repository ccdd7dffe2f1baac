import { AMOUNT_MAX, QUANTITY_MAX } from "@resik/contract/bank/limits";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLedger } from "../open.ts";
import type { LedgerStore } from "../port.ts";
import { createDesk, deposit, line, newClock, openBank, price, type Desk } from "../suite/desk.ts";
import { tempDir } from "./temp-dir.fixture.ts";

describe("amounts beyond anything that is weighed", () => {
  let store: LedgerStore;
  let desk: Desk;
  beforeEach(async () => {
    const clock = newClock();
    store = openLedger("sqlite:", { dataDir: tempDir(), clock });
    desk = createDesk(store, clock);
    await openBank(desk, 0);
  });
  afterEach(() => store.close());

  const putIn = (amountRupiah: number) =>
    desk.done({
      kind: "move-cash",
      direction: "in",
      purpose: "capital",
      amountRupiah,
      note: "Modal",
    });

  it("leave a day that can still be closed, and fail nobody else in the commit", async () => {
    await putIn(AMOUNT_MAX);
    await putIn(1_000);
    const [closing, other] = await Promise.allSettled([
      store.post(desk.request({ kind: "close-day", countedRupiah: 0 })),
      store.post(desk.request(deposit(1_000), { bank: "bank-kenanga" })),
    ]);
    expect(other).toMatchObject({ status: "fulfilled", value: { ok: false, code: "not-found" } });
    expect(closing).toMatchObject({
      status: "fulfilled",
      value: { ok: true, value: { transfer: { detail: { bookRupiah: AMOUNT_MAX + 1_000 } } } },
    });
    expect((await store.verify()).isIntact).toBe(true);
  });

  it("are refused where an account would hold more than the books can add up", async () => {
    await desk.done({
      kind: "publish-rule",
      rule: price(1_000_000),
      validFromMs: null,
      isOutlierConfirmed: true,
    });
    const huge = deposit(1, { lines: Array.from({ length: 10 }, () => line(QUANTITY_MAX)) });
    await desk.done(huge);
    expect(await desk.refused(huge)).toBe("invalid-input");
    expect(await store.books(desk.request(huge).bank)).toMatchObject({ isClosed: true });
  });
});
