/** The browser that pages are looked at with, in tests and for pictures. */
export const CHROMIUM = process.env.RESIK_CHROMIUM ?? "/usr/bin/chromium";

/** It runs as any user, also as root in CI, and asks nobody but the page's own host. */
export const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
