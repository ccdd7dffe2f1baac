/**
 * The seven parameters of the Indonesian air quality index (ISPU, Indeks Standar Pencemar Udara)
 * of the regulation P.14/MENLHK/SETJEN/KUM.1/7/2020, in the order in which a tie is named.
 */
export const ISPU_PARAMETERS = ["pm25", "pm10", "so2", "co", "o3", "no2", "hc"] as const;
export type IspuParameter = (typeof ISPU_PARAMETERS)[number];

/** How people write each parameter. */
export const ISPU_PARAMETER_NAMES: Readonly<Record<IspuParameter, string>> = {
  pm25: "PM2.5",
  pm10: "PM10",
  so2: "SO2",
  co: "CO",
  o3: "O3",
  no2: "NO2",
  hc: "HC",
};

/** The field of channel `air` that holds a parameter's concentration, µg/m³. */
export const ISPU_FIELDS = {
  pm25: "pm25UgM3",
  pm10: "pm10UgM3",
  so2: "so2UgM3",
  co: "coUgM3",
  o3: "o3UgM3",
  no2: "no2UgM3",
  hc: "hcUgM3",
} as const satisfies Record<IspuParameter, string>;

/**
 * The index at the upper end of each row of the table. The regulation labels its last row ">300"
 * and gives it concentrations; every published calculation reads them as index 500, as we do.
 */
export const ISPU_STEPS = [50, 100, 200, 300, 500] as const;
export const ISPU_INDEX_MAX = 500;

type Breakpoints = readonly [number, number, number, number, number];

/**
 * Concentrations (24-hour mean, µg/m³) at the upper end of each row: P.14/2020, annex. Where public
 * tables disagree, the regulation's own numbers count: PM10 ends at 500 (600 is of the rule of
 * 1997), PM2.5 at 500 (500.4 is of the United States' table).
 */
export const ISPU_BREAKPOINTS: Readonly<Record<IspuParameter, Breakpoints>> = {
  pm25: [15.5, 55.4, 150.4, 250.4, 500],
  pm10: [50, 150, 350, 420, 500],
  so2: [52, 180, 400, 800, 1_200],
  co: [4_000, 8_000, 15_000, 30_000, 45_000],
  o3: [120, 235, 400, 800, 1_000],
  no2: [80, 200, 1_130, 2_260, 3_000],
  hc: [45, 100, 215, 432, 648],
};
