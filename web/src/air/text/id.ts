import type { IspuCategoryId } from "@resik/contract/ispu/category";

/** Texts of the pages about the air; they are loaded with them. */
export const indonesian = {
  title: "Udara kabupaten",
  lead: "Indeks Standar Pencemar Udara (ISPU) dari semua stasiun, dihitung ulang setiap jam.",
  categories: {
    good: "Baik",
    moderate: "Sedang",
    unhealthy: "Tidak Sehat",
    "very-unhealthy": "Sangat Tidak Sehat",
    hazardous: "Berbahaya",
  } satisfies Record<IspuCategoryId, string>,
  advice: {
    good: "Udara bersih. Silakan beraktivitas di luar seperti biasa.",
    moderate:
      "Aman untuk hampir semua orang. Yang sangat peka, misalnya penderita asma, sebaiknya beristirahat bila batuk atau sesak.",
    unhealthy:
      "Anak, lansia, ibu hamil, dan penderita sakit paru atau jantung sebaiknya mengurangi kegiatan di luar. Pakai masker dan tunda kerja berat.",
    "very-unhealthy":
      "Semua orang sebaiknya mengurangi kegiatan di luar. Yang rentan tetap di rumah dan menutup jendela. Pakai masker bila harus keluar.",
    hazardous:
      "Tetaplah di dalam rumah, tutup pintu dan jendela, dan jangan membakar apa pun. Cari bantuan bila sesak napas.",
  } satisfies Record<IspuCategoryId, string>,
  summaryTitle: "Keadaan sekarang",
  worstIs: (station: string, category: string, index: string) =>
    `Udara terburuk ada di ${station}: ${category}, ISPU ${index}.`,
  allAre: (category: string) => `Di semua stasiun yang mengirim data udara ${category}.`,
  smokeNow: (station: string, value: string, category: string) =>
    `Pada jam terakhir debu halus di ${station} mencapai ${value} µg/m³, setara ${category}.`,
  countIn: (count: string, category: string) => `${count} stasiun ${category}`,
  countWithout: (count: string) => `${count} stasiun belum punya angka`,
  noneNow: "Belum ada stasiun dengan data yang cukup untuk menghitung ISPU.",
  stationsTitle: "Stasiun",
  index: "ISPU 24 jam",
  beyond: ">500",
  until: (time: string) => `Rata-rata 24 jam sampai pukul ${time}`,
  critical: (parameter: string) => `Parameter kritis: ${parameter}`,
  measured: (parameters: string) => `Diukur: ${parameters}`,
  provisional: "Sementara",
  indicative: "Indikatif",
  noIndex: "Belum ada angka",
  noIndexText: "Data 24 jam terakhir terlalu sedikit, atau stasiun sedang diam.",
  hourTitle: "PM2.5 sejam terakhir",
  hourUntil: (time: string) => `Sampai pukul ${time}`,
  noHour: "Tidak ada data pada jam terakhir.",
  hourLooks: (category: string) => `Setara kategori ${category}`,
  toStation: (station: string) => `Lihat semua data ${station}`,
  emptyTitle: "Belum ada stasiun udara",
  emptyText: "Stasiun udara yang didaftarkan akan tampil di sini.",
  historyTitle: "Riwayat ISPU",
  station: "Stasiun",
  range: "Rentang",
  ranges: { day: "Hari", week: "Minggu", month: "Bulan", year: "Tahun" },
  noHistory: "Tidak ada ISPU dalam rentang ini.",
  chartLabel: (station: string, range: string) =>
    `Grafik ISPU ${station}, ${range}. Gunakan tombol panah untuk membaca angkanya.`,
  chartHint: "Sentuh grafik atau pakai tombol panah untuk membaca angkanya.",
  extremes: (low: string, high: string) => `Terendah ${low}, tertinggi ${high}`,
  hoursIn: (hours: string, category: string) => `${hours} jam ${category}`,
  scaleTitle: "Arti warna dan angka",
  scaleUpTo: (from: string, to: string) => `ISPU ${from}–${to}`,
  scaleAbove: (from: string) => `ISPU di atas ${from}`,
  words: {
    ispu: {
      title: "ISPU",
      text: "Satu angka untuk mutu udara menurut Permen LHK P.14/2020. Dihitung dari rata-rata 24 jam, jadi naik dan turun pelan. Parameter yang paling buruk menentukan angkanya.",
    },
    hour: {
      title: "PM2.5 sejam terakhir",
      text: "Debu halus pada satu jam terakhir saja. Cepat naik bila ada asap, tetapi bukan ISPU.",
    },
    provisional: {
      title: "Sementara",
      text: "Sebagian data 24 jam terakhir belum masuk. Angkanya masih bisa berubah.",
    },
    indicative: {
      title: "Indikatif",
      text: "Diukur dengan alat murah, baik untuk gambaran, bukan untuk keputusan resmi.",
    },
  },
  toBoard: "Papan untuk layar umum",
  openData: "Data terbuka (JSON)",
  board: {
    title: "Papan ISPU",
    pause: "Jeda",
    resume: "Lanjut",
    leave: "Tutup papan",
    of: (now: string, all: string) => `${now} dari ${all}`,
    dataAt: (time: string) => `Data pukul ${time}`,
    offline: (since: string) =>
      `Sambungan terputus sejak ${since}. Ini angka terakhir yang diterima.`,
    never: "Belum ada sambungan. Mencoba lagi sendiri.",
    old: "Data terlalu lama",
    oldText: (time: string) => `Angka terakhir dari ${time}`,
  },
};
