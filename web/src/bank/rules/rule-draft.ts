import { fromInputText } from "../../format/time.ts";

/** A code from a name, as the contract wants it: `Botol PET!` becomes `botol-pet`. */
export function codeOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-");
  return plain
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}

/** The code of a new thing, made unlike every known one. */
export function newCode(name: string, known: readonly string[]): string {
  const base = codeOf(name).slice(0, 36) || "x";
  if (!known.includes(base)) return base;
  let number = 2;
  while (known.includes(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

/** Grades as they are typed, with commas between; one grade where there is none. */
export function readGrades(typed: string): string[] {
  const codes = typed
    .split(",")
    .map(codeOf)
    .filter((code) => code !== "");
  return codes.length === 0 ? ["standard"] : [...new Set(codes)];
}

/** A percentage as a ratio of integers, `12,5` as 125 of 1000; null when it is none up to 100. */
export function readPercent(typed: string): { numerator: number; denominator: number } | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  if (match === null) return null;
  const [, whole = "0", decimals = ""] = match;
  const numerator = Number(whole + decimals);
  const denominator = 100 * 10 ** decimals.length;
  return numerator <= denominator ? { numerator, denominator } : null;
}

/** The reverse: `12,5` of 125 / 1000. */
export function writePercent({
  numerator,
  denominator,
}: {
  numerator: number;
  denominator: number;
}) {
  const percent = (numerator * 100) / denominator;
  return new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 }).format(percent);
}

/** When a rule starts to count: null for now, undefined for a time that cannot be. */
export function readStart(
  isLater: boolean,
  typed: string,
  nowMs: number,
): string | null | undefined {
  if (!isLater) return null;
  const atMs = fromInputText(typed);
  return Number.isNaN(atMs) || atMs <= nowMs ? undefined : new Date(atMs).toISOString();
}
