import type { Sqlite } from "@resik/kit/sqlite";

/** Ids of the numeric fields by name; the contract's fields are all there after `migrate`. */
export function readFieldIds(db: Sqlite): ReadonlyMap<string, number> {
  return new Map(
    db.prepare<[], [name: string, id: number]>("SELECT name, id FROM field").raw().all(),
  );
}
