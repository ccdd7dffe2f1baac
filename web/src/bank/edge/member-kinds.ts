import type { MemberKind } from "@resik/contract/http/bank/members";

/** Every kind of the contract; a missing one does not compile. */
const KIND_SET: Record<MemberKind, true> = {
  person: true,
  household: true,
  group: true,
  unit: true,
};

// The keys of the record above are exactly the kinds.
export const MEMBER_KINDS = Object.keys(KIND_SET) as MemberKind[];
