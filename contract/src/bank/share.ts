import { multiplyRoundDown } from "./integer.ts";
import { rupiah } from "./money.ts";
import type { Rupiah } from "./money-schema.ts";
import type { ShareModel } from "./rule-schema.ts";

/**
 * The bank's part of a valued line, a whole number taken from a whole number: the fraction of a
 * rupiah always stays with the member, so the line keeps its one half-up rounding.
 */
export function shareRoundDown(grossRupiah: Rupiah, model: ShareModel): Rupiah {
  switch (model.kind) {
    case "at-deposit":
    case "of-sale":
      return rupiah(multiplyRoundDown(grossRupiah, model.ratio));
    case "none":
    case "margin":
    case "held-until-sold":
    case "at-withdrawal":
      return rupiah(0);
  }
}

/** The bank's fee on a withdrawal; rounded down like every share. */
export const feeRoundDown = (amountRupiah: Rupiah, model: ShareModel): Rupiah =>
  model.kind === "at-withdrawal" ? rupiah(multiplyRoundDown(amountRupiah, model.ratio)) : rupiah(0);
