/** The browser that pages are looked at with, in tests and for pictures. */
export const CHROMIUM = process.env.RESIK_CHROMIUM ?? "/usr/bin/chromium";

const FEATURES_OFF = [
  // Two pages of the address bar, which nobody sees, cost more than half a second of a core for
  // every browser window, and each context of a test is one.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  // The browser takes one such list: without these the driver's own would be lost.
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "MediaRouter",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
];

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
  `--disable-features=${FEATURES_OFF.join(",")}`,
];
