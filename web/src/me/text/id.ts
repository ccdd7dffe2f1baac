import type { ReportGroup } from "@resik/contract/bank/rule";
import type { WithdrawalState } from "../edge/parse-account.ts";
import type { Period } from "../statement/period.ts";

const links = {
  passbook: "Buku tabungan",
  withdraw: "Tarik uang",
  prices: "Harga",
  statement: "Rekening koran",
  donate: "Sedekah",
  account: "Akun saya",
  report: "Lapor bak penuh, asap, sampah liar",
};

const gate = {
  errorTitle: "Tabungan belum bisa diambil",
  signedOutTitle: "Anda belum masuk",
  signedOutText: "Masuk dengan nomor nasabah atau nomor HP, dan PIN Anda.",
  noMemberTitle: "Halaman ini untuk nasabah",
  noMemberText: "Akun Anda bukan akun nasabah bank sampah.",
  toOwnPage: "Ke halaman saya",
  stale: (time: string) => `Tanpa jaringan. Ini keadaan terakhir yang dilihat: ${time}.`,
  lost: "Sambungan terputus. Angka di halaman ini mungkin belum yang terbaru.",
  again: "Coba lagi",
};

const home = {
  balance: "Saldo tabungan",
  number: (number: string) => `No. ${number}`,
  held: "Menunggu terjual",
  payable: "Sedang ditarik",
  links: "Layanan tabungan",
  pending: "Penarikan yang ditunggu",
  pendingMore: "Lihat atau batalkan",
  lastDeposit: "Setoran terakhir",
  noDeposit: "Belum ada setoran. Bawa sampah terpilah pada hari timbang.",
  notValued: "Menunggu harga",
  lines: (count: number) => `${count} barang`,
  toReceipt: "Lihat struk",
  nextWeighing: "Hari timbang berikutnya",
  noWeighing: "Jadwal belum ditentukan. Tanyakan ke bank sampah Anda.",
  inDays: (days: number): string => {
    if (days === 0) return "Hari ini";
    return days === 1 ? "Besok" : `${days} hari lagi`;
  },
  hours: (from: string, to: string) =>
    `pukul ${from.replace(":", ".")}–${to.replace(":", ".")} WIB`,
  air: "Udara di sekitar Anda",
  airFailed: "Angka udara tidak bisa diambil sekarang.",
  airNone: "Belum ada stasiun udara di dekat sini.",
  airNear: (name: string) => `${name} (stasiun terdekat)`,
  year: "Tahun ini",
  deposits: (count: number) => `${count} setoran`,
};

const history = {
  title: "Perkembangan saldo",
  show: "Lihat grafik",
  tooShort: "Grafik tampil setelah dua bulan menabung.",
  table: "Tampilkan sebagai tabel",
  month: "Bulan",
  savings: "Saldo akhir",
  brought: "Disetor",
  label: (from: string, first: string, to: string, last: string) =>
    `Grafik saldo dari ${from} (${first}) sampai ${to} (${last}).`,
};

/** By the kind of the ledger's transfer. */
const kinds = {
  deposit: "Setoran",
  value: "Setoran dihargai",
  release: "Hasil penjualan cair",
  "request-withdrawal": "Penarikan",
  "pay-withdrawal": "Penarikan dibayar",
  "void-withdrawal": "Penarikan dibatalkan",
  donate: "Sedekah",
  reverse: "Pembatalan",
};

const passbook = {
  lead: "Ketuk satu baris untuk melihat struk atau penarikannya.",
  balance: (amount: string) => `Saldo ${amount}`,
  undone: "Dibatalkan",
  undoes: (seq: number) => `Membatalkan catatan no. ${seq}`,
  reason: (reason: string) => `Alasan: ${reason}`,
  emptyTitle: "Belum ada catatan",
  emptyText: "Setoran pertama Anda akan tampil di sini.",
  errorTitle: "Buku tabungan belum bisa diambil",
  more: "Tampilkan yang lebih lama",
};

const receipt = {
  title: "Struk",
  back: "Buku tabungan",
  goneTitle: "Struk tidak ditemukan",
  goneText: "Struk ini tidak ada di tabungan Anda.",
};

const prices = {
  lead: (bank: string) => `Yang Anda terima hari ini di ${bank}.`,
  search: "Cari barang",
  searchHint: "Misalnya kardus",
  payout: "Uangnya",
  saved: "Ditabung",
  cash: "Tunai",
  delivery: "Sampahnya",
  droppedOff: "Diantar",
  pickedUp: "Dijemput",
  gradeSince: (grade: string, day: string) => `Mutu ${grade}, sejak ${day}`,
  noneTitle: "Belum ada harga",
  noneText: "Bank sampah Anda belum mengisi daftar harganya.",
  notFoundTitle: "Tidak ada yang cocok",
  notFoundText: "Coba kata lain, atau hapus pencarian.",
};

const groups = {
  plastic: "Plastik",
  paper: "Kertas",
  metal: "Logam",
  glass: "Kaca",
  other: "Lainnya",
} satisfies Record<ReportGroup, string>;

const statement = {
  lead: "Semua catatan di antara dua tanggal. Cetak, atau simpan sebagai PDF.",
  period: "Masa",
  periods: {
    "this-month": "Bulan ini",
    "last-month": "Bulan lalu",
    "three-months": "Tiga bulan",
    "this-year": "Tahun ini",
    own: "Pilih tanggal",
  } satisfies Record<Period, string>,
  from: "Dari",
  to: "Sampai",
  badDays: "Tanggal “Sampai” harus sesudah “Dari”.",
  sheet: "Rekening koran",
  range: (from: string, to: string) => `${from} sampai ${to}`,
  print: "Cetak atau simpan PDF",
  bank: "Bank sampah",
  member: "Nasabah",
  opening: "Saldo awal",
  credits: "Masuk",
  debits: "Keluar",
  closing: "Saldo akhir",
  time: "Waktu",
  what: "Catatan",
  amount: "Jumlah",
  balance: "Saldo",
  none: "Tidak ada catatan pada masa ini.",
  made: (time: string) => `Dibuat ${time} dari buku bank sampah.`,
};

const withdraw = {
  lead: "Uang disiapkan bank sampah dan dibayarkan tunai di mejanya.",
  formTitle: "Minta penarikan",
  noSavings: "Belum ada tabungan yang bisa ditarik.",
  withdrawable: "Bisa ditarik sekarang",
  savings: "Saldo",
  term: (day: string) => `Tabungan ini baru bisa ditarik mulai ${day}.`,
  minimum: (amount: string) => `Sekali tarik paling sedikit ${amount}.`,
  remaining: (amount: string) => `Harus tersisa ${amount} di tabungan.`,
  held: (amount: string) => `${amount} masih menunggu sampahnya terjual.`,
  notNow: "Saat ini belum ada yang bisa ditarik dari tabungan ini.",
  amount: "Jumlah yang ditarik",
  all: (amount: string) => `Tarik semua (${amount})`,
  fee: (net: string, fee: string) => `Anda akan menerima ${net}; bagian bank ${fee}.`,
  empty: "Isi jumlahnya dulu.",
  tooMuch: (amount: string) => `Paling banyak ${amount}.`,
  offline: "Penarikan perlu jaringan, supaya saldo pasti cukup. Sambungkan dulu, lalu kirim.",
  send: "Kirim permintaan",
  done: "Permintaan terkirim. Bank sampah akan menyiapkan uangnya.",
  doneWithFee: (net: string, fee: string) =>
    `Permintaan terkirim. Anda akan menerima ${net}; bagian bank ${fee}.`,
  asked: (day: string) => `diminta ${day}`,
  states: {
    requested: "Menunggu persetujuan",
    approved: "Siap diambil",
    paid: "Sudah dibayar",
    void: "Dibatalkan",
    reversed: "Dibatalkan",
  } satisfies Record<WithdrawalState, string>,
  cancel: "Batalkan",
  cancelTitle: (amount: string) => `Batalkan penarikan ${amount}?`,
  cancelText: "Uangnya kembali ke tabungan Anda.",
  cancelConfirm: "Ya, batalkan",
  keep: "Biarkan",
};

const donate = {
  lead: "Berikan sebagian tabungan Anda untuk kegiatan bersama.",
  fund: "Untuk",
  amount: "Jumlah sedekah",
  savings: (amount: string) => `Saldo Anda ${amount}.`,
  empty: "Isi jumlahnya dulu.",
  tooMuch: "Lebih besar dari saldo Anda.",
  offline: "Sedekah perlu jaringan. Sambungkan dulu, lalu kirim.",
  send: "Sedekahkan",
  confirmTitle: (amount: string) => `Sedekahkan ${amount}?`,
  confirmText: (fund: string) =>
    `Dari tabungan Anda untuk ${fund}. Sesudah ini hanya bank sampah yang bisa membatalkannya.`,
  confirm: "Ya, sedekahkan",
  done: (amount: string, fund: string) => `Terima kasih. ${amount} sudah masuk ke ${fund}.`,
  noFundTitle: "Belum ada dana",
  noFundText: "Bank sampah Anda belum membuka dana untuk sedekah.",
};

const data = {
  title: "Data saya di bank sampah",
  name: "Nama",
  number: "Nomor nasabah",
  bank: "Bank sampah",
  phone: "Nomor HP",
  address: "Alamat",
  joined: "Nasabah sejak",
  card: "Kartu",
  none: "Tidak dicatat",
  noCard: "Belum ada",
  cardSince: (day: string) => `Berlaku, dibuat ${day}`,
  needsNetwork: "Perlu jaringan",
  more: "Selain itu bank mencatat setoran dan penarikan Anda. NIK dan tanggal lahir tidak diminta. Petugas dinas hanya melihat jumlah, tanpa nama.",
  correct: (bank: string, phone: string | null) =>
    `Ada yang salah, atau ingin dihapus? Itu hak Anda (UU 27/2022). Sampaikan di meja ${bank}${
      phone === null ? "" : ` atau lewat ${phone}`
    }.`,
};

const pin = {
  title: "Ganti PIN",
  old: "PIN lama",
  new: "PIN baru",
  again: "PIN baru sekali lagi",
  rule: "6 angka. Bukan 123456, bukan angka yang sama semua.",
  short: "PIN terdiri dari 6 angka.",
  notSame: "Kedua PIN baru tidak sama.",
  wrong: "PIN lama salah.",
  easy: "PIN baru terlalu mudah ditebak. Pilih angka lain.",
  show: "Tampilkan",
  hide: "Sembunyikan",
  send: "Ganti PIN",
  done: "PIN sudah diganti. HP lain yang masuk dengan akun ini sudah dikeluarkan.",
};

const sessions = {
  title: "Keluar",
  text: "Pernah masuk di HP orang lain? Keluarkan semuanya dari sini.",
  endOthers: "Keluarkan HP lain",
  ended: (count: number) =>
    count === 0 ? "Tidak ada HP lain yang sedang masuk." : `${count} HP lain sudah dikeluarkan.`,
  signOut: "Keluar dari HP ini",
  stuck: "Belum keluar: server tidak terjangkau. Sambungkan internet, lalu coba lagi.",
  unsentTitle: "Ada laporan yang belum terkirim",
  unsentText: (count: number) =>
    `${count} laporan hanya ada di HP ini, dan hanya terkirim selama Anda masuk di sini. Kalau Anda keluar, laporan dan fotonya dihapus dari HP ini.`,
  unsentSend: "Lihat dan kirim dulu",
  unsentStay: "Tetap masuk",
  unsentDiscard: "Buang dan keluar",
};

/** Texts of these pages; they are loaded with them. */
export const indonesian = {
  title: "Tabungan saya",
  product: "Tabungan",
  sending: "Mengirim…",
  otherKind: "Catatan",
  links,
  gate,
  home,
  history,
  kinds,
  passbook,
  receipt,
  prices,
  groups,
  statement,
  withdraw,
  donate,
  data,
  pin,
  sessions,
};
