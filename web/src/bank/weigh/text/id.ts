import type { DraftProblem } from "../build-deposit.ts";
import type { LineProblem } from "../deposit-value.ts";
import type { Akad } from "../draft.ts";
import type { ItemState, Trouble } from "../../queue/queue-item.ts";
import type { Delivery, ReportGroup } from "@resik/contract/bank/rule";

/** Texts of the weighing screen and of the queue behind it; they are loaded with it. */
export const indonesian = {
  title: "Timbang",
  group: {
    plastic: "Plastik",
    paper: "Kertas",
    metal: "Logam",
    glass: "Kaca",
    other: "Lainnya",
  } satisfies Record<ReportGroup, string>,
  akad: {
    saved: "Tabungan",
    cash: "Tunai",
    donation: "Sedekah",
  } satisfies Record<Akad, string>,
  delivery: {
    "dropped-off": "Diantar",
    "picked-up": "Dijemput",
  } satisfies Record<Delivery, string>,

  desk: {
    loading: "Mengambil daftar nasabah dan harga…",
    missingTitle: "Daftar belum ada di ponsel ini",
    missingText:
      "Nasabah dan harga diambil sekali lewat internet; setelah itu layar ini bekerja tanpa internet.",
    listsFrom: "Daftar diambil",
    refresh: "Perbarui daftar",
    refreshing: "Memperbarui…",
    offline: "Tanpa internet",
    offlineText: "Setoran disimpan di ponsel dan dikirim nanti.",
    clockAhead: (minutes: number) =>
      `Jam ponsel ini lebih cepat ${minutes} menit. Betulkan jamnya supaya setoran tidak ditolak.`,
    clockBehind: (minutes: number) =>
      `Jam ponsel ini lebih lambat ${minutes} menit. Betulkan jamnya.`,
    storageTitle: "Ponsel ini tidak bisa menyimpan",
    storageText:
      "Penyimpanan peramban dimatikan atau penuh. Pakai jendela biasa (bukan samaran) dan kosongkan sedikit ruang.",
    noItemsTitle: "Belum ada barang",
    noItemsText: "Bendahara perlu mengisi daftar barang dan harga dulu.",
  },

  member: {
    title: "Siapa yang menyetor?",
    search: "Cari nasabah",
    hint: "Nama, nomor, atau 4 angka akhir telepon",
    scan: "Pindai kartu",
    nobody: "Tanpa nasabah",
    nobodyNote: "Tunai atau sedekah",
    list: "Nasabah",
    found: (count: number) => `${count} nasabah`,
    none: "Tidak ada nasabah yang cocok. Periksa ejaannya, atau perbarui daftar.",
    more: (count: number) => `${count} lagi. Ketik lebih lengkap.`,
    change: "Ganti",
    changeOf: "nasabah",
    retired: "Nasabah ini tidak ada lagi di daftar.",
    savings: (amount: string) => `Tabungan ${amount}`,
  },

  scan: {
    title: "Pindai kartu nasabah",
    aim: "Arahkan kamera ke kode QR di kartu.",
    starting: "Membuka kamera…",
    denied: "Kamera tidak diizinkan. Izinkan kamera untuk halaman ini, atau cari dengan nama.",
    missing: "Kamera tidak bisa dipakai di sini. Cari dengan nama atau nomor.",
    foreign: "Ini bukan kartu nasabah.",
    unknown:
      "Kartu ini tidak ada di daftar bank ini. Mungkin sudah diganti; perbarui daftar atau cari dengan nama.",
    close: "Tutup kamera",
  },

  terms: {
    title: "Cara setor",
    akad: "Akad",
    product: "Tabungan",
    fund: "Untuk dana",
    chooseFund: "Pilih dana",
    delivery: "Cara antar",
    harvest: "Harga ditentukan saat panen",
    harvestMust: "Bank ini membagi hasil penjualan: harga baru diketahui saat dijual.",
    cashOffline:
      "Tunai perlu internet, karena uang hanya keluar pada hari kas yang terbuka. Pilih Tabungan, atau tunggu sampai tersambung.",
    cashClosed:
      "Hari kas belum dibuka, jadi uang tunai belum bisa keluar. Buka hari di halaman Kas.",
    cashHarvest: "Bank ini membagi hasil penjualan, jadi tidak bisa dibayar tunai sekarang.",
  },

  item: {
    title: "Barang apa?",
    often: "Sering",
    noPrice: "Belum ada harga",
    atHarvest: "harga saat panen",
    grade: "Mutu",
    back: "Barang lain",
  },

  weight: {
    title: "Berat",
    way: "Cara timbang",
    byScale: "Timbangan",
    byHand: "Ketik",
    scale: "Timbangan",
    kg: "Berat (kg)",
    litre: "Isi (liter)",
    piece: "Jumlah (buah)",
    stable: "Stabil",
    unstable: "Belum stabil",
    overload: "Beban berlebih",
    waiting: "Taruh beban di timbangan",
    connecting: "Menyambung ke timbangan…",
    lost: "Timbangan tidak tersambung. Ketik beratnya.",
    settling: "Berat stabil, menunggu catatan timbangan…",
    used: "Hasil timbang ini sudah dipakai. Angkat beban, lalu timbang lagi.",
    teraOver: (day: string) =>
      `Tera timbangan ini berakhir ${day}. Setoran tetap dicatat, dengan tanda ini.`,
    add: "Tambah",
    addWith: (quantity: string, amount: string) => `Tambah ${quantity} · ${amount}`,
    addWeight: (quantity: string) => `Tambah ${quantity}`,
    missing: "Isi beratnya dulu.",
    added: (name: string, quantity: string) => `${name} ${quantity} ditambahkan.`,
  },

  line: {
    title: "Yang ditimbang",
    empty: "Belum ada. Pilih barang di atas.",
    typed: "diketik",
    byScale: "timbangan",
    teraOver: "tera lewat",
    remove: (name: string) => `Hapus ${name}`,
    removed: (name: string) => `${name} dihapus.`,
    full: "Satu setoran paling banyak 100 baris. Simpan dulu yang ini.",
    problem: {
      item: "Bank ini tidak menerima barang ini lagi. Hapus baris ini.",
      "no-price": "Belum ada harga untuk cara setor ini.",
      amount: "Nilainya di luar batas. Periksa beratnya.",
    } satisfies Record<LineProblem, string>,
  },

  save: {
    total: "Jumlah",
    net: "Untuk nasabah",
    share: "Bagian bank",
    unpriced: "Harga saat panen",
    button: "Simpan setoran",
    saving: "Menyimpan…",
    priceMoved:
      "Harga berubah sejak baris ditambahkan. Periksa jumlah yang baru, lalu simpan sekali lagi.",
    full: "Antrean di ponsel ini penuh (500 setoran). Sambungkan internet dan tunggu terkirim dulu.",
    failed:
      "Ponsel ini tidak bisa menyimpan. Setoran masih di layar: kosongkan ruang, lalu coba lagi.",
    cancel: "Batal",
    cancelTitle: "Batalkan setoran ini?",
    cancelText: "Baris yang sudah ditimbang hilang. Ini belum tercatat di mana pun.",
    cancelYes: "Ya, batalkan",
    cancelNo: "Tidak",
    problem: {
      "no-lines": "Tambahkan dulu paling sedikit satu baris.",
      "no-member": "Pilih nasabah, atau ubah akad.",
      "no-product": "Pilih tabungan.",
      "no-fund": "Pilih dana untuk sedekah.",
      line: "Ada baris yang belum bisa disimpan.",
      "cash-offline":
        "Tunai perlu internet, karena uang hanya keluar pada hari kas yang terbuka. Pilih Tabungan, atau tunggu sampai tersambung.",
      "cash-closed":
        "Uang tunai belum bisa keluar: hari kas belum dibuka, atau bank ini membagi hasil penjualan.",
    } satisfies Record<DraftProblem, string>,
  },

  saved: {
    sentTitle: "Setoran tercatat",
    waitingTitle: "Tersimpan di ponsel",
    waitingText: "Belum terkirim. Akan dikirim sendiri begitu tersambung.",
    personTitle: "Perlu diperiksa",
    discardedTitle: "Setoran dibatalkan",
    next: "Setoran berikutnya",
    open: "Buka di antrean",
  },

  queue: {
    title: "Antrean setoran",
    lead: "Semua yang disimpan di ponsel ini. Tidak ada yang hilang, dan masing-masing dikirim sekali.",
    sign: (waiting: number) => `${waiting} belum terkirim`,
    signNone: "Semua terkirim",
    signPerson: (count: number) => `${count} perlu diperiksa`,
    elsewhere: (count: number) =>
      `${count} setoran bank lain menunggu di ponsel ini. Petugas bank itu perlu masuk untuk mengirimnya.`,
    emptyTitle: "Antrean kosong",
    emptyText: "Setoran yang Anda simpan tampil di sini, juga yang sudah terkirim.",
    sendNow: "Kirim sekarang",
    signIn: "Sesi berakhir. Masuk lagi supaya antrean terkirim; petugas lain juga boleh.",
    signInButton: "Masuk",
    state: {
      waiting: "Menunggu",
      "needs-person": "Perlu diperiksa",
      sent: "Terkirim",
      discarded: "Dibatalkan",
    } satisfies Record<ItemState, string>,
    trouble: {
      network: "Belum ada sambungan",
      busy: "Server sibuk",
      unreadable: "Jawaban server tidak terbaca",
      "sign-in": "Perlu masuk lagi",
      refused: "Ditolak",
    } satisfies Record<Trouble["kind"], string>,
    tries: (count: number) => `${count} kali dicoba`,
    nextTry: (time: string) => `dicoba lagi pukul ${time}`,
    nobody: "Tanpa nasabah",
    lines: (count: number) => `${count} baris`,
    showReceipt: "Lihat struk",
    hideReceipt: "Tutup struk",
    toReceipt: "Buka struk",
    section: { unsent: "Belum terkirim", done: "Selesai" },
    history: "Riwayat",
    historyWhat: {
      saved: "Disimpan",
      refused: "Ditolak",
      changed: "Dikirim ulang",
      sent: "Terkirim",
      discarded: "Dibatalkan",
    },
    reason: (reason: string) => `Alasan: ${reason}`,
  },

  resolve: {
    title: "Apa yang harus dilakukan?",
    priceChanged: "Harga berubah sebelum setoran ini terkirim. Yang berlaku adalah harga baru.",
    noPrice: "Pada waktu itu belum ada harga untuk barang ini. Bendahara perlu mengisinya.",
    oldPrice: "Harga lama",
    newPrice: "Harga baru",
    newTotal: (amount: string) => `Jumlah baru ${amount}`,
    useNewPrices: "Pakai harga baru",
    checkPrices: "Periksa harga baru",
    pricesSame: "Harga di server belum berubah. Coba kirim lagi.",
    pricesMissing: "Masih belum ada harga. Isi harganya dulu, lalu periksa lagi.",
    memberRetired:
      "Nasabah ini sudah tidak aktif. Aktifkan lagi lalu kirim, atau pilih nasabah lain.",
    chooseMember: "Pilih nasabah lain",
    readingUnknown:
      "Server belum menerima hasil timbang ini dari timbangan. Tunggu lalu kirim lagi, atau kirim sebagai ketikan.",
    readingUsed:
      "Hasil timbang ini sudah dipakai di setoran lain. Kirim sebagai ketikan bila memang dua kali ditimbang, atau hapus barisnya.",
    asTyped: (name: string) => `Jadikan ${name} ketikan`,
    removeLine: (name: string) => `Hapus ${name}`,
    conflict:
      "Setoran dengan nomor kirim yang sama sudah pernah sampai, dikirim orang lain. Kemungkinan besar sudah tercatat: periksa dulu di buku.",
    checkBook: "Periksa di buku",
    inBook: (seq: number) => `Ternyata sudah tercatat, nomor ${seq}.`,
    notInBook: "Tidak ada di buku. Aman dikirim sebagai setoran baru.",
    notOpen: "Uang tunai hanya keluar pada hari kas yang terbuka. Buka hari, lalu kirim lagi.",
    notAllowed: "Akun yang masuk tidak boleh mencatat setoran bank ini. Masuk sebagai petugasnya.",
    notFound:
      "Barang, tabungan, nasabah, atau dananya sudah tidak ada. Ubah setorannya, atau batalkan.",
    invalid: "Server tidak menerima isinya. Mungkin jam ponsel salah atau setoran terlalu lama.",
    other: "Server menolak setoran ini.",
    code: (code: string) => `Kode: ${code}`,
    resend: "Kirim lagi",
    resendAsNew: "Kirim sebagai setoran baru",
    changed: "Ada perubahan yang belum dikirim.",
    discard: "Batalkan setoran ini",
    discardTitle: "Batalkan setoran ini?",
    discardText: "Setoran ini tidak akan dikirim. Ia tetap terlihat di antrean dengan alasan Anda.",
    discardButton: "Ya, batalkan",
    working: "Memeriksa…",
  },
};
