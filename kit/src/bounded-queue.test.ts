import { describe, expect, it } from "vitest";
import { createBoundedQueue } from "./bounded-queue.ts";

describe("bounded queue", () => {
  it("gives items in the order they came", async () => {
    const queue = createBoundedQueue<number>(2);
    expect([queue.push(1), queue.push(2)]).toEqual([true, true]);
    expect([await queue.shift(), await queue.shift()]).toEqual([1, 2]);
  });

  it("gives everything that waits at once, and then nothing", () => {
    const queue = createBoundedQueue<number>(3);
    for (const item of [1, 2, 3]) queue.push(item);
    expect([queue.drain(), queue.drain(), queue.push(4)]).toEqual([[1, 2, 3], [], true]);
  });

  it("says no at its maximum and takes again when there is room", async () => {
    const queue = createBoundedQueue<number>(1);
    expect([queue.push(1), queue.push(2)]).toEqual([true, false]);
    await queue.shift();
    expect(queue.push(3)).toBe(true);
  });

  it("hands an item straight to who waits, also when its maximum is small", async () => {
    const queue = createBoundedQueue<number>(1);
    const waiting = [queue.shift(), queue.shift()];
    expect([queue.push(1), queue.push(2), queue.size()]).toEqual([true, true, 0]);
    expect(await Promise.all(waiting)).toEqual([1, 2]);
  });

  it("gives what is left after close, then null, and takes nothing more", async () => {
    const queue = createBoundedQueue<number>(2);
    queue.push(1);
    queue.close();
    expect(queue.push(2)).toBe(false);
    expect([await queue.shift(), await queue.shift()]).toEqual([1, null]);
  });

  it("wakes who waits when it closes", async () => {
    const queue = createBoundedQueue<number>(1);
    const waiting = queue.shift();
    queue.close();
    expect(await waiting).toBeNull();
  });
});
