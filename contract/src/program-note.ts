import type { TextLanguage } from "./alert-text.ts";

type Words = Readonly<Record<TextLanguage, string>>;

/** What the program notes in the story of an alert or task, in words; it is kept as its code. */
export const PROGRAM_NOTES = {
  "site-silent": {
    id: "Satu tempat diam sekaligus: sekarang satu peringatan untuk tempat itu.",
    en: "The whole place fell silent: now it is one alert of that place.",
  },
  arrived: {
    id: "Yang diperkirakan sudah terjadi: sekarang ada peringatan tentang itu.",
    en: "What was foreseen has come: now there is an alert about that.",
  },
  "still-there": {
    id: "Data sensor masih menunjukkan masalahnya.",
    en: "The readings still show the problem.",
  },
  "says-nothing": {
    id: "Alat belum mengirim data sejak tugas dinyatakan selesai.",
    en: "The device has sent nothing since the task was done.",
  },
  "ended-itself": {
    id: "Peringatannya sudah berakhir sendiri.",
    en: "The alert ended by itself.",
  },
} as const satisfies Record<string, Words>;

export type ProgramNote = keyof typeof PROGRAM_NOTES;

const isProgramNote = (note: string): note is ProgramNote =>
  Object.keys(PROGRAM_NOTES).includes(note);

/** A note as people read it: the program's own in the reader's language, people's as they wrote it. */
export function noteText(
  { by, note }: { by: string | null; note: string | null },
  language: TextLanguage,
): string | null {
  return by === null && note !== null && isProgramNote(note) ? PROGRAM_NOTES[note][language] : note;
}
