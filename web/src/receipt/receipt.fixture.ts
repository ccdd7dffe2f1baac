import type { receiptSchema } from "@resik/contract/http/bank/receipt";
import type { z } from "zod";

/** A receipt of a deposit that was reversed, as the api sends it. */
export const WIRE_RECEIPT = {
  id: "12-345-7KX2M9QH4T",
  kind: "deposit",
  seq: 345,
  bank: { id: "bsu-melati", name: "Bank Sampah Melati", address: null, phone: null, note: null },
  member: { number: "0120007", name: "Sari" },
  operatorName: "Wati",
  occurredAt: "2026-11-21T01:05:00Z",
  recordedAt: "2026-11-21T01:05:02Z",
  akad: "saved",
  productName: "Tabungan Reguler",
  fundName: null,
  buyerName: null,
  delivery: "dropped-off",
  lines: [
    {
      item: "pet",
      grade: "bersih",
      name: "Botol PET",
      unit: "kg",
      quantity: 3_255,
      rupiahPerUnit: 3_500,
      grossRupiah: 11_393,
      weighed: "scale",
      scale: { device: "scale-melati", teraUntil: "2027-03-01" },
    },
  ],
  grossRupiah: 11_393,
  shareRupiah: 1_708,
  share: { kind: "at-deposit", numerator: 15, denominator: 100 },
  netRupiah: 9_685,
  balanceRupiah: 182_400,
  reversal: { at: "2026-11-22T01:00:00Z", reason: "Salah nasabah" },
} as const satisfies z.input<typeof receiptSchema>;
