import type { MeText } from "../text/use-me-text.ts";

type KnownKind = keyof MeText["kinds"];

const isKnown = (kind: string, kinds: MeText["kinds"]): kind is KnownKind =>
  Object.prototype.hasOwnProperty.call(kinds, kind);

/** What a line of the passbook is called; a kind of a later version is an entry. */
export const kindText = (kind: string, me: MeText): string =>
  isKnown(kind, me.kinds) ? me.kinds[kind] : me.otherKind;
