import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDurableSqlite, openReadonlySqlite, type Sqlite } from "./sqlite.ts";
import { findSqliteDamage, openSqliteSnapshot, sealSqliteFile } from "./sqlite-snapshot.ts";

let dir = "";
let writer: Sqlite;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-snapshot-"));
  writer = openDurableSqlite(join(dir, "a.sqlite"));
  writer.exec("CREATE TABLE t (a BLOB)");
  addRows(30_000);
});
afterEach(() => {
  writer.close();
  rmSync(dir, { recursive: true, force: true });
});

function addRows(count: number): void {
  const insert = writer.prepare("INSERT INTO t VALUES (randomblob(1000))");
  writer.transaction(() => {
    for (let row = 0; row < count; row++) insert.run();
  })();
}

function rowsOf(path: string): unknown {
  const db = openReadonlySqlite(path);
  const rows = db.prepare("SELECT count(*) FROM t").pluck().get();
  db.close();
  return rows;
}

describe("a snapshot", () => {
  it("is copied whole as it stood, though every step of it sees another commit", async () => {
    const snapshot = openSqliteSnapshot(join(dir, "a.sqlite"));
    addRows(1);
    const ratios: number[] = [];
    await snapshot.copyTo(join(dir, "b.sqlite"), {
      onProgress(ratio) {
        ratios.push(ratio);
        addRows(1);
      },
    });
    snapshot.close();
    // Steps, and none of them twice.
    expect(ratios.length).toBeGreaterThan(2);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(rowsOf(join(dir, "b.sqlite"))).toBe(30_000);
    expect(rowsOf(join(dir, "a.sqlite"))).toBe(30_001 + ratios.length);
    expect(findSqliteDamage(join(dir, "b.sqlite"))).toBeNull();
    expect(existsSync(join(dir, "b.sqlite-wal"))).toBe(false);
  });

  it("ends between two steps when it is told to, and leaves no copy", async () => {
    const ending = new AbortController();
    const snapshot = openSqliteSnapshot(join(dir, "a.sqlite"));
    const copying = snapshot.copyTo(join(dir, "b.sqlite"), {
      signal: ending.signal,
      onProgress: () => ending.abort(),
    });
    await expect(copying).rejects.toThrow(/aborted/);
    snapshot.close();
    expect(existsSync(join(dir, "b.sqlite"))).toBe(false);
  });

  it("is refused of what is no database", () => {
    writeFileSync(join(dir, "c.sqlite"), "x".repeat(5_000));
    expect(() => openSqliteSnapshot(join(dir, "c.sqlite"))).toThrow(/not a database/);
    expect(findSqliteDamage(join(dir, "c.sqlite"))).toMatch(/not a database/);
    expect(() => openSqliteSnapshot(join(dir, "d.sqlite"))).toThrow(/unable to open|not exist/);
    expect(existsSync(join(dir, "d.sqlite"))).toBe(false);
  });
});

it("a file that somebody reads is not sealed", () => {
  const reader = openReadonlySqlite(join(dir, "a.sqlite"));
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM t").get();
  expect(() => sealSqliteFile(join(dir, "a.sqlite"))).toThrow(/locked/);
  reader.close();
});

it("a page that was overwritten is found", async () => {
  const snapshot = openSqliteSnapshot(join(dir, "a.sqlite"));
  const copy = join(dir, "b.sqlite");
  await snapshot.copyTo(copy);
  snapshot.close();
  const handle = openSync(copy, "r+");
  writeSync(handle, Buffer.alloc(4_096, 0x5a), 0, 4_096, 4_096 * 20);
  closeSync(handle);
  expect(findSqliteDamage(copy)).not.toBeNull();
});
