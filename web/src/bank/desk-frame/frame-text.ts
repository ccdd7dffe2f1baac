import { createTextHook, type PageText } from "../../text/page-text.ts";

const indonesian = {
  nav: "Menu bank sampah",
  home: "Beranda",
  weigh: "Timbang",
  members: "Nasabah",
  cash: "Kas",
  withdrawals: "Penarikan",
  more: "Lainnya",
  sales: "Stok & penjualan",
  prices: "Harga & aturan",
  reports: "Laporan",
  history: "Riwayat",
  queue: "Antrean ponsel",
  profile: "Profil bank",
  signOut: "Keluar",
  leaveUnsent:
    "Masih ada setoran di ponsel ini yang belum terkirim. Kirim dulu dari Antrean ponsel, baru keluar.",
  leaveFailed: "Belum bisa keluar karena server tidak menjawab. Coba lagi.",
  signedOutTitle: "Anda belum masuk",
  signedOutText: "Halaman ini untuk petugas bank sampah. Masuk dulu.",
  errorTitle: "Akun belum bisa diperiksa",
  noBankTitle: "Akun ini bukan petugas bank sampah",
  noBankText:
    "Halaman ini hanya untuk petugas dan bendahara. Bila Anda bertugas di bank sampah, mintalah administrator menambahkan peran itu.",
  toMe: "Ke tabungan saya",
  toStaff: "Ke meja dinas",
  chooseTitle: "Bekerja di bank sampah mana?",
  chooseText: "Akun Anda bertugas di lebih dari satu bank sampah.",
  change: "Ganti bank",
  treasurerOnly: "Hanya bendahara yang bisa mengubah bagian ini.",
};

export const frameText: PageText<typeof indonesian> = {
  id: indonesian,
  en: {
    nav: "Waste bank menu",
    home: "Home",
    weigh: "Weigh",
    members: "Members",
    cash: "Cash",
    withdrawals: "Payouts",
    more: "More",
    sales: "Stock & sales",
    prices: "Prices & rules",
    reports: "Reports",
    history: "History",
    queue: "Phone queue",
    profile: "Bank profile",
    signOut: "Sign out",
    leaveUnsent:
      "Some deposits on this phone have not been sent. Send them from the phone queue first, then sign out.",
    leaveFailed: "Signing out did not work: the server does not answer. Try again.",
    signedOutTitle: "You are not signed in",
    signedOutText: "This page is for the waste bank's people. Sign in first.",
    errorTitle: "Your account cannot be checked",
    noBankTitle: "This account does not work at a waste bank",
    noBankText:
      "This page is for operators and treasurers. If you work at a waste bank, ask the administrator to add that role.",
    toMe: "To my savings",
    toStaff: "To the agency's desk",
    chooseTitle: "At which waste bank?",
    chooseText: "Your account works at more than one waste bank.",
    change: "Change bank",
    treasurerOnly: "Only the treasurer can change this part.",
  },
};

export const useFrameText = createTextHook(frameText);
