/** What no field of ours is, whatever it stands for. */
const JUNK: readonly unknown[] = [undefined, true, 7.5, {}];

/**
 * A value with one thing wrong in it, once for each place and each kind of wrong. Tests hold a
 * parser against its schema with them: both must refuse the same ones. Words are not put in the
 * place of words or of nothing, for their form is the server's to check.
 */
export function damaged(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const [first, ...rest] = value as unknown[];
    if (first === undefined) return [];
    return damaged(first).map((bad) => [bad, ...rest]);
  }
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([name, field]: [string, unknown]) => [
    ...junkFor(field).map((junk) => ({ ...value, [name]: junk })),
    ...damaged(field).map((bad) => ({ ...value, [name]: bad })),
  ]);
}

function junkFor(field: unknown): unknown[] {
  // Kept where it is: an empty object is a record without entries, true is as good as false.
  const junk = JUNK.filter(
    (wrong) => wrong === undefined || typeof wrong !== typeof field || typeof wrong === "number",
  );
  const isWordPlace = typeof field === "string" || field === null;
  return isWordPlace ? junk : [...junk, "kata"];
}
