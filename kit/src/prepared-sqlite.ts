import type { Sqlite } from "./sqlite.ts";

/** Statements kept prepared; lists of different lengths make different texts. */
const STATEMENTS_MAX = 200;

/** A database that a query builder may use, as far as it needs one. */
export interface PreparedSqlite {
  prepare(text: string): ReturnType<Sqlite["prepare"]>;
  close(): void;
}

/**
 * Keeps statements prepared between queries: preparing costs several times what a look-up does.
 * The least recently made one leaves first.
 */
export function withPreparedStatements(sqlite: Sqlite): PreparedSqlite {
  const statements = new Map<string, ReturnType<Sqlite["prepare"]>>();
  return {
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = sqlite.prepare(text);
      const oldest = statements.keys().next();
      if (statements.size >= STATEMENTS_MAX && !oldest.done) statements.delete(oldest.value);
      statements.set(text, statement);
      return statement;
    },
    close: () => void sqlite.close(),
  };
}
