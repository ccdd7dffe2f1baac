import type { Detail } from "@resik/contract/bank/detail";
import type { Delivery, Hop, Payout, ReportGroup } from "@resik/contract/bank/rule";
import type { ShareModel } from "@resik/contract/bank/rule-schema";
import type { Unit } from "@resik/contract/bank/quantity";
import type { MemberKind } from "@resik/contract/http/bank/members";
import type { MonthlyReport } from "@resik/contract/http/bank/reports";
import type { WithdrawalView } from "@resik/contract/http/bank/transfers";
import { createTextHook, type PageText } from "../text/page-text.ts";

/** Words for everything that comes from a closed list of the contract. */
interface ListText {
  transfer: Record<Detail["kind"], string>;
  member: Record<MemberKind, string>;
  withdrawal: Record<WithdrawalView["state"], string>;
  report: Record<MonthlyReport["state"], string>;
  group: Record<ReportGroup, string>;
  hop: Record<Hop, string>;
  payout: Record<Payout | "any", string>;
  delivery: Record<Delivery | "any", string>;
  share: Record<ShareModel["kind"], string>;
  unit: Record<Unit, string>;
  buyer: Record<"induk" | "collector", string>;
  grade: (grade: string) => string;
}

const indonesian: ListText = {
  transfer: {
    deposit: "Setoran",
    value: "Penilaian panen",
    release: "Saldo dilepas",
    "request-withdrawal": "Permintaan tarik",
    "approve-withdrawal": "Persetujuan tarik",
    "pay-withdrawal": "Penarikan dibayar",
    "void-withdrawal": "Penarikan batal",
    sell: "Penjualan",
    "receive-payment": "Pembayaran pembeli",
    donate: "Sedekah saldo",
    "pay-aid": "Bantuan sosial",
    "move-cash": "Kas masuk/keluar",
    "open-day": "Buka hari",
    "close-day": "Tutup hari",
    reverse: "Pembatalan",
    "publish-rule": "Aturan baru",
  },
  member: { person: "Perorangan", household: "Keluarga", group: "Kelompok", unit: "Unit (BSU)" },
  withdrawal: {
    requested: "Menunggu persetujuan",
    approved: "Siap dibayar",
    paid: "Dibayar",
    void: "Dibatalkan",
    reversed: "Dikoreksi",
  },
  report: {
    draft: "Belum dikirim",
    submitted: "Menunggu DLH",
    verified: "Disetujui DLH",
    returned: "Dikembalikan",
  },
  group: { plastic: "Plastik", paper: "Kertas", metal: "Logam", glass: "Kaca", other: "Lainnya" },
  hop: { member: "Nasabah", induk: "Unit → induk", collector: "Pengepul" },
  payout: { saved: "Ditabung", cash: "Tunai", any: "Semua cara bayar" },
  delivery: { "dropped-off": "Diantar", "picked-up": "Dijemput", any: "Diantar & dijemput" },
  share: {
    none: "Tanpa potongan",
    "at-deposit": "Persen saat setor",
    "of-sale": "Persen dari penjualan",
    "at-withdrawal": "Persen saat tarik",
    margin: "Selisih harga",
    "held-until-sold": "Ditahan sampai terjual",
  },
  unit: { kg: "kilogram", litre: "liter", piece: "buah" },
  buyer: { induk: "Bank sampah induk", collector: "Pengepul" },
  grade: (grade) => (grade === "standard" ? "biasa" : grade),
};

const english: ListText = {
  transfer: {
    deposit: "Deposit",
    value: "Valued at harvest",
    release: "Savings released",
    "request-withdrawal": "Withdrawal request",
    "approve-withdrawal": "Withdrawal approval",
    "pay-withdrawal": "Withdrawal paid",
    "void-withdrawal": "Withdrawal voided",
    sell: "Sale",
    "receive-payment": "Buyer's payment",
    donate: "Donation from savings",
    "pay-aid": "Social aid",
    "move-cash": "Cash in/out",
    "open-day": "Day opened",
    "close-day": "Day closed",
    reverse: "Reversal",
    "publish-rule": "New rule",
  },
  member: { person: "Person", household: "Household", group: "Group", unit: "Unit bank" },
  withdrawal: {
    requested: "Waits for approval",
    approved: "Ready to pay",
    paid: "Paid",
    void: "Voided",
    reversed: "Corrected",
  },
  report: {
    draft: "Not sent",
    submitted: "Waits for the agency",
    verified: "Verified",
    returned: "Returned",
  },
  group: { plastic: "Plastic", paper: "Paper", metal: "Metal", glass: "Glass", other: "Other" },
  hop: { member: "Member", induk: "Unit → induk", collector: "Collector" },
  payout: { saved: "Saved", cash: "Cash", any: "Any payout" },
  delivery: { "dropped-off": "Dropped off", "picked-up": "Picked up", any: "Any delivery" },
  share: {
    none: "No share",
    "at-deposit": "Percent at deposit",
    "of-sale": "Percent of the sale",
    "at-withdrawal": "Percent at withdrawal",
    margin: "Margin by list",
    "held-until-sold": "Held until sold",
  },
  unit: { kg: "kilogram", litre: "litre", piece: "piece" },
  buyer: { induk: "Induk (central bank)", collector: "Collector" },
  grade: (grade) => (grade === "standard" ? "standard" : grade),
};

export const listText: PageText<ListText> = { id: indonesian, en: english };

export const useListText = createTextHook(listText);
