/** Notes and coins in use, the largest first; whole rupiah. */
export const DENOMINATIONS = [
  100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
] as const;

/** How many of each note or coin lie in the box. */
export type PieceCount = Readonly<Record<number, number>>;

/** More than anybody counts in one evening; keeps the sum exact. */
export const PIECES_MAX = 99_999;

/** What the counted notes and coins are worth. */
export const worthOf = (pieces: PieceCount): number =>
  DENOMINATIONS.reduce((sum, value) => sum + value * (pieces[value] ?? 0), 0);

/** The number of pieces that was typed; null for nothing. */
export function readPieces(typed: string): number | null {
  const digits = typed.replace(/\D/g, "").slice(0, 5);
  return digits === "" ? null : Math.min(Number(digits), PIECES_MAX);
}
