import { productIdSchema, type TransferSeq } from "@resik/contract/bank/ids";
import { ACCOUNTS } from "@resik/ledger/account";
import { LEBARAN, REGULAR } from "./opening.ts";
import type { DemoMember } from "./people.ts";
import type { RunningBank } from "./weighing-day.ts";

const LEAST_WITHDRAWAL_RUPIAH = 20_000;

interface Asked {
  target: TransferSeq;
  approvalsNeeded: number;
}

/** Members take out some or most of their savings, as far as the cash box goes. */
export async function payOut(
  bank: RunningBank,
  takers: readonly DemoMember[],
  isLebaran: boolean,
): Promise<void> {
  const { desk } = bank;
  const wishes = await wishesOf(bank, takers, isLebaran);
  const answers = await Promise.all(
    wishes.map((wish) => desk.tryPost({ kind: "request-withdrawal", ...wish })),
  );
  // A product's term or minimum may stand against it; then the member waits.
  const asked = answers.flatMap((answer): Asked[] => {
    if (!answer.ok || answer.value.detail.kind !== "request-withdrawal") return [];
    const { approvalsNeeded } = answer.value.detail;
    return [{ target: answer.value.seq, approvalsNeeded }];
  });
  const approve = (withdrawals: readonly Asked[], by: "treasurer" | "head") =>
    withdrawals.map(({ target }) => desk.post({ kind: "approve-withdrawal", target }, by));
  await Promise.all(approve(asked, "treasurer"));
  await Promise.all(
    approve(
      asked.filter(({ approvalsNeeded }) => approvalsNeeded > 1),
      "head",
    ),
  );
  await Promise.all(asked.map(({ target }) => desk.post({ kind: "pay-withdrawal", target })));
}

async function wishesOf(
  { desk, plan }: RunningBank,
  takers: readonly DemoMember[],
  isLebaran: boolean,
) {
  let cash = await desk.balance(ACCOUNTS.cash);
  const wishes = [];
  for (const { id: member } of takers) {
    for (const product of [LEBARAN, REGULAR]) {
      const account = ACCOUNTS.savings(member, productIdSchema.parse(product));
      const part = isLebaran ? 0.9 : plan.random.between(0.3, 0.8);
      const amountRupiah = Math.floor(((await desk.balance(account)) * part) / 1_000) * 1_000;
      if (amountRupiah < LEAST_WITHDRAWAL_RUPIAH || amountRupiah > cash) continue;
      cash -= amountRupiah;
      wishes.push({ member, product, amountRupiah });
    }
  }
  return wishes;
}
