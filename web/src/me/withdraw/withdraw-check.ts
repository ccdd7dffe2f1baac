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
