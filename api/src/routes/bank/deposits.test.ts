import { bankIdSchema } from "@resik/contract/bank/ids";
import { pageOf } from "@resik/contract/http/page";
import { postedSchema, transferViewSchema } from "@resik/contract/http/bank/transfers";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  deposit,
  freshKey,
  line,
  now,
  openBank,
  PRICE,
  type Desk,
  startDesks,
} from "../../test/bank-desk.ts";
import { FOREIGN_SITE, type TestApi } from "../../test/harness.ts";
import { makeReading } from "../../test/make-reading.ts";

describe("deposits", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let foreign: Desk;
  let sari: string;
  let number: string;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
    await openBank(treasurer);
    const member = await operator.member("Sari");
    sari = member.id;
    number = member.number;
  });
  afterAll(() => test.close());

  const weighed = (seq: number, fields: object = {}, device = "scale-01") =>
    makeReading({
      device,
      channel: "scale",
      seq,
      atMs: systemClock.nowMs(),
      fields: { massG: 1_250, stable: true, teraUntil: "2027-03-31", ...fields },
    });
  const byScale = (seq: number, quantity = 1_250, change: object = {}) => ({
    lines: [
      line(quantity, {
        evidence: { device: "scale-01", boot: "boot0001", seq, teraUntil: null, ...change },
      }),
    ],
  });
  const written = async (): Promise<number> => {
    const path = "/transfers?kinds=deposit&limit=500";
    return (await operator.read(pageOf(transferViewSchema), path)).items.length;
  };

  it("are credited, and answered with what stands in the book and a receipt", async () => {
    const { transfer, receipt } = await operator.done("/deposits", deposit(sari, 1_250));
    expect(transfer).toMatchObject({
      kind: "deposit",
      actorName: "petugas",
      member: { id: sari, number, name: "Sari" },
      reversedBy: null,
    });
    expect(receipt).toMatchObject({
      kind: "deposit",
      member: { number, name: "Sari" },
      operatorName: "petugas",
      akad: "saved",
      productName: "Tabungan Reguler",
      lines: [{ name: "Botol PET", quantity: 1_250, rupiahPerUnit: 4_000, weighed: "hand" }],
      grossRupiah: 5_000,
      shareRupiah: 0,
      netRupiah: 5_000,
      balanceRupiah: 5_000,
      reversal: null,
    });
  });

  it("are counted once however often they are sent, also all at once", async () => {
    const before = await written();
    const body = deposit(sari, 2_000);
    const options = { key: freshKey(), occurredAt: now() };
    const five = await Promise.all(
      Array.from({ length: 5 }, () => operator.send("/deposits", body, options)),
    );
    expect(five.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(five.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    const again = await operator.send("/deposits", body, options);
    expect(again.isReplayed).toBe(true);
    for (const { body: answer } of five) expect(answer).toEqual(again.body);
    expect(await written()).toBe(before + 1);
  });

  it("with the key of another request are a conflict, also from another person", async () => {
    const options = { key: freshKey(), occurredAt: now() };
    await operator.done("/deposits", deposit(sari, 1_000), options);
    expect(await operator.refused("/deposits", deposit(sari, 1_001), options)).toBe(
      "409 idempotency-conflict",
    );
    expect(await treasurer.refused("/deposits", deposit(sari, 1_000), options)).toBe(
      "409 idempotency-conflict",
    );
  });

  it("need a key", async () => {
    expect(await operator.refused("/deposits", deposit(sari, 1_000), { key: "short" })).toBe(
      "400 invalid-input",
    );
  });

  describe("weighed by a scale", () => {
    it("keep the reading, with the tera that the scale itself said", async () => {
      await test.write(weighed(1));
      const claim = byScale(1, 1_250, { teraUntil: "2099-01-01" });
      const { transfer, receipt } = await operator.done("/deposits", deposit(sari, 0, claim));
      expect(transfer.detail).toMatchObject({
        lines: [{ evidence: { device: "scale-01", seq: 1, teraUntil: "2027-03-31" } }],
      });
      expect(receipt?.lines[0]).toMatchObject({
        weighed: "scale",
        scale: { device: "scale-01", teraUntil: "2027-03-31" },
      });
    });

    it("use a reading once", async () => {
      await test.write(weighed(2));
      const first = await operator.done("/deposits", deposit(sari, 0, byScale(2)));
      expect(await operator.refused("/deposits", deposit(sari, 0, byScale(2)))).toBe(
        "409 reading-used",
      );
      await operator.done(`/transfers/${first.transfer.seq}/reverse`, { reason: "Salah nasabah" });
      await operator.done("/deposits", deposit(sari, 0, byScale(2)));
    });

    it("wait for a reading that is under way, and go through with the same key", async () => {
      const options = { key: freshKey(), occurredAt: now() };
      const body = deposit(sari, 0, byScale(3));
      expect(await operator.refused("/deposits", body, options)).toBe("409 reading-unknown");
      expect(await operator.refused("/deposits", body, options)).toBe("409 reading-unknown");
      await test.write(weighed(3));
      await operator.done("/deposits", body, options);
      expect((await operator.send("/deposits", body, options)).isReplayed).toBe(true);
    });

    it.each([
      ["of another mass", 10, {}, 1_251],
      ["that never stood still", 11, { stable: false }, 1_250],
      ["beyond its range", 12, { overload: true }, 1_250],
    ])("are refused with a reading %s", async (_what, seq, fields, quantity) => {
      await test.write(weighed(seq, fields));
      expect(await operator.refused("/deposits", deposit(sari, 0, byScale(seq, quantity)))).toBe(
        "409 reading-unknown",
      );
    });

    it("are refused with a reading of another day, and take one that came late", async () => {
      const yesterdayMs = systemClock.nowMs() - 24 * 3_600_000;
      await test.write({
        ...weighed(30),
        atMs: yesterdayMs,
        sampledAtMs: yesterdayMs,
        receivedAtMs: yesterdayMs,
      });
      expect(await operator.refused("/deposits", deposit(sari, 0, byScale(30)))).toBe(
        "409 reading-unknown",
      );
      const occurredAt = new Date(yesterdayMs + 3_600_000).toISOString();
      await test.write({ ...weighed(31), atMs: yesterdayMs, sampledAtMs: yesterdayMs });
      const early = await operator.send("/deposits", deposit(sari, 0, byScale(31)), { occurredAt });
      expect(early).toMatchObject({ status: 404 });
      await operator.done("/deposits", deposit(sari, 0, byScale(31)));
    });

    it("are refused with a reading of somebody else's device, or of no scale", async () => {
      await test.write(
        { ...weighed(20, {}, "bin-02"), site: bankIdSchema.parse(FOREIGN_SITE.id) },
        { ...weighed(21), quality: "unstable" },
      );
      for (const claim of [
        byScale(20, 1_250, { device: "bin-02" }),
        byScale(21),
        byScale(22, 1_250, { device: "bin-01" }),
        byScale(23, 1_250, { device: "Not A Device" }),
      ]) {
        expect(await operator.refused("/deposits", deposit(sari, 0, claim))).toBe(
          "409 reading-unknown",
        );
      }
    });
  });

  it("of a member who is gone are refused, but a repeat still gets its first answer", async () => {
    const { id } = await operator.member("Tono");
    const options = { key: freshKey(), occurredAt: now() };
    const cash = { payee: { akad: "cash", member: id } };
    const first = await operator.done("/deposits", deposit(id, 1_000, cash), options);
    const path = `/api/v1/banks/bsu-melati/members/${id}/retire`;
    const { headers } = operator;
    expect((await test.call("POST", path, { headers })).status).toBe(200);
    expect(await operator.refused("/deposits", deposit(id, 1_000, cash))).toBe(
      "409 member-retired",
    );
    const again = await operator.send("/deposits", deposit(id, 1_000, cash), options);
    expect(again).toMatchObject({ status: 201, isReplayed: true });
    expect(postedSchema.parse(again.body)).toEqual(first);
  });

  it("of nobody's member, to no fund and of no item are not found", async () => {
    const gift = { payee: { akad: "donation", member: sari, fund: "tidak-ada" } };
    const other = { lines: [line(1_000, { item: "besi" })] };
    expect(await operator.refused("/deposits", deposit("tidak-ada", 1_000))).toBe("404 not-found");
    expect(await operator.refused("/deposits", deposit(sari, 1_000, gift))).toBe("404 not-found");
    expect(await operator.refused("/deposits", deposit(sari, 1_000, other))).toBe("404 not-found");
  });

  it("of a unit count by the price of its hop, and nobody else's do", async () => {
    await treasurer.publish({ ...PRICE, hop: "induk", rupiahPerUnit: 5_000 });
    const { id } = await treasurer.member("BSU Anggrek", "unit");
    const induk = { hop: "induk" };
    const { receipt } = await operator.done("/deposits", deposit(id, 1_000, induk));
    expect(receipt?.netRupiah).toBe(5_000);
    expect(await operator.refused("/deposits", deposit(id, 1_000))).toBe("400 invalid-input");
    expect(await operator.refused("/deposits", deposit(sari, 1_000, induk))).toBe(
      "400 invalid-input",
    );
  });

  it("at another price than the phone saw are a conflict", async () => {
    const seen = { lines: [line(1_000, { priceVersion: 1 })] };
    expect(await operator.refused("/deposits", deposit(sari, 1_000, seen))).toBe(
      "409 price-changed",
    );
    const mixed = { lines: [line(1_000, { grade: "campur" })] };
    expect(await operator.refused("/deposits", deposit(sari, 1_000, mixed))).toBe("409 no-price");
  });

  it("weighed for the harvest are valued by the treasurer", async () => {
    const later = { valued: "at-harvest" };
    const { transfer, receipt } = await operator.done("/deposits", deposit(sari, 500, later));
    expect(receipt).toMatchObject({ grossRupiah: null, netRupiah: null });
    const path = `/transfers/${transfer.seq}/value`;
    expect(await operator.refused(path, {})).toBe("403 not-allowed");
    const valued = await treasurer.done(path, {});
    expect(valued.transfer).toMatchObject({ kind: "value", continues: transfer.seq });
    expect(valued.receipt).toMatchObject({ grossRupiah: 2_000, netRupiah: 2_000 });
    expect(await treasurer.refused(path, {})).toBe("409 already-settled");
    expect(await treasurer.refused(`/transfers/${transfer.seq}/release`, {})).toBe("404 not-found");
  });

  it("of another bank are refused before anything is looked up", async () => {
    expect(await foreign.refused("/deposits", deposit(sari, 1_000))).toBe("403 not-allowed");
    const own = { bank: FOREIGN_SITE.id };
    expect(await foreign.refused("/deposits", deposit(sari, 1_000), own)).toBe("404 not-found");
  });
});
