import type { ReportGroup } from "@resik/contract/bank/rule";

/** Texts of the open page about waste banks; they are loaded with it. */
export const indonesian = {
  title: "Bank sampah",
  lead: "Yang dikumpulkan bank sampah kabupaten, dihitung dari setiap setoran. Tanpa nama.",
  noneTitle: "Belum ada angka",
  noneText: "Angka tampil setelah bulan pertama selesai.",
  latest: (month: string) => `Bulan ${month}`,
  mass: "Terkumpul",
  depositors: "Penyetor",
  deposits: "Setoran",
  rupiah: "Nilai",
  groups: {
    plastic: "Plastik",
    paper: "Kertas",
    metal: "Logam",
    glass: "Kaca",
    other: "Lainnya",
  } satisfies Record<ReportGroup, string>,
  groupsTitle: "Menurut golongan",
  monthsTitle: "Bulan demi bulan",
  month: "Bulan",
  banksTitle: "Kapan dan di mana menimbang",
  noBanks: "Belum ada bank sampah yang terdaftar.",
  noDay: "Jadwal belum ditentukan",
  hours: (from: string, to: string) =>
    `pukul ${from.replace(":", ".")}–${to.replace(":", ".")} WIB`,
  data: "Data terbuka (JSON)",
};
