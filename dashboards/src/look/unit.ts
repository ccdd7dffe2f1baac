/** Ids of Grafana's units that our panels use. */
export const UNIT = {
  /** Microgram per cubic metre; Grafana writes it with the Greek letter. */
  massConcentration: "con\u03BCgm3",
  ratio: "percentunit",
  celsius: "celsius",
  volt: "volt",
  signal: "dBm",
  pressure: "pressurehpa",
  seconds: "s",
  bytes: "bytes",
  perSecond: "cps",
  count: "locale",
  /** Without Grafana's prefixes: its `Mg` for a tonne says nothing here. */
  kilogram: "suffix:kg",
  /**
   * Whole numbers with separators. Grafana's own rupiah shortens to `M` for a million, which is a
   * thousand million in Indonesian.
   */
  rupiah: "locale",
  ago: "dateTimeFromNow",
  instant: "dateTimeAsLocal",
  /** An index or a word: nothing after it. */
  bare: "none",
} as const;

export type Unit = (typeof UNIT)[keyof typeof UNIT];
