import { rupiah } from "@resik/contract/bank/money";
import { feeRoundDown } from "@resik/contract/bank/share";
import type { Balance } from "../edge/parse-account.ts";

export type WithdrawProblem = "empty" | "below-minimum" | "too-much";

/** Why this amount cannot be withdrawn now, before anybody is asked; null when it can. */
export function withdrawProblem(
  amountRupiah: number | null,
  { minimumRupiah, withdrawableRupiah }: Balance,
): WithdrawProblem | null {
  if (amountRupiah === null || amountRupiah === 0) return "empty";
  if (amountRupiah > withdrawableRupiah) return "too-much";
  return amountRupiah < minimumRupiah ? "below-minimum" : null;
}

/** Whether any amount at all can be withdrawn of these savings now. */
export const canWithdraw = ({ minimumRupiah, withdrawableRupiah }: Balance): boolean =>
  withdrawableRupiah > 0 && withdrawableRupiah >= minimumRupiah;

/**
 * What the bank keeps of this amount and what is paid in the hand, as the ledger will book it; null
 * when nothing is kept or the amount cannot be withdrawn.
 */
export function withdrawalFee(
  amountRupiah: number | null,
  balance: Balance,
): { feeRupiah: number; netRupiah: number } | null {
  const { withdrawalFeeRatio: ratio } = balance;
  if (amountRupiah === null || ratio === null) return null;
  if (withdrawProblem(amountRupiah, balance) !== null) return null;
  const feeRupiah = feeRoundDown(rupiah(amountRupiah), { kind: "at-withdrawal", ratio });
  return feeRupiah === 0 ? null : { feeRupiah, netRupiah: amountRupiah - feeRupiah };
}
