import { createTextHook, type PageText } from "../../text/page-text.ts";

const indonesian = {
  title: "Angka",
  lead: "Secepat apa masalah dilihat dan selesai, menurut kecamatan.",
  month: "Bulan",
  district: "Kabupaten",
  areas: "Menurut kecamatan",
  area: "Kecamatan",
  alerts: "Peringatan",
  reports: "Laporan warga",
  tasksDone: "Tugas selesai",
  toAcknowledge: "Sampai dilihat",
  toResolve: "Sampai selesai",
  reportToEnd: "Laporan sampai selesai",
  slow: (duration: string) => `9 dari 10 dalam ${duration}`,
  none: "belum ada",
  noneTitle: "Belum ada angka untuk bulan ini",
  noneText: "Angka dihitung dari peringatan, laporan, dan tugas yang terjadi pada bulan itu.",
  sentence: (count: string, seen: string, ended: string) =>
    `Dari ${count} peringatan, separuhnya dilihat dalam ${seen} dan selesai dalam ${ended}.`,
  explain:
    "Angka di tabel: separuh kejadian lebih cepat dari ini, separuh lebih lama. Dihitung sejak peringatan muncul atau laporan diterima.",
};

export const figuresText: PageText<typeof indonesian> = {
  id: indonesian,
  en: {
    title: "Figures",
    lead: "How fast problems are seen and ended, by kecamatan.",
    month: "Month",
    district: "District",
    areas: "By kecamatan",
    area: "Kecamatan",
    alerts: "Alerts",
    reports: "Residents' reports",
    tasksDone: "Tasks done",
    toAcknowledge: "Until seen",
    toResolve: "Until ended",
    reportToEnd: "Reports until ended",
    slow: (duration) => `9 of 10 within ${duration}`,
    none: "none yet",
    noneTitle: "No figures for this month yet",
    noneText: "Figures are reckoned from the alerts, reports and tasks of that month.",
    sentence: (count, seen, ended) =>
      `Of ${count} alerts, half were seen within ${seen} and ended within ${ended}.`,
    explain:
      "In the table: half of the cases were faster than this, half took longer. Counted from when the alert was raised or the report received.",
  },
};

export const useFiguresText = createTextHook(figuresText);
