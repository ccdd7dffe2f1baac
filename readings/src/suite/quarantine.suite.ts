import { describe, expect, it } from "vitest";
import { QueryError } from "../port.ts";
import { batchOf, quarantinedMessage, START_MS } from "../reading.fixture.ts";
import type { CurrentStore } from "../store.suite.ts";

export function describeQuarantine(current: CurrentStore): void {
  describe("quarantine", () => {
    it.each([
      ["text", Buffer.from('{"v":1, "aneh": "🥤"}')],
      ["nothing", Buffer.alloc(0)],
      ["invalid UTF-8 and zero bytes", Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x00])],
      ["every byte", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ])("gives the bytes back as they came: %s", async (_name, payload) => {
      const { store, source } = current();
      const message = quarantinedMessage({ payload, detail: 'baris 1: "ø"' });
      const { quarantined } = await store.write(batchOf([], [message]));
      expect(quarantined).toBe(1);
      const [row] = (await source.quarantine({ limit: 10 })).rows;
      const one = await source.quarantined(row?.id ?? "");
      for (const found of [row, one]) {
        expect(found).toMatchObject({ ...message, payload: expect.anything() });
        expect([...(found?.payload ?? [])]).toEqual([...payload]);
      }
    });

    it("holds a message once that is written again, and others apart", async () => {
      const { store, source } = current();
      const message = quarantinedMessage();
      const others = [
        quarantinedMessage({ topic: "resik/v1/pati-kota/st-02/air" }),
        quarantinedMessage({ payload: Buffer.from("[") }),
        quarantinedMessage({ receivedAtMs: START_MS + 1 }),
        quarantinedMessage({ reason: "schema" }),
      ];
      expect(await store.write(batchOf([], [message, message]))).toMatchObject({ quarantined: 1 });
      expect(await store.write(batchOf([], [...others, message]))).toMatchObject({
        quarantined: 4,
      });
      expect((await source.quarantine({ limit: 10 })).rows).toHaveLength(5);
    });

    it("pages newest first by cursor, of one reason or all", async () => {
      const { store, source } = current();
      const messages = Array.from({ length: 7 }, (_, index) =>
        quarantinedMessage({
          payload: Buffer.from([index]),
          receivedAtMs: START_MS + Math.floor(index / 2),
          reason: index % 2 === 0 ? "schema" : "not-json",
        }),
      );
      await store.write(batchOf([], messages));
      const walk = async (reason?: "schema") => {
        const seen: number[] = [];
        let cursor: string | null = "";
        while (cursor !== null) {
          const page = await source.quarantine({
            limit: 2,
            ...(cursor === "" ? {} : { cursor }),
            ...(reason ? { reason } : {}),
          });
          seen.push(...page.rows.map(({ payload }) => payload[0] ?? -1));
          cursor = page.next;
        }
        return seen;
      };
      expect((await walk()).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect((await walk())[0]).toBe(6);
      expect(await walk("schema")).toEqual([6, 4, 2, 0]);
    });

    it("has no further page when a page was just filled", async () => {
      const { store, source } = current();
      await store.write(batchOf([], [quarantinedMessage()]));
      expect((await source.quarantine({ limit: 1 })).next).toBeNull();
    });

    it("refuses a cursor that no page gave and knows no id that was not stored", async () => {
      const { source } = current();
      for (const cursor of ["nope", "1", "' OR 1=1 --", "1.2.3"]) {
        await expect(source.quarantine({ limit: 1, cursor })).rejects.toThrow(QueryError);
      }
      for (const id of ["", "1", "-1", "1 OR 1=1", "9".repeat(40)]) {
        expect(await source.quarantined(id)).toBeNull();
      }
    });
  });
}
