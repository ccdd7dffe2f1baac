import type { ReportGroup } from "@resik/contract/bank/rule";
import type { SIPSN_KINDS } from "@resik/contract/http/bank/reports";

/** What can be said of a bank's half-year: the names on the right side of the mapping. */
export type SipsnFigure =
  | "district"
  | "village"
  | "formed"
  | "name"
  | "decreeNumber"
  | "director"
  | "phone"
  | "lat"
  | "lon"
  | "members"
  | "depositors"
  | "soldRupiah"
  | "soldToIndukMassG"
  | "soldToCollectorMassG"
  | "passbook"
  | "recording"
  | "scales"
  | "depositedMassG"
  | "soldMassG"
  | "linesWithoutMass"
  | "verifiedMonths"
  | "weighingDays"
  | "buyers"
  | `${ReportGroup}MassG`
  | `${ReportGroup}Rupiah`;

export interface SipsnField {
  key: string;
  /** In Indonesian, as on the sheet. */
  title: string;
  kind: (typeof SIPSN_KINDS)[number];
  /** Null: nothing in the book says it, so the column stays empty. */
  figure: SipsnFigure | null;
  /** What is counted, or why it is not known; in Indonesian. */
  remark: string | null;
  /**
   * The row below all banks: `once` counts what a unit sold to its induk once, `sum` adds the rows,
   * `none` leaves it empty.
   */
  total: "once" | "sum" | "none";
}

type Kind = SipsnField["kind"];

const known = (
  title: string,
  kind: Kind,
  figure: SipsnFigure,
  options: { remark?: string; total?: SipsnField["total"] } = {},
): SipsnField => ({
  key: figure,
  title,
  kind,
  figure,
  remark: options.remark ?? null,
  total: options.total ?? (kind === "text" || kind === "degree" ? "none" : "sum"),
});

const unknown = (key: string, title: string, kind: Kind, remark: string): SipsnField => ({
  key,
  title,
  kind,
  figure: null,
  remark,
  total: "none",
});

const NOT_KEPT = "Tidak dicatat di Resik; diisi oleh bank sampah atau DLH.";
const NO_SEX = "Jenis kelamin tidak dicatat di Resik; diisi oleh bank sampah atau DLH.";

const NOT_APART = "Tidak dipisahkan di Resik; termasuk kelompok yang dipilih bank sampah.";

const groupFields = (group: ReportGroup, name: string): SipsnField[] => [
  known(`${name} masuk`, "mass", `${group}MassG`, { total: "once" }),
  known(`Nilai ${name.toLowerCase()} masuk`, "rupiah", `${group}Rupiah`, { total: "once" }),
];

/**
 * The six-monthly sheet, column by column: the bank's master data, its operations and its report as
 * a district's form has them, the questions of a city's survey, and the five groups of the national
 * register. The sources are named in the notes on the field; nothing here is guessed for a bank.
 */
export const SIPSN_FIELDS: readonly SipsnField[] = [
  known("Kecamatan", "text", "district"),
  known("Kelurahan/Desa", "text", "village"),
  unknown("rw", "RW", "text", NOT_KEPT),
  known("Sudah terbentuk", "text", "formed", { remark: "Terdaftar di Resik." }),
  known("Nama bank sampah", "text", "name"),
  known("Nomor SK", "text", "decreeNumber"),
  known("Direktur", "text", "director"),
  known("Telepon", "text", "phone"),
  known("Lintang", "degree", "lat"),
  known("Bujur", "degree", "lon"),

  unknown("workersMale", "Tenaga kerja laki-laki", "count", NOT_KEPT),
  unknown("workersFemale", "Tenaga kerja perempuan", "count", NOT_KEPT),
  unknown("membersMale", "Nasabah laki-laki", "count", NO_SEX),
  unknown("membersFemale", "Nasabah perempuan", "count", NO_SEX),
  known("Jumlah nasabah", "count", "members", { remark: "Terdaftar pada akhir periode." }),
  known("Nasabah yang menyetor", "count", "depositors", {
    remark: "Setiap nasabah dihitung satu kali.",
  }),
  known("Omzet penjualan", "rupiah", "soldRupiah", { total: "once" }),
  known("Dijual ke bank sampah induk", "mass", "soldToIndukMassG"),
  known("Dijual ke pengepul", "mass", "soldToCollectorMassG"),
  unknown("soldToOthers", "Dijual ke pihak lain", "mass", NOT_KEPT),
  unknown("activities", "Kegiatan", "text", NOT_KEPT),
  unknown("products", "Produk daur ulang", "text", NOT_KEPT),
  known("Buku tabungan", "text", "passbook"),
  known("Cara pencatatan", "text", "recording"),
  known("Timbangan digital terhubung", "count", "scales", {
    remark: "Timbangan lain tidak dicatat di Resik.",
  }),
  unknown("transport", "Sarana angkut", "text", NOT_KEPT),

  known("Sampah masuk", "mass", "depositedMassG", { total: "once" }),
  known("Sampah terkelola", "mass", "soldMassG", {
    remark: "Terjual ke bank sampah induk atau pengepul, menurut timbangan pembeli.",
    total: "once",
  }),
  known("Baris setoran tanpa berat", "count", "linesWithoutMass", {
    remark: "Dihitung per liter atau buah dan beratnya tidak diketahui; tidak termasuk di kg.",
    total: "once",
  }),
  known("Laporan bulanan terverifikasi", "count", "verifiedMonths", { remark: "Dari 6 bulan." }),

  known("Hari buka dalam 6 bulan", "count", "weighingDays"),
  ...groupFields("plastic", "Plastik"),
  ...groupFields("paper", "Kertas"),
  ...groupFields("metal", "Logam"),
  ...groupFields("glass", "Kaca"),
  ...groupFields("other", "Lain-lain"),
  unknown("flexibleMassG", "Plastik fleksibel masuk", "mass", NOT_APART),
  unknown("flexibleRupiah", "Nilai plastik fleksibel masuk", "rupiah", NOT_APART),
  unknown("organicMassG", "Organik masuk", "mass", NOT_APART),
  unknown("organicRupiah", "Nilai organik masuk", "rupiah", NOT_APART),
  known("Jumlah pembeli", "count", "buyers"),
  unknown("facilities", "Fasilitas", "text", NOT_KEPT),
];
