import { fail, ok, type Result } from "@resik/contract/error-code";
import { createManualClock } from "@resik/kit/clock";
import { beforeEach, describe, expect, it } from "vitest";
import { createSharedRead, createSharedReads } from "./shared-read.ts";

const FRESH_MS = 10_000;
const clock = createManualClock(0);
const shareWith = (limits: { entriesMax?: number; weightMax?: number } = {}) =>
  createSharedReads<string>({
    clock,
    freshMs: FRESH_MS,
    entriesMax: 9,
    weightMax: 999,
    weigh: (text) => text.length,
    ...limits,
  });

let made: string[];
beforeEach(() => {
  made = [];
});
/** A text of so many characters, and a note that it was read. */
const make =
  (name: string, characters = 1) =>
  async (): Promise<Result<string>> => {
    made.push(name);
    return ok("x".repeat(characters));
  };

describe("shared reads", () => {
  it("are asked for once for all who ask within moments, and anew after that", async () => {
    const shared = shareWith();
    await Promise.all([1, 2, 3].map(() => shared.get("a", make("a"))));
    await clock.advance(FRESH_MS - 1);
    await shared.get("a", make("a"));
    expect(made).toEqual(["a"]);
    await clock.advance(1);
    await shared.get("a", make("a"));
    expect(made).toEqual(["a", "a"]);
  });

  it("are asked for once however slow the store is: more questions would make it slower", async () => {
    const shared = shareWith();
    let finish = (_: Result<string>): void => {};
    const slow = () => {
      made.push("slow");
      return new Promise<Result<string>>((resolve) => {
        finish = resolve;
      });
    };
    const first = shared.get("a", slow);
    await clock.advance(3 * FRESH_MS);
    const second = shared.get("a", make("again"));
    finish(ok("late"));
    expect(await first).toEqual(ok("late"));
    expect(await second).toEqual(ok("late"));
    expect(made).toEqual(["slow"]);
    // What it says is old by now: the next one has it made anew.
    await shared.get("a", make("again"));
    expect(made).toEqual(["slow", "again"]);
  });

  it("that failed are told to those who wait, and never kept", async () => {
    const shared = shareWith();
    const failing = async () => fail("store-unavailable", "away");
    expect(await shared.get("a", failing)).toMatchObject({ ok: false });
    const broken = () => Promise.reject(new Error("defect"));
    await expect(shared.get("a", broken)).rejects.toThrow("defect");
    expect(await shared.get("a", make("a"))).toMatchObject({ ok: true });
  });

  it("are kept up to their number and their weight, the oldest go first", async () => {
    const shared = shareWith({ entriesMax: 2, weightMax: 10 });
    for (const key of ["a", "b", "c"]) await shared.get(key, make(key));
    await shared.get("b", make("b"));
    expect(made).toEqual(["a", "b", "c"]);
    await shared.get("long", make("long", 9));
    await shared.get("c", make("c"));
    expect(made).toEqual(["a", "b", "c", "long"]);
    await shared.get("longest", make("longest", 11));
    await shared.get("longest", make("longest", 11));
    expect(made).toEqual(["a", "b", "c", "long", "longest", "longest"]);
  });
});

describe("one thing that is shared", () => {
  /** A store whose answers the test gives, in order of the questions. */
  function slowStore() {
    const waiting: ((result: Result<number>) => void)[] = [];
    const read = createSharedRead<number>(
      clock,
      FRESH_MS,
      () => new Promise((resolve) => waiting.push(resolve)),
    );
    return { read, waiting };
  }

  it("all who ask within its time share one reading", async () => {
    const { read, waiting } = slowStore();
    const first = read();
    const second = read();
    waiting[0]?.(ok(1));
    expect(await Promise.all([first, second])).toEqual([ok(1), ok(1)]);
    expect(await read()).toEqual(ok(1));
    expect(waiting).toHaveLength(1);
    await clock.advance(FRESH_MS);
    const next = read();
    waiting[1]?.(ok(2));
    expect(await next).toEqual(ok(2));
  });

  it("a store that is slow is not asked again before it answered", async () => {
    const { read, waiting } = slowStore();
    const first = read();
    await clock.advance(4 * FRESH_MS);
    const second = read();
    expect(waiting).toHaveLength(1);
    waiting[0]?.(ok(1));
    expect(await Promise.all([first, second])).toEqual([ok(1), ok(1)]);
    void read();
    expect(waiting).toHaveLength(2);
  });

  it("a failure is told to those who wait, and the next one asks anew", async () => {
    const { read, waiting } = slowStore();
    const first = read();
    waiting[0]?.(fail("store-unavailable", "away"));
    expect(await first).toMatchObject({ ok: false, code: "store-unavailable" });
    const next = read();
    waiting[1]?.(ok(2));
    expect(await next).toEqual(ok(2));
  });
});
