import { isShape, isWhole } from "../edge/shape.ts";
import { readText, writeSetting } from "../shell/kept-setting.ts";

const NAME = "account";

/** What a resident saw last, for a time without network. */
export interface KeptAccount {
  seenAtMs: number;
  /** The api's answer; whoever shows it reads it anew. */
  value: unknown;
}

/** Keeps the answer of `GET me/account` without phone and address, which no page needs offline. */
export function keepAccount({ seenAtMs, value }: KeptAccount): void {
  if (!isShape(value) || !isShape(value.member)) return;
  const member = { ...value.member, phone: null, address: null };
  writeSetting(NAME, JSON.stringify({ seenAtMs, value: { ...value, member } }));
}

/** What was kept; null where there is nothing, or nothing that can be read. */
export function readKeptAccount(): KeptAccount | null {
  try {
    const kept: unknown = JSON.parse(readText(NAME));
    if (!isShape(kept) || !isWhole(kept.seenAtMs)) return null;
    return { seenAtMs: kept.seenAtMs, value: kept.value };
  } catch {
    // Nothing is kept: an empty text is no JSON.
    return null;
  }
}

export const forgetAccount = (): void => writeSetting(NAME, "");

/** Forgets the account of anybody but this member; of everybody when there is no member. */
export function forgetAccountOfOthers(member: string | null): void {
  const kept = readKeptAccount()?.value;
  const owner = isShape(kept) && isShape(kept.member) ? kept.member.id : null;
  if (member === null || owner !== member) forgetAccount();
}
