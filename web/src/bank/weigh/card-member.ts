import type { DeskMember } from "../desk/desk.ts";
import { cardTokenOf } from "./find-member.ts";

export type CardAnswer =
  { state: "found"; member: DeskMember } | { state: "foreign" } | { state: "unknown" };

/** Whose card a scanned code is: by the hash in the phone's list, without a network. */
export async function memberOfCard(
  code: string,
  members: readonly DeskMember[],
): Promise<CardAnswer> {
  const token = cardTokenOf(code);
  if (token === null) return { state: "foreign" };
  const sha256 = await sha256Hex(token);
  const member = members.find(({ cardSha256 }) => cardSha256 !== null && cardSha256 === sha256);
  return member === undefined ? { state: "unknown" } : { state: "found", member };
}

/** Null on a page without https, where browsers hash nothing (and open no camera either). */
async function sha256Hex(text: string): Promise<string | null> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
