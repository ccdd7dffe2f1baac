import type { Tone } from "../map/map-place.ts";
import { createTextHook, type PageText } from "../../text/page-text.ts";

const indonesian = {
  name: "Peta kabupaten",
  help: "Pindah dari tanda ke tanda dengan tombol Tab, buka dengan Enter, geser dengan tombol panah.",
  tone: {
    critical: "Kritis",
    high: "Tinggi",
    warning: "Peringatan",
    silent: "Diam",
    fine: "Baik",
  } satisfies Record<Tone, string>,
  legend: "Arti tanda",
  silentLabel: "diam",
  reportLabel: "lapor",
  taskLabel: "tugas",
  siteLabel: "tempat",
  toStation: "Lihat angka dan grafik",
  here: "di sini",
  thisPlace: "Letak tempat ini",
  navigate: "Buka di aplikasi peta",
  zoomIn: "Perbesar",
  zoomOut: "Perkecil",
  close: "Tutup",
  cluster: (count: string, tone: string) => `${count} tempat, terparah: ${tone}`,
  noTiles:
    "Tanpa gambar latar: nama kecamatan berdiri di tengah stasiun-stasiunnya. Nama yang terlalu rapat muncul setelah peta diperbesar.",
  emptyTitle: "Belum ada tempat di peta",
  emptyText: "Alat yang didaftarkan dengan letaknya akan tampil di sini.",
};

export const mapText: PageText<typeof indonesian> = {
  id: indonesian,
  en: {
    name: "Map of the district",
    help: "Tab leads from sign to sign, Enter opens one, the arrow keys move the map.",
    tone: {
      critical: "Critical",
      high: "High",
      warning: "Warning",
      silent: "Silent",
      fine: "Fine",
    },
    legend: "What the signs mean",
    silentLabel: "silent",
    reportLabel: "report",
    taskLabel: "task",
    siteLabel: "site",
    toStation: "See figures and chart",
    here: "here",
    thisPlace: "Where this place is",
    navigate: "Open in a map app",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    close: "Close",
    cluster: (count, tone) => `${count} places, worst: ${tone}`,
    noTiles:
      "No background picture: each kecamatan's name stands in the middle of its stations. Names that are too close together appear when you zoom in.",
    emptyTitle: "No places on the map yet",
    emptyText: "Devices that are registered with their place appear here.",
  },
};

export const useMapText = createTextHook(mapText);
