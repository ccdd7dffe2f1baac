/** Slots that boots are spread over; three of the six digits below a millisecond. */
export const BOOT_SLOTS = 1_000;
/** Sequences told apart within one instant of one boot; the other three digits. */
export const SEQ_SLOTS = 1_000;

/**
 * The slot of a boot id, 0 to 999: FNV-1a over its characters. Readings of one instant count in
 * order of slots, so that a store which orders points by nanoseconds and one that sorts rows agree.
 */
export function bootSlot(boot: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < boot.length; index++) {
    hash = Math.imul(hash ^ boot.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % BOOT_SLOTS;
}

/** Order of two readings of one instant: slot of the boot, boot, seq. */
export function compareInInstant(
  a: { boot: string; seq: number },
  b: { boot: string; seq: number },
): number {
  if (a.boot === b.boot) return a.seq - b.seq;
  return bootSlot(a.boot) - bootSlot(b.boot) || (a.boot < b.boot ? -1 : 1);
}
