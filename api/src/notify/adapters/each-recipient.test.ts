import { describe, expect, it } from "vitest";
import { away, type Outcome } from "../outcome.ts";
import { sendToEach, type Recipient } from "./each-recipient.ts";

const DELIVERED: Outcome = { kind: "delivered", detail: "ok" };

/** Recipients by number who answer as they are told; `asked` says in which order. */
function createRecipients(count: number, answer: (key: string) => Promise<Outcome> | Outcome) {
  const asked: string[] = [];
  const recipients = Array.from({ length: count }, (_, number): Recipient => {
    const key = String(number);
    return {
      key,
      async send() {
        asked.push(key);
        return answer(key);
      },
    };
  });
  return { asked, recipients };
}

const sending = (attempt = 1, told: readonly string[] = []) => {
  const list: string[] = [];
  return {
    attempt,
    told: new Set(told),
    list,
    onTold: async (key: string) => void list.push(key),
  };
};

describe("a message to several recipients", () => {
  it("is not delivered when its time was up before the last one was asked", async () => {
    const ending = new AbortController();
    const { asked, recipients } = createRecipients(2, () => {
      ending.abort();
      return DELIVERED;
    });
    const own = sending();
    const outcome = await sendToEach(recipients, own, { atOnce: 1, signal: ending.signal });
    expect(asked).toEqual(["0"]);
    expect(own.list).toEqual(["0"]);
    expect(outcome).toMatchObject({ kind: "refused", reason: "timeout" });
  });

  it("comes to everybody in the end, though the first ones take up all of the time", async () => {
    const told = new Set<string>();
    for (let attempt = 1; attempt <= 4; attempt++) {
      const ending = new AbortController();
      let hanging = 0;
      const { recipients } = createRecipients(9, (key) => {
        if (Number(key) >= 4) return DELIVERED;
        if (++hanging === 4) ending.abort();
        return away("timeout", "no answer");
      });
      const own = sending(attempt, [...told]);
      const outcome = await sendToEach(recipients, own, { atOnce: 2, signal: ending.signal });
      expect(outcome.kind).not.toBe("delivered");
      for (const key of own.list) told.add(key);
    }
    expect([...told].toSorted()).toEqual(["4", "5", "6", "7", "8"]);
  });

  it("is asked of nobody twice, and delivered when all have it", async () => {
    const { asked, recipients } = createRecipients(5, () => DELIVERED);
    const { signal } = new AbortController();
    const own = sending(3, ["1", "3"]);
    expect(await sendToEach(recipients, own, { atOnce: 2, signal })).toMatchObject({
      kind: "delivered",
    });
    expect(asked.toSorted()).toEqual(["0", "2", "4"]);
  });
});
