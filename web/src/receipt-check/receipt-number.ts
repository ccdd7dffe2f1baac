/** The form of the contract's receipt number; a test holds them together. */
const RECEIPT_PATTERN = /^(\d{1,3})-(\d{1,9})-([0-9A-HJKMNP-TV-Z]{10})$/;

const CHECK_CODE_LENGTH = 10;

/** Letters that the code never has, for the digits they are taken for. */
const digitsFor = (text: string): string => text.replace(/[IL]/g, "1").replace(/O/g, "0");

/**
 * A receipt number from what somebody typed, scanned or pasted: lower case, spaces, a whole
 * address, and the letters that look like digits. Null when it can be none.
 */
export function readReceiptNumber(typed: string): string | null {
  const last =
    typed
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .pop() ?? "";
  const parts = digitsFor(last.toUpperCase())
    .split(/[^0-9A-Z]+/)
    .filter((part) => part !== "");
  const [bank = "", seq = "", ...code] = parts;
  const joined = code.length === 0 ? splitCode(bank, seq) : [bank, seq, code.join("")];
  const number = joined
    .map((part, at) => (at < 2 ? part.replace(/^0+(?=\d)/, "") : part))
    .join("-");
  return RECEIPT_PATTERN.test(number) ? number : null;
}

/** `1-23457KX2M9QH4T`: the last ten characters are always the code. */
const splitCode = (bank: string, rest: string): string[] => [
  bank,
  rest.slice(0, -CHECK_CODE_LENGTH),
  rest.slice(-CHECK_CODE_LENGTH),
];
