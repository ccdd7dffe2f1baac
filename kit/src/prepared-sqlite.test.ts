import { expect, it } from "vitest";
import { withPreparedStatements } from "./prepared-sqlite.ts";
import { openDurableSqlite } from "./sqlite.ts";

it("prepares a text once, and again after many others pushed it out", () => {
  const db = withPreparedStatements(openDurableSqlite(":memory:"));
  const first = db.prepare("SELECT 1");
  expect(db.prepare("SELECT 1")).toBe(first);
  for (let other = 2; other <= 201; other++) db.prepare(`SELECT ${other}`);
  const again = db.prepare("SELECT 1");
  expect(again).not.toBe(first);
  expect(again.pluck().get()).toBe(1);
  db.close();
});
