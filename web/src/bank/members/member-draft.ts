import type { Member, MemberKind } from "@resik/contract/http/bank/members";

/** A member as the form holds it. */
export interface MemberDraft {
  kind: MemberKind;
  name: string;
  phone: string;
  address: string;
  unit: string;
}

export const EMPTY_DRAFT: MemberDraft = {
  kind: "household",
  name: "",
  phone: "",
  address: "",
  unit: "",
};

export const draftOf = (member: Member): MemberDraft => ({
  kind: member.kind,
  name: member.name,
  phone: member.phone ?? "",
  address: member.address ?? "",
  unit: member.unit ?? "",
});

/** The digits of a phone as people type it: `0812-3456-7890`. */
export const tidyPhone = (typed: string): string => typed.replace(/[\s().-]/g, "");

/** The same rule as the contract's `MEMBER_PHONE_PATTERN`, which a test holds it to. */
const PHONE = /^\+?[0-9]{8,15}$/;

export const isPhoneOrEmpty = (typed: string): boolean =>
  tidyPhone(typed) === "" || PHONE.test(tidyPhone(typed));

/** The draft as the api takes it. */
export const fieldsOf = (draft: MemberDraft) => ({
  kind: draft.kind,
  name: draft.name.trim(),
  phone: tidyPhone(draft.phone) || null,
  address: draft.address.trim() || null,
  unit: draft.kind === "unit" ? draft.unit || null : null,
});

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Whether a known member could be the one in the form: the same phone, or the same name. */
export function isLike(draft: MemberDraft, member: Pick<Member, "name" | "phone">): boolean {
  const phone = tidyPhone(draft.phone);
  if (phone !== "" && member.phone === phone) return true;
  const name = plain(draft.name);
  return name.length > 2 && plain(member.name) === name;
}
