/** The formats follow Indonesian writing in both languages: the numbers are the district's. */
const LOCALE = "id-ID";
const NO_BREAK_SPACE = "\u00a0";

const cached = new Map<number, Intl.NumberFormat>();

/** `3.250,5`: a number with at most `digits` decimals (and no trailing zeros). */
export function formatNumber(value: number, digits = 0): string {
  let format = cached.get(digits);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits });
    cached.set(digits, format);
  }
  // -0.04 at one digit would read "-0".
  const text = format.format(value);
  return /^-0(,0*)?$/.test(text) ? text.slice(1) : text;
}

/** `Rp 12.500` from whole rupiah. */
export function formatRupiah(amountIdr: number): string {
  const sign = amountIdr < 0 ? "−" : "";
  return `${sign}Rp${NO_BREAK_SPACE}${formatNumber(Math.abs(amountIdr))}`;
}

/** `3,25 kg` from whole grams; always two decimals, as the scale's receipt shows it. */
export function formatMass(massG: number): string {
  const text = new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(massG / 1_000);
  return `${text}${NO_BREAK_SPACE}kg`;
}

/** `82%` from a ratio. */
export const formatPercent = (ratio: number): string => `${formatNumber(ratio * 100)}%`;
