import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { afterAll, describe, expect, it } from "vitest";
import { outboxSuite } from "./outbox.suite.ts";
import { openSqliteOutbox } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "resik-outbox-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const nextPath = (): string => join(folder, `${files++}.db`);
const message = (seq: number) => ({
  device: "bin-1",
  boot: "boot-a",
  seq,
  channel: "bin",
  topic: "resik/v1/site/bin-1/bin",
  payload: Buffer.from(String(seq)),
  retain: false,
});

outboxSuite("sqlite", (options) => openSqliteOutbox(nextPath(), systemClock, options));

describe("sqlite outbox", () => {
  it("gives back after a restart what was put and not removed, in order", async () => {
    const path = nextPath();
    const options = { messagesMax: 3, onDrop: () => {} };
    const first = openSqliteOutbox(path, systemClock, options);
    await Promise.all([first.put(message(0)), first.put(message(1)), first.put(message(2))]);
    const [row] = first.page("bin-1", 0, 1);
    if (!row) throw new Error("no row");
    first.remove(row);
    await first.close();
    const second = openSqliteOutbox(path, systemClock, options);
    expect(second.page("bin-1", 0, 9).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(second.size("bin-1")).toBe(2);
    await second.put(message(3));
    await second.put(message(4));
    expect(second.page("bin-1", 0, 9).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    await second.close();
  });

  it("refuses the same identity twice and keeps the counts right", async () => {
    const outbox = openSqliteOutbox(nextPath(), systemClock, { messagesMax: 9, onDrop: () => {} });
    await outbox.put(message(0));
    await expect(outbox.put(message(0))).rejects.toThrow("UNIQUE");
    expect(outbox.size("bin-1")).toBe(1);
    await outbox.close();
  });
});
