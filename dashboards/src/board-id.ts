/** Every dashboard: its fixed uid is `resik-` and the key; its address never changes. */
export const BOARDS = {
  ikhtisar: { title: "Ikhtisar kabupaten" },
  bak: { title: "Bak sampah" },
  udara: { title: "Udara dan ISPU" },
  "bank-sampah": { title: "Bank sampah" },
  alat: { title: "Kesehatan alat" },
  jalur: { title: "Jalur data" },
  peringatan: { title: "Peringatan" },
} as const;

export type BoardId = keyof typeof BOARDS;

/** In the order of the links at the top. */
export const BOARD_IDS: readonly BoardId[] = [
  "ikhtisar",
  "bak",
  "udara",
  "bank-sampah",
  "alat",
  "jalur",
  "peringatan",
];

export const boardUid = (id: BoardId): string => `resik-${id}`;
export const boardUrl = (id: BoardId): string => `/d/${boardUid(id)}`;
