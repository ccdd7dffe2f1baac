import { fail } from "@resik/contract/error-code";
import { describe, expect, it } from "vitest";
import { postRequestSchema, type PostRequest } from "../post-request.ts";
import { COMMIT_REQUESTS_MAX, GATHER_TURNS_MAX, WAITING_REQUESTS_MAX } from "../limits.ts";
import { createWriteQueue } from "./write-queue.ts";

const REQUEST: PostRequest = postRequestSchema.parse({
  bank: "bank-melati",
  key: "12345678",
  actor: "operator-1",
  occurredAtMs: 0,
  command: { kind: "open-day", countedRupiah: 0 },
});
const ANSWER = fail("not-open", "as the commit said");

describe("the write queue", () => {
  it("commits what waits together, in order, and never more than its limit", async () => {
    const sizes: number[] = [];
    const queue = createWriteQueue(async (requests) => {
      sizes.push(requests.length);
      return requests.map(() => ({ answer: ANSWER }));
    });
    const count = COMMIT_REQUESTS_MAX + 1;
    const answers = await Promise.all(Array.from({ length: count }, () => queue.add(REQUEST)));
    expect(sizes).toEqual([COMMIT_REQUESTS_MAX, 1]);
    expect(answers).toEqual(Array.from({ length: count }, () => ANSWER));
  });

  it("waits a few turns for those who come a little later, but not for ever", async () => {
    const sizes: number[] = [];
    const queue = createWriteQueue(async (requests) => {
      sizes.push(requests.length);
      return requests.map(() => ({ answer: ANSWER }));
    });
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const answers = [queue.add(REQUEST)];
    await turn();
    answers.push(queue.add(REQUEST));
    await Promise.all(answers);
    expect(sizes).toEqual([2]);
    // Somebody comes in every turn: the first must not wait for the last.
    for (let count = 0; count < 2 * GATHER_TURNS_MAX; count++) {
      answers.push(queue.add(REQUEST));
      await turn();
    }
    await Promise.all(answers);
    expect(sizes[1]).toBeLessThanOrEqual(GATHER_TURNS_MAX + 1);
  });

  it("fails every request of a commit that failed, and goes on with the next", async () => {
    let isBroken = true;
    const queue = createWriteQueue(async (requests) => {
      if (isBroken) throw new Error("disk full");
      return requests.map(() => ({ answer: ANSWER }));
    });
    const outcomes = await Promise.allSettled([queue.add(REQUEST), queue.add(REQUEST)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isBroken = false;
    expect(await queue.add(REQUEST)).toEqual(ANSWER);
  });

  it("fails a request with a defect alone, not its neighbours", async () => {
    const queue = createWriteQueue(async (requests) =>
      requests.map((_, index) => (index === 0 ? { defect: new Error("odd") } : { answer: ANSWER })),
    );
    const outcomes = await Promise.allSettled([queue.add(REQUEST), queue.add(REQUEST)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  it("refuses one more than may wait, and everything after it was closed", async () => {
    const queue = createWriteQueue(async (requests) => requests.map(() => ({ answer: ANSWER })));
    const waiting = Array.from({ length: WAITING_REQUESTS_MAX }, () => queue.add(REQUEST));
    expect(await queue.add(REQUEST)).toMatchObject({ code: "store-unavailable" });
    await queue.close();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([ANSWER]));
    expect(await queue.add(REQUEST)).toMatchObject({ code: "store-unavailable" });
  });
});
