import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDurableSqlite, openReadonlySqlite } from "./sqlite.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "resik-sqlite-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("openDurableSqlite", () => {
  it("syncs every commit: WAL with synchronous FULL, also when it is opened again", () => {
    for (let round = 0; round < 2; round++) {
      const db = openDurableSqlite(join(folder, "sub", "a.sqlite"));
      expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
      expect(db.pragma("synchronous", { simple: true })).toBe(2);
      db.exec("CREATE TABLE IF NOT EXISTS t (x INTEGER)");
      expect(db.pragma("synchronous", { simple: true })).toBe(2);
      db.close();
    }
  });

  it("throws where no file can be made", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => openDurableSqlite(join(folder, "file", "a.sqlite"))).toThrow(/EEXIST|ENOTDIR/);
  });
});

describe("openReadonlySqlite", () => {
  it("reads beside a writer and refuses to write", () => {
    const path = join(folder, "b.sqlite");
    const writer = openDurableSqlite(path);
    writer.exec("CREATE TABLE t (x INTEGER)");
    const reader = openReadonlySqlite(path);
    writer.exec("INSERT INTO t VALUES (1)");
    expect(reader.prepare("SELECT x FROM t").all()).toEqual([{ x: 1 }]);
    expect(() => reader.exec("INSERT INTO t VALUES (2)")).toThrow(/readonly/);
    reader.close();
    writer.close();
  });

  it("throws when the file is not there", () => {
    expect(() => openReadonlySqlite(join(folder, "none.sqlite"))).toThrow(/unable to open/);
  });
});
