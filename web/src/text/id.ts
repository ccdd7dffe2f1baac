import type { Quality } from "@resik/contract/payload/quality";
import type { DeviceKind } from "@resik/contract/http/registry";
import type { Presence, StationKind } from "../edge/station.ts";
import type { Home } from "../access/session.ts";
import type { Age } from "../format/age.ts";
import type { Measure } from "../format/measure.ts";
import type { Preset } from "../route/chart-range.ts";
import type { FillLevel } from "../stations/fill-level.ts";
import type { Pm25Band } from "../stations/pm25-band.ts";

/** Words for members of closed lists: a member without a word does not compile. */
const lists = {
  kind: { bin: "Bak sampah", air: "Stasiun udara" } satisfies Record<StationKind, string>,
  deviceKind: {
    bin: "Bak sampah",
    air: "Stasiun udara",
    scale: "Timbangan",
  } satisfies Record<DeviceKind, string>,
  presence: {
    online: "Aktif",
    offline: "Mati",
    silent: "Tidak mengirim",
    never: "Belum pernah mengirim",
  } satisfies Record<Presence, string>,
  fillLevel: {
    room: "Masih muat",
    "nearly-full": "Hampir penuh",
    full: "Penuh",
  } satisfies Record<FillLevel, string>,
  pm25Band: {
    low: "Rendah",
    middle: "Menengah",
    high: "Tinggi",
    "very-high": "Sangat tinggi",
  } satisfies Record<Pm25Band, string>,
  quality: {
    ok: "Pengukuran baik",
    "no-echo": "Tidak ada gema",
    "blind-zone": "Terlalu dekat sensor, mungkin penuh",
    tilted: "Bak miring",
    "warming-up": "Sensor sedang pemanasan",
    "sensor-fault": "Sensor rusak",
    unstable: "Belum stabil",
    overload: "Beban berlebih",
  } satisfies Record<Quality, string>,
  measure: {
    fillRatio: "Isi bak",
    distanceMm: "Jarak ke sampah",
    depthMm: "Kedalaman bak",
    temperatureC: "Suhu",
    tiltDeg: "Kemiringan",
    batteryV: "Baterai",
    rssiDbm: "Kuat sinyal",
    pm25UgM3: "PM2.5",
    pm10UgM3: "PM10",
    so2UgM3: "Sulfur dioksida (SO₂)",
    coUgM3: "Karbon monoksida (CO)",
    o3UgM3: "Ozon (O₃)",
    no2UgM3: "Nitrogen dioksida (NO₂)",
    hcUgM3: "Hidrokarbon (HC)",
    humidityRatio: "Kelembapan",
    pressureHpa: "Tekanan udara",
  } satisfies Record<Measure, string>,
  preset: {
    "1h": "1 jam",
    "24h": "24 jam",
    "7d": "7 hari",
    "30d": "30 hari",
    "1y": "1 tahun",
  } satisfies Record<Preset, string>,
};

const shell = {
  skip: "Langsung ke isi",
  home: "Ke halaman utama",
  /** By the page the account leads to. */
  account: {
    "/saya": "Tabungan",
    "/bank": "Bank sampah",
    "/dlh": "DLH",
    "/masuk": "Masuk",
  } satisfies Record<Home | "/masuk", string>,
  signOut: "Keluar",
  toLight: "Pakai tampilan terang",
  toDark: "Pakai tampilan gelap",
  live: "Langsung",
  connecting: "Menyambung…",
  polling: "Diperbarui tiap 10 detik",
  lost: "Sambungan terputus",
  lostSince: (time: string) =>
    `Sambungan terputus. Angka di halaman ini dari pukul ${time} WIB, belum yang terbaru.`,
  retry: "Coba lagi",
  reload: "Muat ulang halaman",
  brokenTitle: "Halaman ini tersandung",
  brokenText:
    "Ada kesalahan di halaman, bukan di data. Muat ulang; bila terjadi lagi, beri tahu pengelola.",
  notFoundTitle: "Halaman tidak ditemukan",
  notFoundText: "Alamat ini tidak ada, atau sudah pindah.",
  toStations: "Lihat stasiun sekarang",
  openAir: "Udara kabupaten",
  openData: "Data terbuka",
  openWaste: "Bank sampah kabupaten",
  checkReceipt: "Periksa struk",
  footer: "Data terbuka dari sensor kabupaten. Angka sensor bersifat indikatif.",
  loading: "Memuat…",
  age: (age: Age): string => {
    switch (age.unit) {
      case "now":
        return "baru saja";
      case "minutes":
        return `${age.count} menit lalu`;
      case "hours":
        return `${age.count} jam lalu`;
      case "days":
        return `${age.count} hari lalu`;
    }
  },
};

const failure = {
  network: "Server tidak terjangkau. Periksa sambungan internet, lalu coba lagi.",
  answer: "Jawaban server tidak bisa dibaca. Muat ulang halaman; mungkin ada versi baru.",
  refused: (status: number) => `Server menolak (${status}). Tunggu sebentar, lalu coba lagi.`,
  busy: "Server sedang sibuk. Tunggu sebentar, lalu coba lagi.",
  notAllowed: "Akun Anda tidak berhak melihat ini.",
  rangeTooLarge: "Rentang terlalu panjang. Pilih rentang yang lebih pendek.",
};

const stations = {
  title: "Stasiun sekarang",
  lead: "Bak dan udara, langsung dari sensor.",
  summary: "Ringkasan",
  tileFull: "Bak hampir penuh",
  tileFullNote: (bins: number) => `dari ${bins} bak, isi 80% ke atas`,
  tileAir: "PM2.5 saat ini",
  tileAirNote: (count: number) => `Angka terbaru ${count} stasiun, bukan ISPU`,
  tileAirNone: "Belum ada stasiun udara yang melapor",
  tileSilent: "Alat diam",
  tileSilentNote: (total: number) => `dari ${total} alat`,
  filters: "Saring daftar",
  search: "Cari",
  searchHint: "Nama atau kecamatan",
  kind: "Jenis",
  kindAll: "Semua",
  kindBin: "Bak sampah",
  kindAir: "Udara",
  area: "Kecamatan",
  areaAll: "Semua kecamatan",
  order: "Urutan",
  orderAttention: "Perlu perhatian dulu",
  orderName: "Nama A–Z",
  moreFilters: "Saring",
  onlyFull: "Hanya yang hampir penuh",
  onlySilent: "Hanya yang diam",
  clear: "Hapus saringan",
  count: (shown: number, total: number) => `${shown} dari ${total} stasiun`,
  list: "Daftar stasiun",
  emptyTitle: "Tidak ada yang cocok",
  emptyText: "Tidak ada stasiun dengan saringan ini.",
  noneTitle: "Belum ada stasiun",
  noneText: "Begitu alat pertama didaftarkan dan mengirim, ia tampil di sini.",
  errorTitle: "Angka terbaru tidak bisa diambil",
  pm25Latest: "PM2.5 terbaru (indikatif)",
  noEcho: "Tidak ada gema",
  noEchoNote: "isi tidak diketahui",
  noLevel: "Isi tidak diketahui",
  noReading: "Belum ada angka",
  distance: (text: string) => `${text} ke sampah`,
};

const detail = {
  back: "Semua stasiun",
  unknownTitle: "Stasiun tidak dikenal",
  unknownText: "Tidak ada bak atau stasiun udara dengan alamat ini. Mungkin sudah tidak dipakai.",
  lastReading: "Angka terakhir",
  nothingYet: "Alat ini belum pernah mengirim angka.",
  chart: "Grafik",
  field: "Besaran",
  range: "Rentang",
  custom: "Pilih sendiri",
  from: "Dari (WIB)",
  to: "Sampai (WIB)",
  apply: "Tampilkan",
  badRange: "“Dari” harus sebelum “Sampai”, paling panjang 366 hari.",
  min: "Terendah",
  mean: "Rata-rata",
  max: "Tertinggi",
  noPoints: "Tidak ada angka pada rentang ini",
  noPointsText: "Pilih rentang yang lebih panjang, atau tunggu angka berikutnya.",
  chartError: "Grafik tidak bisa dimuat",
  chartHint: "Sentuh grafik untuk membaca nilainya; tombol panah juga bisa.",
  chartLabel: (what: string, from: string, to: string, min: string, max: string) =>
    `Grafik ${what} dari ${from} sampai ${to}. Terendah ${min}, tertinggi ${max}.`,
  table: "Tampilkan sebagai tabel",
  download: "Unduh angka ini (CSV)",
  tableTime: "Waktu",
  tableCut: (rows: number) => `${rows} baris terakhir`,
  windowMean: (minutes: string) =>
    `Garis: rata-rata tiap ${minutes}. Bayangan: dari terendah sampai tertinggi.`,
  rawReadings: "Setiap titik adalah satu angka dari sensor.",
  minutes: (count: number) => `${count} menit`,
  hours: (count: number) => `${count} jam`,
  day: "hari",
  choose: "Pilih stasiun untuk melihat grafiknya.",
};

const access = {
  username: "Nama pengguna",
  password: "Kata sandi",
  show: "Tampilkan",
  hide: "Sembunyikan",
  signInButton: "Masuk",
  signingIn: "Memeriksa…",
  wrong: "Nama pengguna atau kata sandi salah.",
  locked: "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.",
  lockedFor: (minutes: number) =>
    `Terlalu banyak percobaan. Tunggu ${minutes} menit, lalu coba lagi.`,
  required: "Isi dulu bagian ini.",
  forgotten: "Lupa kata sandi? Minta pengelola membuatkan yang baru.",
  setupTitle: "Pengelola pertama",
  setupLead: "Tautan ini membuat akun pengelola pertama, dan hanya bisa dipakai sekali.",
  fullName: "Nama lengkap",
  usernameRule: "3–30 huruf kecil, angka, titik, garis bawah, atau tanda hubung.",
  passwordRule: (min: number) =>
    `Paling sedikit ${min} karakter. Beberapa kata yang mudah diingat lebih baik dari kode pendek.`,
  setupButton: "Buat akun pengelola",
  settingUp: "Membuat akun…",
  setupDone: "Akun pengelola sudah jadi. Silakan masuk.",
  linkUsedTitle: "Tautan sudah terpakai",
  linkUsedText: "Pengelola pertama sudah dibuat. Masuk dengan akun itu, atau minta akun kepadanya.",
  noTokenTitle: "Tautan tidak lengkap",
  noTokenText:
    "Buka tautan persis seperti yang dicetak server saat pertama kali dijalankan, sampai huruf terakhir.",
  linkWrong: "Tautan ini tidak berlaku. Salin lagi tautan yang dicetak server.",
  invalid: "Ada isian yang belum sesuai aturan. Periksa lalu coba lagi.",
};

/** Bahasa Indonesia is the reference: the other catalogues must have exactly its shape. */
export const indonesian = { lists, shell, failure, stations, detail, access };
