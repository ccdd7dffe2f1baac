import type { Page } from "playwright-core";

/** An address, or the way to a page that has none of its own. */
export type Way = string | ((page: Page) => Promise<void>);

/** Follows the first link of a list to what it leads to. */
export const firstLink =
  (path: string, link: string) =>
  async (page: Page): Promise<void> => {
    await page.goto(new URL(path, page.url()).href);
    await page.locator(link).first().click();
  };

const firstOf = (part: string): Way =>
  firstLink(`/dlh/${part}`, `main a[href^="/dlh/${part}/"]:not([href$="/baru"])`);

/** The environment desk, as the agency's administrator sees it. */
export const deskPages = (airStations: readonly string[]): Readonly<Record<string, Way>> => ({
  "desk-now": "/dlh",
  "desk-menu": "/dlh/menu",
  "desk-alerts": "/dlh/peringatan",
  "desk-alert": firstOf("peringatan"),
  "desk-tasks": "/dlh/tugas",
  // Its own list is empty for who was given nothing yet.
  "desk-task": firstLink("/dlh/tugas?milik=all", 'main a[href^="/dlh/tugas/"]'),
  "desk-reports": "/dlh/laporan",
  "desk-report": firstOf("laporan"),
  "desk-collection": "/dlh/angkut",
  "desk-devices": "/dlh/perangkat",
  "desk-device": firstOf("perangkat"),
  "desk-new-device": "/dlh/perangkat/baru",
  "desk-sites": "/dlh/tempat",
  "desk-site": firstOf("tempat"),
  "desk-new-site": "/dlh/tempat/baru",
  "desk-quarantine": "/dlh/karantina",
  "desk-compare": `/dlh/bandingkan?devices=${airStations.slice(0, 4).join(",")}&range=7d`,
  "desk-rules": "/dlh/aturan",
  "desk-rule": "/dlh/aturan/bin-full",
  "desk-targets": "/dlh/penerima",
  "desk-target": "/dlh/penerima/baru",
  "desk-accounts": "/dlh/akun",
  // The first one is one's own, which others change.
  "desk-account": firstLink("/dlh/akun", "main .rows li:nth-child(2) a"),
  "desk-new-account": "/dlh/akun/baru",
  "desk-figures": "/dlh/angka",
});

/** What everybody sees of air and data. */
export const OPEN_DESK_PAGES: Readonly<Record<string, Way>> = {
  "open-air": "/udara",
  board: "/papan",
  "open-data": "/data",
};
