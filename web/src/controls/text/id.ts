/** Words of the shared controls. */
export const indonesian = {
  cancel: "Batal",
  reason: "Alasan",
  reasonRule: "Dicatat di buku dan terlihat oleh nasabah.",
  reasonMissing: "Tuliskan alasannya.",
  sending: "Menyimpan…",
  more: "Tampilkan lagi",
  errorTitle: "Data belum bisa diambil",
  close: "Tutup",
  leave: {
    title: "Perubahan belum disimpan?",
    text: "Bila Anda pergi sekarang, yang Anda ketik di sini hilang.",
    stay: "Kembali ke isian",
    leave: "Pergi juga",
  },
};
