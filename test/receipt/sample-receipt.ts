import type { Receipt as WireReceipt } from "@resik/contract/http/bank/receipt";
import { WIRE_RECEIPT } from "../../web/src/receipt/receipt.fixture.ts";

/** A receipt with everything that can stand on one: scale and hand, kilograms and pieces, a share. */
export const SAMPLE_RECEIPT: WireReceipt = {
  ...WIRE_RECEIPT,
  bank: {
    ...WIRE_RECEIPT.bank,
    address: "Balai Desa Melati, Puri, Kec. Pati",
    phone: "0295 123456",
    note: "Simpan struk ini. Terima kasih, bumi jadi resik!",
  },
  lines: [
    ...WIRE_RECEIPT.lines,
    {
      item: "kardus",
      grade: "kering",
      name: "Kardus",
      unit: "kg",
      quantity: 12_400,
      rupiahPerUnit: 1_500,
      grossRupiah: 18_600,
      weighed: "scale",
      scale: { device: "scale-melati", teraUntil: "2026-03-01" },
    },
    {
      item: "rak-telur",
      grade: "campur",
      name: "Rak telur dari karton daur ulang",
      unit: "piece",
      quantity: 12,
      rupiahPerUnit: 150,
      grossRupiah: 1_800,
      weighed: "hand",
      scale: null,
    },
  ],
  grossRupiah: 31_793,
  shareRupiah: 4_768,
  netRupiah: 27_025,
  reversal: null,
};
