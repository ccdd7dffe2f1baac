import { createHash } from "node:crypto";

/** Crockford's base32: no I, L, O or U, so that nothing is misread on thermal paper. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 10;
const BITS_PER_CHARACTER = 5n;

/**
 * The check code of a transfer: the first 50 bits of a hash over its own, which only the book
 * knows. It needs no secret and changes with every byte of what was written.
 */
export function receiptCode(transferSha256: string): string {
  const digest = createHash("sha256").update(`receipt${transferSha256}`).digest();
  const bits = digest.readBigUInt64BE(0);
  return Array.from({ length: CODE_LENGTH }, (_, index) => {
    const shift = 64n - BITS_PER_CHARACTER * BigInt(index + 1);
    return ALPHABET[Number((bits >> shift) & 31n)];
  }).join("");
}

export interface ReceiptId {
  bankNumber: number;
  seq: number;
  code: string;
}

/** As it is printed, such as `12-345-7KX2M9QH4T`. */
export const formatReceiptId = ({ bankNumber, seq, code }: ReceiptId): string =>
  `${bankNumber}-${seq}-${code}`;

/**
 * Reads what a person typed or a QR held: small letters count as capitals, O as 0, I and L as 1.
 * Null where it cannot be the number of a receipt.
 */
export function parseReceiptId(text: string): ReceiptId | null {
  const match = /^(\d{1,3})-(\d{1,9})-([0-9A-Z]{10})$/.exec(text.trim().toUpperCase());
  if (!match) return null;
  const [, bankNumber = "", seq = "", typed = ""] = match;
  const code = typed.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return { bankNumber: Number(bankNumber), seq: Number(seq), code };
}
