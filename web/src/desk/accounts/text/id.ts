import type { AgencyRole, DutyRole } from "../account-draft.ts";

/** Texts of the pages about accounts; they are loaded with these pages. */
export const indonesian = {
  title: "Akun",
  lead: "Siapa yang boleh masuk, dan sebagai apa. Nasabah masuk lewat bank sampahnya, bukan di sini.",
  add: "Tambah akun",
  back: "Semua akun",
  agency: {
    none: "Bukan petugas DLH",
    staff: "Petugas DLH",
    administrator: "Pengelola",
  } satisfies Record<AgencyRole, string>,
  duty: {
    operator: "Petugas",
    treasurer: "Bendahara",
  } satisfies Record<DutyRole, string>,
  dutyAt: (duty: string, site: string) => `${duty}, ${site}`,
  list: {
    name: "Daftar akun",
    search: "Cari akun",
    searchHint: "Nama atau nama pengguna",
    count: (shown: string, all: string) => `${shown} dari ${all} akun`,
    noAccess: "Tidak boleh apa-apa",
    noneMatchTitle: "Tidak ada yang cocok",
    noneMatchText: "Ubah kata yang dicari.",
    clear: "Hapus pencarian",
    cut: "Yang tampil 500 akun pertama menurut nama penggunanya.",
    moreDuties: (count: number) => `dan ${count} tempat lagi`,
    self: "Anda",
  },
  form: {
    newTitle: "Tambah akun",
    newLead: "Sampaikan nama pengguna dan kata sandinya langsung kepada orangnya.",
    name: "Nama lengkap",
    username: "Nama pengguna",
    usernameRule:
      "3–30 huruf kecil, angka, titik, garis bawah, atau tanda hubung. Tidak dapat diubah lagi.",
    save: "Buat akun",
    saved: "Akun dibuat.",
    taken: (username: string) => `Nama pengguna ${username} sudah dipakai.`,
  },
  roles: {
    title: "Boleh apa",
    lead: "Berlaku sejak permintaan berikutnya, juga bagi yang sedang masuk.",
    agency: "Di DLH",
    agencyRule: "Pengelola juga mengatur akun dan penerima pesan.",
    duties: "Di tempat tertentu",
    dutiesRule:
      "Petugas menimbang dan melihat tempatnya; bendahara juga memegang uang, harga dan laporan bank sampah.",
    duty: "Sebagai",
    site: "Tempat",
    chooseSite: "Pilih tempat",
    addDuty: "Tambah tempat tugas",
    remove: "Hapus tugas ini",
    save: "Simpan",
    saved: "Disimpan.",
    noneTitle: (name: string) => `Akhiri akses ${name}?`,
    noneText: "Tanpa satu pun tugas, akun ini masih ada tetapi tidak boleh apa-apa lagi.",
    noneConfirm: "Akhiri akses",
    own: "Hak Anda sendiri diatur oleh pengelola lain.",
    overtaken:
      "Orang lain baru saja mengubah hak akun ini. Isian Anda tetap di sini; bila disimpan, ubahan orang itu tertimpa.",
    takeOther: "Ambil ubahan itu, buang isian saya",
  },
  password: {
    title: "Kata sandi",
    lead: "Untuk yang lupa. Semua perangkat yang sedang masuk dengan akun ini keluar.",
    open: "Buat kata sandi baru",
    dialog: (name: string) => `Kata sandi baru untuk ${name}`,
    save: "Ganti",
    saved: "Kata sandi diganti; semua sesinya berakhir.",
  },
  page: {
    lead: (username: string, day: string) => `Nama pengguna ${username} · sejak ${day}`,
    unknownTitle: "Akun tidak ditemukan",
    unknownText: "Alamatnya mungkin tidak utuh. Cari di daftar akun.",
  },
  problems: {
    name: "Isi namanya.",
    username: "Belum sesuai aturan di atas.",
    password: "Paling sedikit 10 karakter.",
    roles: "Pilih paling sedikit satu: di DLH, atau di sebuah tempat.",
    site: "Pilih tempatnya.",
  },
};

export type AccountsText = typeof indonesian;
