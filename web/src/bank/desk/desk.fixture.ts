import type { z } from "zod";
import type { deskSchema } from "@resik/contract/http/bank/desk";

/** A desk as the api sends it, with one rule of every type. */
export const WIRE_DESK = {
  bank: {
    id: "bsu-melati",
    number: 12,
    name: "Bank Sampah Melati",
    address: "Balai Desa",
    phone: null,
    receiptNote: null,
  },
  takenAt: "2026-11-21T01:00:00Z",
  openDay: { seq: 5, openedAt: "2026-11-21T00:30:00Z" },
  members: [
    {
      id: "sari",
      number: "0120007",
      name: "Sari",
      kind: "person",
      address: "RT 2",
      phoneTail: "7890",
      cardSha256: "ab".repeat(32),
      savingsRupiah: 12_500,
    },
    {
      id: "bsu-kenanga",
      number: "0120011",
      name: "Bank Sampah Kenanga",
      kind: "unit",
      address: null,
      phoneTail: null,
      cardSha256: null,
      savingsRupiah: 0,
    },
  ],
  rules: [
    {
      seq: 1,
      validFrom: "2026-01-01T00:00:00Z",
      rule: {
        type: "item",
        item: "pet",
        name: "Botol PET",
        unit: "kg",
        grades: ["bersih", "campur"],
        reportGroup: "plastic",
        gramsPerUnit: null,
        isActive: true,
      },
    },
    {
      seq: 2,
      validFrom: "2026-01-01T00:00:00Z",
      rule: {
        type: "price",
        item: "pet",
        grade: "bersih",
        hop: "member",
        payout: null,
        delivery: null,
        rupiahPerUnit: 3_500,
      },
    },
    {
      seq: 3,
      validFrom: "2026-01-01T00:00:00Z",
      rule: {
        type: "price",
        item: "pet",
        grade: "bersih",
        hop: "member",
        payout: "cash",
        delivery: null,
        rupiahPerUnit: 3_300,
      },
    },
    {
      seq: 4,
      validFrom: "2026-01-01T00:00:00Z",
      rule: {
        type: "product",
        product: "reguler",
        name: "Tabungan Reguler",
        minimumRupiah: 0,
        remainingRupiah: 0,
        termDays: 0,
        isActive: true,
      },
    },
    {
      seq: 6,
      validFrom: "2026-01-01T00:00:00Z",
      rule: {
        type: "share",
        product: null,
        delivery: null,
        model: { kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } },
      },
    },
    {
      seq: 7,
      validFrom: "2026-01-01T00:00:00Z",
      rule: { type: "settings", approvalLimitRupiah: 500_000 },
    },
  ],
  itemsByUse: ["pet.bersih"],
  funds: [{ id: "yatim", name: "Santunan Yatim" }],
  scales: [{ device: "scale-melati", name: "Timbangan Melati", teraUntil: "2027-03-01" }],
} satisfies z.input<typeof deskSchema>;
