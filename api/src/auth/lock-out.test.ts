import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, type Registry } from "../registry/open.ts";
import {
  FAILURES_PER_NAME_MAX,
  FAILURES_PER_PAIR_MAX,
  LOCK_OUT_MS,
  createLockOut,
  type LockOut,
} from "./lock-out.ts";

describe("lock-out", () => {
  let registry: Registry;
  let lockOut: LockOut;
  let nowMs = 1_000_000;
  beforeEach(() => {
    registry = openRegistry(":memory:");
    lockOut = createLockOut(registry.db, () => nowMs);
  });
  afterEach(() => registry.close());

  const attempt = async (times: number, address: (index: number) => string) => {
    for (let index = 0; index < times; index++) {
      expect(await lockOut.begin("Dlh", address(index))).toBeNull();
    }
  };

  it("begins at the limit for one address and leaves other addresses and names alone", async () => {
    await attempt(FAILURES_PER_PAIR_MAX, () => "a");
    expect(await lockOut.begin("dlh", "a")).toBe(LOCK_OUT_MS / 1_000);
    expect(await lockOut.begin("dlh", "b")).toBeNull();
    expect(await lockOut.begin("other", "a")).toBeNull();
  });

  it("ends by itself, to the millisecond", async () => {
    await attempt(FAILURES_PER_PAIR_MAX, () => "a");
    nowMs += LOCK_OUT_MS - 1;
    expect(await lockOut.begin("dlh", "a")).toBe(1);
    nowMs += 1;
    expect(await lockOut.begin("dlh", "a")).toBeNull();
  });

  it("begins for everybody when a name is guessed from many addresses", async () => {
    await attempt(FAILURES_PER_NAME_MAX, (index) => `address-${index}`);
    expect(await lockOut.begin("dlh", "elsewhere")).not.toBeNull();
    expect(await lockOut.begin("other", "elsewhere")).toBeNull();
  });

  it("forgives an address that gave the right password", async () => {
    await attempt(FAILURES_PER_PAIR_MAX, () => "a");
    await lockOut.succeeded("dlh", "a");
    await attempt(FAILURES_PER_PAIR_MAX, () => "a");
    expect(await lockOut.begin("dlh", "a")).not.toBeNull();
  });

  it("does not count sign-ins that were right", async () => {
    for (let index = 0; index < FAILURES_PER_NAME_MAX + 5; index++) {
      expect(await lockOut.begin("dlh", "a")).toBeNull();
      await lockOut.succeeded("dlh", "a");
    }
  });
});
