/**
 * The ways in which the same phone is written: 0812…, 62812… and +62812…. People give theirs in
 * one way and type it in another.
 */
export function phoneSpellings(phone: string): string[] {
  const local = /^(?:\+?62|0)(\d+)$/.exec(phone)?.[1];
  return local === undefined ? [phone] : [`0${local}`, `62${local}`, `+62${local}`];
}
