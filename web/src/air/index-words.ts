import { formatNumber } from "../format/number.ts";
import type { AirIndex } from "./parse-ispu.ts";
import type { AirText } from "./text/use-air-text.ts";

/** `120`, or `>500` beyond the table. */
export const indexWords = (
  { index, beyondScale }: Pick<AirIndex, "index" | "beyondScale">,
  air: Pick<AirText, "beyond">,
): string => (beyondScale ? air.beyond : formatNumber(index));
