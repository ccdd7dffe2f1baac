/** A rate as it is written down: 15 % is 15 / 100. Never a float. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** @throws RangeError when the number is not an integer that JavaScript holds exactly. */
export function assertSafe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  return value;
}

/** The exact sum. @throws RangeError when it leaves the safe integers. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total = assertSafe(total + assertSafe(value));
  return total;
}

function assertOperands(amount: number, ratio: Ratio): void {
  assertSafe(amount);
  assertSafe(ratio.numerator);
  assertSafe(ratio.denominator);
  if (amount < 0 || ratio.numerator < 0) throw new RangeError("only amounts from 0 are multiplied");
  if (ratio.denominator <= 0) throw new RangeError("a ratio needs a denominator above 0");
}

/** `floor((amount × numerator + extra) / denominator)`, exact also where the product is large. */
function divide(amount: number, ratio: Ratio, extra: number): number {
  const { numerator, denominator } = ratio;
  const product = amount * numerator + extra;
  if (Number.isSafeInteger(product)) return (product - (product % denominator)) / denominator;
  const exact = (BigInt(amount) * BigInt(numerator) + BigInt(extra)) / BigInt(denominator);
  return assertSafe(Number(exact));
}

/**
 * The nearest whole amount; the exact half goes up.
 *
 * @throws RangeError on a negative operand or where the result is no safe integer.
 */
export function multiplyRoundHalfUp(amount: number, ratio: Ratio): number {
  assertOperands(amount, ratio);
  const { denominator } = ratio;
  const isEven = denominator % 2 === 0;
  // An odd denominator has no exact half, so rounding its floor of a half is the same.
  return divide(amount, ratio, isEven ? denominator / 2 : (denominator - 1) / 2);
}

/** The whole amount at or below the exact product. @throws RangeError like its sibling. */
export function multiplyRoundDown(amount: number, ratio: Ratio): number {
  assertOperands(amount, ratio);
  return divide(amount, ratio, 0);
}
