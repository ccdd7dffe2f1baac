/** The desk's own icons, drawn like the shell's: a grid of 24 and round strokes. */
const PATHS = {
  bin: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  air: "M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7a2 2 0 1 1-2 2",
  now: "M4 13h4l2.5-7 4 12 2.5-5h3",
  alert: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
  task: "M9 6h11M9 12h11M9 18h11M3.5 6l1.2 1.2L7 5M3.5 12l1.2 1.2L7 11M3.5 18l1.2 1.2L7 17",
  report: "M4 5h16v11H12l-4.5 4v-4H4zM8 9h8M8 12h5",
  collection:
    "M2.5 6.5h11V17M13.5 10h4l3.5 3.5V17M6.5 15.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4M17 15.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4M2.5 6.5V17h2M8.5 17H15",
  device:
    "M7 7h10v10H7zM10 3.5V7M14 3.5V7M10 17v3.5M14 17v3.5M3.5 10H7M3.5 14H7M17 10h3.5M17 14h3.5",
  quarantine: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  compare: "M4 19V5M4 19h16M7 15l3.5-5 3 3L19 6M7 10l3 2 4-5",
  rule: "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h9M17 17h3M15 15v4",
  target: "M3.5 12L20.5 4l-5 16-4-6.5zM11.5 13.5L20.5 4",
  figures: "M4 20h16M6.5 20v-6M11 20V9M15.5 20V5M20 20v-9",
  bank: "M5 20h14l-1-11H6zM8 9a4 4 0 0 1 8 0M12 14l2-2",
  account: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  menu: "M4 7h16M4 12h16M4 17h16",
  leave: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  map: "M3.5 6.5l5.5-2 6 2 5.5-2v13l-5.5 2-6-2-5.5 2zM9 4.5v13M15 6.5v13",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
  forward: "M9.5 5.5L16 12l-6.5 6.5",
  place:
    "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
} as const;

export type DeskIconName = keyof typeof PATHS;

/** A decorative icon: the words beside it carry the meaning. */
export function DeskIcon({ name }: { name: DeskIconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
