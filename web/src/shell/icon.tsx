/** Drawn on a grid of 24 with round strokes, so that all of them look like one hand. */
const PATHS = {
  bin: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  air: "M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7a2 2 0 1 1-2 2",
  scale: "M5 20h14l-1-11H6zM8 9a4 4 0 0 1 8 0M12 14l2-2",
  silent:
    "M4 4l16 16M8.5 9a5 5 0 0 0 0 7M15.5 9a5 5 0 0 1 1 5.5M5.5 6.5a9 9 0 0 0 0 12M18.5 6.5a9 9 0 0 1 1.6 9M12 12.5v.01",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1",
  moon: "M20 14.5A8 8 0 1 1 9.5 4a6.5 6.5 0 0 0 10.5 10.5",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20a7.5 7.5 0 0 1 15 0",
  back: "M14.5 5.5L8 12l6.5 6.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
  warning: "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.01",
  filter: "M4 7h16M7 12h10M10 17h4",
  book: "M5 5a2 2 0 0 1 2-2h12v15H7a2 2 0 0 0 0 3h12M5 5v14.5M9 7.5h6",
  gift: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.6 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z",
  home: "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5h4v5",
  people:
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14a6.5 6.5 0 0 1 3.5 5.5",
  cash: "M3 7h18v10H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M6 10v.01M18 14v.01",
  withdraw: "M12 4v10M8 10l4 4 4-4M4 17v3h16v-3",
  more: "M4 7h16M4 12h16M4 17h16",
  price: "M4 4h8l8 8-8 8-8-8zM8 8v.01",
  report: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h6M9 16h6",
  history: "M4 12a8 8 0 1 1 2.5 5.8M4 19v-4h4M12 8v4.5l3 1.8",
  sale: "M3 7h11v10H3zM14 10h4l3 3.5V17h-7M7 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4M17 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5H10",
  check: "M5 12.5l5 5L19.5 7",
  fire: "M12 3c.5 4 5.5 5.8 5.5 10.8a5.5 5.5 0 0 1-11 0c0-2.3 1-3.6 2.2-4.8.4 1.9 1.2 2.7 2 2.9C10.3 8.5 10.5 5.5 12 3z",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  place:
    "M12 3a6.5 6.5 0 0 0-6.5 6.5C5.5 14.5 12 21 12 21s6.5-6.5 6.5-11.5A6.5 6.5 0 0 0 12 3M12 7.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  leave: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon: the words beside it carry the meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
