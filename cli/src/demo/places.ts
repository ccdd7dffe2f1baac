/** Made-up waste banks with names of the usual kind; the kecamatan are real. */
export const WASTE_BANKS = [
  { name: "Kenanga", area: "Juwana" },
  { name: "Melati", area: "Pati" },
  { name: "Mawar", area: "Kayen" },
  { name: "Anggrek", area: "Margoyoso" },
  { name: "Cempaka", area: "Tayu" },
  { name: "Sumber Rejeki", area: "Wedarijaksa" },
  { name: "Guyub Rukun", area: "Winong" },
  { name: "Lestari", area: "Gembong" },
  { name: "Makmur Asri", area: "Sukolilo" },
  { name: "Barokah", area: "Batangan" },
] as const;

/** Places of containers in a kecamatan: the first in each, the others in turn. */
export const BIN_PLACES = [
  { name: "Pasar", depthMm: 1_800 },
  { name: "SMP Negeri 1", depthMm: 1_100 },
  { name: "Terminal", depthMm: 1_500 },
  { name: "Puskesmas", depthMm: 1_100 },
  { name: "Alun-alun", depthMm: 1_500 },
  { name: "SD Negeri 2", depthMm: 1_000 },
] as const;

/** Kecamatan with an air station: coast, town, plain and hills, and where people burn stubble. */
export const AIR_STATION_AREAS = [
  "Pati",
  "Juwana",
  "Tayu",
  "Kayen",
  "Margoyoso",
  "Wedarijaksa",
  "Gembong",
  "Winong",
  "Jaken",
  "Sukolilo",
  "Dukuhseti",
  "Trangkil",
] as const;

/** Kecamatan whose station is a reference one and measures gases too. */
export const REFERENCE_STATION_AREAS = ["Pati", "Juwana"] as const;
