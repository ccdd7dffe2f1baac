import type { SiteProblem } from "../site-draft.ts";
import type { SiteKind } from "../parse-sites.ts";

/** Texts of the pages about places; they are loaded with these pages. */
export const indonesian = {
  title: "Tempat",
  lead: "TPS, bank sampah, stasiun udara dan kantor: setiap alat berdiri di salah satunya.",
  add: "Tambah tempat",
  back: "Semua tempat",
  kinds: {
    tps: "TPS",
    "waste-bank": "Bank sampah",
    station: "Stasiun udara",
    office: "Kantor",
  } satisfies Record<SiteKind, string>,
  list: {
    name: "Daftar tempat",
    search: "Cari tempat",
    searchHint: "Nama, kode, atau kecamatan",
    count: (shown: string, all: string) => `${shown} dari ${all} tempat`,
    noneTitle: "Belum ada tempat",
    noneText: "Tambahkan tempat pertama; setelah itu alatnya dapat didaftarkan.",
    noneMatchTitle: "Tidak ada yang cocok",
    noneMatchText: "Ubah kata yang dicari.",
    clear: "Hapus pencarian",
    cut: "Yang tampil 500 tempat pertama menurut kodenya.",
  },
  form: {
    newTitle: "Tambah tempat",
    newLead: "Setelah disimpan, alat dapat didaftarkan di tempat ini.",
    kind: "Jenis",
    kindRule: "Bank sampah mendapat pembukuannya sendiri.",
    name: "Nama",
    nameRule: "Seperti yang dikenal orang, misalnya TPS Pasar Puri.",
    id: "Kode tempat",
    idRule: (suggestion: string) =>
      `Kosongkan untuk memakai ${suggestion}. Kode dan jenis tidak dapat diubah lagi setelah disimpan.`,
    idRuleFirst: "Isi nama dulu; kodenya lalu diusulkan.",
    taken: (id: string) => `Kode ${id} sudah dipakai. Pilih kode lain.`,
    area: "Kecamatan",
    chooseArea: "Pilih kecamatan",
    otherArea: "Kecamatan lain",
    areaCode: "Kode kecamatan",
    areaCodeRule: "Kode wilayah Kemendagri, misalnya 33.18.10.",
    areaName: "Nama kecamatan",
    placeRule: "Di sini berdiri setiap alat yang tidak punya letak sendiri.",
    save: "Simpan tempat",
  },
  page: {
    fixed: (kind: string, id: string) => `${kind} · kode ${id}. Keduanya tidak berubah.`,
    title: "Nama, kecamatan dan letak",
    lead: "Alat yang berdiri di titik tempat ini ikut pindah; yang punya letak sendiri tidak.",
    save: "Simpan",
    saved: "Tempat disimpan.",
    devices: "Alat di tempat ini",
    register: "Daftarkan alat di sini",
    unknownTitle: "Tempat tidak ditemukan",
    unknownText: "Kodenya mungkin salah ketik. Cari di daftar tempat.",
    overtaken:
      "Orang lain baru saja mengubah tempat ini. Isian Anda tetap di sini; bila disimpan, ubahan orang itu tertimpa.",
    takeOther: "Ambil ubahan itu, buang isian saya",
  },
  problems: {
    name: "Beri nama.",
    id: "2 sampai 40 huruf kecil dan angka, boleh dengan tanda hubung tunggal di antaranya, misalnya tps-pasar-puri.",
    area: "Pilih kecamatannya.",
    areaCode: "Angka dua-dua dengan titik, misalnya 33.18.10.",
    areaName: "Isi nama kecamatan.",
  } satisfies Omit<Record<SiteProblem, string>, "lat" | "lon">,
};

export type SitesText = typeof indonesian;
