import type {
  ResidentReportKind,
  ResidentReportState,
} from "@resik/contract/http/resident-reports";
import type { Trouble } from "../../../bank/queue/queue-item.ts";

const form = {
  title: "Lapor",
  lead: "Beri tahu dinas lingkungan. Boleh tanpa jaringan: laporan dikirim sendiri nanti.",
  mine: "Laporan saya",
  kind: "Apa yang Anda lihat?",
  kindMissing: "Pilih salah satu dulu.",
  photo: "Foto",
  photoRule: "Tidak wajib, tetapi sangat membantu. Lokasi dan data HP dihapus dari foto.",
  takePhoto: "Ambil foto",
  newPhoto: "Ganti foto",
  removePhoto: "Hapus foto",
  shrinking: "Foto sedang diperkecil…",
  photoAlt: "Foto untuk laporan ini",
  photoBad: "Berkas ini tidak bisa dibaca sebagai foto. Coba foto lain.",
  where: "Di mana?",
  whereRule: "Pakai lokasi HP, tulis tempatnya, atau pilih baknya.",
  whereMissing: "Isi tempatnya: lokasi HP, tulisan, atau bak.",
  locate: "Pakai lokasi HP saya",
  locating: "Mencari lokasi…",
  located: (metres: number) => `Lokasi tercatat (ketelitian ${metres} m).`,
  locateAgain: "Cari lagi",
  forgetPlace: "Hapus lokasi",
  locateFailed: "Lokasi tidak ditemukan atau tidak diizinkan. Tulis tempatnya saja.",
  place: "Tempat",
  placeRule: "Misalnya: pinggir Jalan Melati, depan musala",
  bin: "Bak sampah (tidak wajib)",
  noBin: "Bukan bak dari daftar",
  note: "Catatan (tidak wajib)",
  send: "Kirim laporan",
  saving: "Menyimpan…",
  full: (count: number) =>
    `Sudah ada ${count} laporan yang belum sampai di dinas. Sambungkan internet, atau buang yang tidak diterima.`,
  notSaved: "HP ini tidak bisa menyimpan laporan. Coba dari HP lain atau hubungi dinas.",
  privacy:
    "Nama Anda tidak ditampilkan kepada petugas. Foto dihapus 90 hari sesudah laporan selesai, atau setahun sesudah diterima bila tidak ada yang menyelesaikan.",
};

const list = {
  title: "Laporan saya",
  lead: "Yang Anda laporkan dan apa yang dilakukan dinas.",
  make: "Buat laporan",
  unsent: "Belum sampai di dinas",
  waiting: "Menunggu dikirim",
  waitingCount: (count: number) => `${count} laporan menunggu dikirim`,
  refusedCount: (count: number) => `${count} laporan tidak diterima dinas`,
  waitingText: "Tersimpan di HP ini. Dikirim sendiri begitu ada jaringan.",
  sendNow: "Kirim sekarang",
  discard: "Buang laporan",
  discardTitle: "Buang laporan ini?",
  discardText: "Laporan ini belum diterima dinas, dan akan hilang dari HP ini.",
  discardConfirm: "Ya, buang",
  keep: "Biarkan",
  refused: "Tidak diterima",
  troubles: {
    network: "Belum ada jaringan.",
    busy: "Server sedang sibuk atau batas laporan hari ini tercapai. Dicoba lagi nanti.",
    unreadable: "Jaringan ini belum sampai ke server. Dicoba lagi nanti.",
    "sign-in": "Masuk lagi supaya laporan ini bisa dikirim.",
    refused: "Server menolak laporan ini. Buang, lalu tulis lagi.",
  } satisfies Record<Trouble["kind"], string>,
  broken: "Penyimpanan HP ini tidak bisa dibaca.",
  seen: (time: string) => `Dilihat ${time}`,
  photoAlt: "Foto dari laporan ini",
  answer: "Jawaban dinas",
  noneTitle: "Belum ada laporan",
  noneText: "Lihat bak penuh, asap, atau sampah liar? Laporkan dari sini.",
};

/** Texts of a resident's reports; they are loaded with these pages. */
export const indonesian = {
  form,
  list,
  kinds: {
    "full-bin": "Bak penuh",
    burning: "Pembakaran sampah",
    dumping: "Sampah liar",
    "broken-bin": "Bak rusak",
    other: "Lainnya",
  } satisfies Record<ResidentReportKind, string>,
  states: {
    received: "Diterima dinas",
    "in-work": "Sedang dikerjakan",
    done: "Selesai",
    declined: "Tidak ditindaklanjuti",
  } satisfies Record<ResidentReportState, string>,
};
