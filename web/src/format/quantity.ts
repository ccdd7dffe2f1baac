import type { Unit } from "@resik/contract/bank/quantity";
import { formatNumber } from "./number.ts";

type Language = "id" | "en";

const NO_BREAK_SPACE = "\u00a0";
const UNIT_WORD: Record<Language, Record<Unit, string>> = {
  id: { kg: "kg", litre: "liter", piece: "buah" },
  en: { kg: "kg", litre: "litres", piece: "pieces" },
};

/** `3,255 kg` from whole grams: at least two decimals, and every gram that there is. */
const formatThousandths = (amount: number): string =>
  new Intl.NumberFormat("id-ID", { minimumFractionDigits: 2, maximumFractionDigits: 3 }).format(
    amount / 1_000,
  );

/** The number alone: `3,25` of kilograms or litres, `12` of pieces. */
export const formatQuantityNumber = (amount: number, unit: Unit): string =>
  unit === "piece" ? formatNumber(amount) : formatThousandths(amount);

/** A quantity in its item's smallest part as people read it: `3,25 kg`, `1,50 liter`, `12 buah`. */
export const formatQuantity = (amount: number, unit: Unit, language: Language): string =>
  `${formatQuantityNumber(amount, unit)}${NO_BREAK_SPACE}${UNIT_WORD[language][unit]}`;

/** How one unit is called behind a price: `Rp 2.000 / kg`. */
export const unitWord = (unit: Unit, language: Language): string =>
  language === "en" && unit !== "kg" ? unit : UNIT_WORD[language][unit];
