import type { LedgerStore } from "@resik/ledger/port";

/** The same ledger; whoever follows its journal is told after each transfer that was written. */
export const wakeOnPost = (ledger: LedgerStore, wake: () => void): LedgerStore => ({
  ...ledger,
  async post(request) {
    const posted = await ledger.post(request);
    if (posted.ok && !posted.value.isRepeat) wake();
    return posted;
  },
});
