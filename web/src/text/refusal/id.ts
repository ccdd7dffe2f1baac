import type { ErrorCode } from "@resik/contract/error-code";

/** Why something was refused and what to do now, for every code of the contract. */
export const indonesianRefusals: Record<ErrorCode, string> = {
  "invalid-input": "Isian belum sesuai. Periksa lagi, lalu kirim ulang.",
  "not-signed-in": "Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.",
  "not-allowed": "Akun Anda tidak berhak melakukan ini. Mintalah bendahara atau administrator.",
  "not-found": "Data ini tidak ditemukan. Muat ulang halaman, mungkin sudah berubah.",
  "already-exists": "Data seperti ini sudah ada. Cari dulu sebelum membuat yang baru.",
  "idempotency-conflict": "Kiriman ini bertabrakan dengan kiriman lain. Muat ulang, lalu ulangi.",
  "body-too-large": "Isian terlalu besar. Kurangi isinya, lalu kirim ulang.",
  "too-many-requests": "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.",
  "too-many-streams": "Terlalu banyak layar yang terbuka. Tutup sebagian, lalu coba lagi.",
  "range-too-large": "Rentang waktu terlalu panjang. Pilih yang lebih pendek.",
  "device-retired": "Alat ini sudah tidak dipakai. Pilih alat lain.",
  "link-used": "Tautan ini sudah pernah dipakai. Mintalah yang baru.",
  "broker-unavailable": "Sambungan ke alat sedang putus. Coba lagi sebentar lagi.",
  "device-silent": "Alat tidak menjawab. Periksa daya dan sinyalnya, lalu coba lagi.",
  "insufficient-balance": "Saldonya tidak cukup. Periksa saldo, lalu kurangi jumlahnya.",
  "already-reversed": "Catatan ini sudah dibatalkan sebelumnya. Muat ulang untuk melihatnya.",
  "already-settled": "Catatan ini sudah diselesaikan. Muat ulang untuk melihat keadaannya.",
  "not-open": "Hari timbang belum dibuka atau sudah ditutup. Periksa halaman Kas dulu.",
  "no-price": "Barang ini belum punya harga. Bendahara perlu mengisi harganya dulu.",
  "price-changed": "Harganya baru saja berubah. Periksa harga baru, lalu simpan lagi.",
  "price-outlier": "Harga ini jauh dari biasanya. Periksa lagi; bila benar, pastikan.",
  "approval-missing":
    "Persetujuan belum lengkap. Orang lain yang berhak perlu menyetujuinya lebih dulu.",
  "below-minimum": "Jumlahnya di bawah batas tabungan ini. Periksa minimal dan sisa saldonya.",
  "term-running": "Jangka waktu tabungan ini belum selesai, jadi belum bisa ditarik.",
  "reading-used": "Hasil timbang ini sudah dipakai. Timbang lagi, atau ketik beratnya.",
  "reading-unknown":
    "Hasil timbang ini belum dikenal server. Tunggu sebentar, atau ketik beratnya.",
  "member-retired": "Nasabah ini sudah tidak aktif. Aktifkan lagi bila memang masih menabung.",
  "balance-left": "Masih ada saldo atau penarikan yang belum selesai. Selesaikan dulu.",
  "pin-locked": "PIN terkunci karena terlalu sering salah. Mintalah PIN baru di bank sampah.",
  "store-unavailable": "Penyimpanan sedang tidak siap. Tunggu sebentar, lalu coba lagi.",
  internal: "Ada yang salah di server. Coba lagi; bila terulang, beri tahu administrator.",
};

export const indonesianFailures = {
  network:
    "Server tidak terjangkau. Periksa internet, lalu coba lagi; tidak akan tercatat dua kali.",
  answer: "Jawaban server tidak terbaca. Muat ulang halaman; mungkin ada versi baru.",
  unknown: (status: number) => `Server menolak (${status}). Tunggu sebentar, lalu coba lagi.`,
  waitMinutes: (minutes: number) =>
    `Terlalu banyak percobaan. Tunggu ${minutes} menit, lalu coba lagi.`,
};
