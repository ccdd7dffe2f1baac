import { describe, expect, it } from "vitest";
import type { Outbox, OutboxMessage, OutboxOptions } from "./outbox.ts";

const message = (seq: number, channel = "bin", device = "bin-1"): OutboxMessage => ({
  device,
  boot: "boot-a",
  seq,
  channel,
  topic: `resik/v1/site/${device}/${channel}`,
  payload: Buffer.from(`{"seq":${seq}}`),
  retain: channel === "status",
});

const seqs = (outbox: Outbox, device = "bin-1"): number[] =>
  outbox.page(device, 0, 1_000).map((row) => row.seq);

/** What every outbox must do. */
export function outboxSuite(name: string, open: (options: OutboxOptions) => Outbox): void {
  describe(`${name} outbox`, () => {
    it("gives messages back in order, a page at a time, until they are removed", async () => {
      const outbox = open({ messagesMax: 100, onDrop: () => {} });
      for (let seq = 0; seq < 10; seq++) await outbox.put(message(seq));
      const first = outbox.page("bin-1", 0, 4);
      expect(first.map((row) => row.seq)).toEqual([0, 1, 2, 3]);
      const second = outbox.page("bin-1", first.at(-1)?.position ?? 0, 4);
      expect(second.map((row) => row.seq)).toEqual([4, 5, 6, 7]);
      expect(Buffer.from(second[0]?.payload ?? []).toString()).toBe('{"seq":4}');
      for (const row of first) outbox.remove(row);
      await outbox.put(message(10));
      expect(seqs(outbox)).toEqual([4, 5, 6, 7, 8, 9, 10]);
      expect(outbox.size("bin-1")).toBe(7);
      await outbox.close();
    });

    it("keeps devices apart", async () => {
      const outbox = open({ messagesMax: 2, onDrop: () => {} });
      for (let seq = 0; seq < 2; seq++) {
        await outbox.put(message(seq, "bin", "bin-1"));
        await outbox.put(message(seq, "air", "air-1"));
      }
      expect(seqs(outbox, "bin-1")).toEqual([0, 1]);
      expect(seqs(outbox, "air-1")).toEqual([0, 1]);
      expect(outbox.dropped["outbox-full"]).toBe(0);
      await outbox.close();
    });

    it("holds its maximum; one past it the oldest that is no status gives way and is counted", async () => {
      const dropped: [number, string][] = [];
      const outbox = open({
        messagesMax: 3,
        onDrop: ({ seq }, reason) => void dropped.push([seq, reason]),
      });
      await outbox.put(message(0, "status"));
      await outbox.put(message(1));
      await outbox.put(message(2));
      expect(dropped).toEqual([]);
      await outbox.put(message(3));
      await outbox.put(message(4));
      expect(dropped).toEqual([
        [1, "outbox-full"],
        [2, "outbox-full"],
      ]);
      expect(seqs(outbox)).toEqual([0, 3, 4]);
      expect(outbox.dropped["outbox-full"]).toBe(2);
      await outbox.close();
    });

    it("drops the oldest status when there is nothing else", async () => {
      const outbox = open({ messagesMax: 2, onDrop: () => {} });
      for (let seq = 0; seq < 3; seq++) await outbox.put(message(seq, "status"));
      expect(seqs(outbox)).toEqual([1, 2]);
      expect(outbox.page("bin-1", 0, 1)[0]?.retain).toBe(true);
      await outbox.close();
    });
  });
}
