import type { PlaceProblem } from "../parts/place-draft.ts";
import { createTextHook, type PageText } from "../../text/page-text.ts";

/** Words for where something stands. */
const indonesian = {
  place: "Letak",
  lat: "Lintang",
  lon: "Bujur",
  here: "Pakai letak ponsel ini",
  looking: "Mencari letak…",
  located: (metres: number) => `Letak terisi, tepat sampai kira-kira ${metres} m.`,
  notLocated: "Letak ponsel tidak bisa diambil. Ketik angkanya.",
  wrong: {
    lat: "Dari -90 sampai 90, misalnya -6,7559.",
    lon: "Dari -180 sampai 180, misalnya 111,038.",
  } satisfies Record<PlaceProblem, string>,
};

const english: typeof indonesian = {
  place: "Position",
  lat: "Latitude",
  lon: "Longitude",
  here: "Use this phone's position",
  looking: "Looking for the position…",
  located: (metres) => `Position filled in, right to about ${metres} m.`,
  notLocated: "The phone's position cannot be had. Type the numbers.",
  wrong: {
    lat: "From -90 to 90, for example -6.7559.",
    lon: "From -180 to 180, for example 111.038.",
  },
};

const TEXT: PageText<typeof indonesian> = { id: indonesian, en: english };

export const usePlaceText = createTextHook(TEXT);
