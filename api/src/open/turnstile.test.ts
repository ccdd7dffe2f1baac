import { ok } from "@resik/contract/error-code";
import { expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

test("as many work at once as may, as many wait as may, and one more is refused", async () => {
  const pass = createTurnstile({ atOnce: 2, waiting: 1 });
  const leave: (() => void)[] = [];
  let most = 0;
  let inside = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise<void>((resolve) => leave.push(resolve));
    inside--;
    return ok("done");
  };
  const first = [pass(work), pass(work), pass(work)];
  expect(await pass(work)).toMatchObject({ ok: false, code: "too-many-streams" });
  while (leave.length > 0) {
    leave.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await Promise.all(first)).toEqual([ok("done"), ok("done"), ok("done")]);
  expect(most).toBe(2);
});

test("a place is free again after work that failed", async () => {
  const pass = createTurnstile({ atOnce: 1, waiting: 0 });
  await expect(pass(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await pass(() => Promise.resolve(ok(1)))).toEqual(ok(1));
});
