import type { DeskMember } from "../desk/desk.ts";

/** Rows of the list under the search field; more are asked for by typing more. */
export const FOUND_MAX = 30;

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

/** How well a member fits: the smaller the better, null when not at all. */
function rankOf(member: DeskMember, words: readonly string[], digits: string): number | null {
  if (digits !== "") {
    if (member.number === digits) return 0;
    if (member.phoneTail !== null && digits.length === 4 && member.phoneTail === digits) return 1;
    // The last digits of a number are the ones people remember: the first three are the bank's.
    if (member.number.endsWith(digits.padStart(4, "0")) || member.number.endsWith(digits)) return 2;
    if (member.number.startsWith(digits)) return 3;
    return null;
  }
  const name = plain(member.name);
  const address = plain(member.address ?? "");
  if (!words.every((word) => name.includes(word) || address.includes(word))) return null;
  if (words.length === 0) return 5;
  const [first = ""] = words;
  if (name.startsWith(first)) return 0;
  return name.includes(first) ? 1 : 2;
}

/** Members by number, end of the phone, name or address; the best first, at most a screenful. */
export function findMembers(
  members: readonly DeskMember[],
  typed: string,
): { found: DeskMember[]; more: number } {
  const text = plain(typed.trim());
  const digits = /^[\d\s.-]+$/.test(text) ? text.replace(/\D/g, "") : "";
  const words = digits === "" ? text.split(/\s+/).filter((word) => word !== "") : [];
  const fitting = members
    .flatMap((member) => {
      const rank = rankOf(member, words, digits);
      return rank === null ? [] : [{ member, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.member.name.localeCompare(b.member.name, "id"));
  return {
    found: fitting.slice(0, FOUND_MAX).map(({ member }) => member),
    more: Math.max(0, fitting.length - FOUND_MAX),
  };
}

/** The token of a member's card from what its QR code says; null for any other code. */
export const cardTokenOf = (text: string): string | null =>
  /\/masuk#([A-Za-z0-9_-]{22,64})$/.exec(text)?.[1] ?? null;
