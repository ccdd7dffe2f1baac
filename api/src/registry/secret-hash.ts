import { createHash, timingSafeEqual } from "node:crypto";

/** Secrets of 256 random bits need no salt and no slow hash: nobody can try them all. */
export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Compares without telling by its time how far the two agree; hashing first makes the lengths
 * equal.
 */
export function isSameSecret(given: string, expected: string): boolean {
  const left = createHash("sha256").update(given).digest();
  return timingSafeEqual(left, createHash("sha256").update(expected).digest());
}

/** The same for a secret of which only the SHA-256 (hex) is kept. */
export function isSecretOfHash(given: string, expectedSha256: string): boolean {
  const expected = Buffer.from(expectedSha256, "hex");
  const left = createHash("sha256").update(given).digest();
  return expected.length === left.length && timingSafeEqual(left, expected);
}
