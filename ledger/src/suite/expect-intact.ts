import { expect } from "vitest";
import type { BankId } from "@resik/contract/bank/ids";
import type { LedgerStore } from "../port.ts";
import { BANK } from "./desk.ts";

/** Book closed and proof clean. */
export async function expectIntact(store: LedgerStore, bank: BankId = BANK): Promise<void> {
  expect(await store.verify(bank)).toMatchObject({ isIntact: true, broken: [] });
  expect(await store.books(bank)).toMatchObject({ isClosed: true });
}
