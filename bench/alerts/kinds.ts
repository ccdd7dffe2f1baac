const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** A condition of which the truth keeps when it held at a subject. */
export type TruthName =
  | "full"
  | "nearly-full"
  | "fire"
  | "tilted"
  | "wall-echo"
  | "no-echo"
  | "stuck-near"
  | "level-hidden"
  | "cell-low"
  | "cell-weak"
  | "burning"
  | "haze"
  | "some-haze"
  | "smoky-hour"
  | "hour-hidden"
  | "smoky-hour-near"
  | "very-smoky-hour-near"
  | "very-smoky-hour"
  | "fan-stuck"
  | "zero"
  | "out-of-family"
  | "ageing"
  | "dark"
  | "outage"
  | "site-power"
  | "tera";

export interface Kind {
  /** Rules that speak of it. */
  rules: readonly string[];
  /** When it is so. */
  truth: TruthName;
  /**
   * A wider condition around it, in which an alert is right too, though nothing need be said: near
   * its limit, within the sensor's error, or on the way there. Absent: none.
   */
  near?: TruthName;
  /** For so long it must be seen without a break before it is asked for: the rule's own time and
   * the time that readings take, seconds. Shorter ones are out of scope. */
  needS: number;
  /** After its end an alert that opens (or is still open) counts as its own, seconds. */
  graceS: number;
  /** What hides it from the sensor. */
  hiddenBy: readonly TruthName[];
  /** One subject for all: the whole district. */
  ofDistrict?: boolean;
  /** Why it is not judged here; its alerts are counted, and nothing else. */
  elsewhere?: string;
}

/** What is asked of the alerts, one entry a kind of event. Every rule belongs to one kind. */
export const KINDS = {
  // 10 minutes of the rule, a report each 10 to 20 minutes.
  "full-bin": {
    rules: ["bin-full"],
    truth: "full",
    near: "nearly-full",
    needS: 30 * MINUTE_S,
    graceS: 20 * MINUTE_S,
    hiddenBy: ["dark", "wall-echo", "no-echo", "stuck-near", "tilted"],
  },
  // 2 minutes of the rule over a mean of minutes, a report each 1 to 2.
  burning: {
    rules: ["plume"],
    truth: "burning",
    needS: 12 * MINUTE_S,
    graceS: 15 * MINUTE_S,
    hiddenBy: ["dark", "fan-stuck", "zero", "ageing"],
  },
  // A mean of three hours.
  haze: {
    rules: ["haze"],
    truth: "haze",
    near: "some-haze",
    needS: 2 * HOUR_S,
    graceS: 3 * HOUR_S,
    hiddenBy: [],
    ofDistrict: true,
  },
  "stuck-fan": {
    rules: ["air-stuck"],
    truth: "fan-stuck",
    needS: 70 * MINUTE_S,
    graceS: 30 * MINUTE_S,
    // A head that says zero or stands in the dark says nothing of its fan.
    hiddenBy: ["dark", "zero"],
  },
  "wall-echo": {
    rules: ["bin-wall-echo"],
    truth: "wall-echo",
    needS: 90 * MINUTE_S,
    graceS: 30 * MINUTE_S,
    // A bin that is really as full as the echo says reads what it should.
    hiddenBy: ["dark", "no-echo", "stuck-near", "tilted", "level-hidden"],
  },
  // Most of the last three hours' readings must be without an echo.
  "no-echo": {
    rules: ["bin-no-echo"],
    truth: "no-echo",
    needS: 3 * HOUR_S,
    graceS: 2 * HOUR_S,
    hiddenBy: ["dark"],
  },
  // 10 minutes of the rule, and the broker's patience of 45 seconds.
  outage: {
    rules: ["device-silent"],
    truth: "outage",
    needS: 13 * MINUTE_S,
    graceS: 5 * MINUTE_S,
    // While the whole site is dark, the site's own alert speaks for its devices.
    hiddenBy: ["site-power"],
  },
  battery: {
    rules: ["battery-low-bin", "battery-low-air", "battery-low-scale", "battery-soon-bin"],
    truth: "cell-low",
    near: "cell-weak",
    needS: 70 * MINUTE_S,
    graceS: HOUR_S,
    hiddenBy: ["dark"],
  },
  // 2 minutes of the rule, and the broker's patience.
  "site-power": {
    rules: ["site-silent"],
    truth: "site-power",
    needS: 5 * MINUTE_S,
    graceS: 5 * MINUTE_S,
    hiddenBy: [],
  },
  fire: {
    rules: ["bin-hot"],
    truth: "fire",
    needS: 10 * MINUTE_S,
    graceS: 20 * MINUTE_S,
    hiddenBy: ["dark"],
  },
  tilted: {
    rules: ["bin-tilted"],
    truth: "tilted",
    needS: 40 * MINUTE_S,
    graceS: 25 * MINUTE_S,
    hiddenBy: ["dark"],
  },
  "stuck-near": {
    rules: ["bin-stuck-near"],
    truth: "stuck-near",
    needS: 150 * MINUTE_S,
    graceS: 30 * MINUTE_S,
    hiddenBy: ["dark", "no-echo", "level-hidden"],
  },
  // Of one place: in a haze over all stations the district's one alert speaks, and a station's own
  // is asked for only where a fire makes its hour twice as bad. Between a fifth more than the haze
  // and that, one may come. One that merely repeats the haze is FALSE, though the air is bad.
  "smoky-hour": {
    rules: ["pm25-high"],
    truth: "smoky-hour",
    near: "smoky-hour-near",
    // 10 minutes of the rule, a report each 1 to 2, and the hour's mean follows the air slowly.
    needS: 20 * MINUTE_S,
    graceS: HOUR_S,
    // What nobody measured for a while is missing in the mean of the hour after it, too.
    hiddenBy: ["hour-hidden", "ageing"],
  },
  "very-smoky-hour": {
    rules: ["pm25-very-high"],
    truth: "very-smoky-hour",
    near: "very-smoky-hour-near",
    needS: 10 * MINUTE_S,
    graceS: HOUR_S,
    hiddenBy: ["hour-hidden", "ageing"],
  },
  "zero-head": {
    rules: ["air-zero"],
    truth: "zero",
    needS: 70 * MINUTE_S,
    graceS: 30 * MINUTE_S,
    hiddenBy: ["dark"],
  },
  // A mean of a day, against the others'.
  "aged-head": {
    rules: ["air-out-of-family"],
    truth: "out-of-family",
    near: "ageing",
    needS: DAY_S,
    graceS: DAY_S,
    hiddenBy: ["dark", "fan-stuck", "zero"],
  },
  // Told with the first weighing only, which may be a week away.
  tera: {
    rules: ["tera-expired", "tera-soon"],
    truth: "tera",
    needS: 8 * DAY_S,
    graceS: DAY_S,
    hiddenBy: [],
  },
  "soon-full": {
    rules: ["bin-soon-full"],
    truth: "full",
    needS: 0,
    graceS: 0,
    hiddenBy: [],
    elsewhere: "a forecast, which a truck can prove wrong: measured by `bench -- forecast`",
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** Kinds with fewer events than this are shown, marked, and not counted over all. */
export const EVENTS_MIN = 20;
/** The one subject of what is true of the whole district. */
export const DISTRICT = "district";
