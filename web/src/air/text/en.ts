import type { indonesian } from "./id.ts";

/** A number as it is written, with its noun. */
const some = (count: string, noun: string): string =>
  `${count} ${count === "1" ? noun : `${noun}s`}`;

export const english: typeof indonesian = {
  title: "Air of the district",
  lead: "The Indonesian air quality index (ISPU) of every station, worked out anew each hour.",
  categories: {
    good: "Good",
    moderate: "Moderate",
    unhealthy: "Unhealthy",
    "very-unhealthy": "Very unhealthy",
    hazardous: "Hazardous",
  },
  advice: {
    good: "The air is clean. Be outdoors as usual.",
    moderate:
      "Fine for almost everybody. Those who are very sensitive, with asthma for instance, should rest when they cough or feel short of breath.",
    unhealthy:
      "Children, old people, pregnant women and people with lung or heart disease should do less outdoors. Wear a mask and put off heavy work.",
    "very-unhealthy":
      "Everybody should do less outdoors. Those at risk stay at home with windows closed. Wear a mask if you have to go out.",
    hazardous:
      "Stay indoors, close doors and windows, and burn nothing. Get help if breathing becomes hard.",
  },
  summaryTitle: "How it is now",
  worstIs: (station, category, index) =>
    `The worst air is at ${station}: ${category}, ISPU ${index}.`,
  allAre: (category) => `At every station that sends data the air is ${category}.`,
  smokeNow: (station, value, category) =>
    `In the last hour fine dust at ${station} reached ${value} µg/m³, like ${category}.`,
  countIn: (count, category) => `${some(count, "station")} ${category}`,
  countWithout: (count) => `${some(count, "station")} without a number yet`,
  noneNow: "No station has enough data for an ISPU yet.",
  stationsTitle: "Stations",
  index: "ISPU, 24 hours",
  beyond: ">500",
  until: (time) => `Mean of the 24 hours up to ${time}`,
  critical: (parameter) => `Critical parameter: ${parameter}`,
  measured: (parameters) => `Measured: ${parameters}`,
  provisional: "Provisional",
  indicative: "Indicative",
  noIndex: "No number yet",
  noIndexText: "Too little data in the last 24 hours, or the station is silent.",
  hourTitle: "PM2.5 in the last hour",
  hourUntil: (time) => `Up to ${time}`,
  noHour: "No data in the last hour.",
  hourLooks: (category) => `Like category ${category}`,
  toStation: (station) => `See all data of ${station}`,
  emptyTitle: "No air station yet",
  emptyText: "Air stations appear here once they are registered.",
  historyTitle: "ISPU over time",
  station: "Station",
  range: "Range",
  ranges: { day: "Day", week: "Week", month: "Month", year: "Year" },
  noHistory: "There is no ISPU in this range.",
  chartLabel: (station, range) =>
    `Chart of the ISPU of ${station}, ${range}. Use the arrow keys to read its numbers.`,
  chartHint: "Touch the chart or use the arrow keys to read its numbers.",
  extremes: (low, high) => `Lowest ${low}, highest ${high}`,
  hoursIn: (hours, category) => `${some(hours, "hour")} ${category}`,
  scaleTitle: "What colours and numbers mean",
  scaleUpTo: (from, to) => `ISPU ${from}–${to}`,
  scaleAbove: (from) => `ISPU above ${from}`,
  words: {
    ispu: {
      title: "ISPU",
      text: "One number for the quality of the air by regulation P.14/2020. It comes from the mean of 24 hours, so it rises and falls slowly. The worst parameter decides.",
    },
    hour: {
      title: "PM2.5 in the last hour",
      text: "Fine dust in the last hour alone. It rises fast when there is smoke, but it is no ISPU.",
    },
    provisional: {
      title: "Provisional",
      text: "Some data of the last 24 hours has not come in. The number may still change.",
    },
    indicative: {
      title: "Indicative",
      text: "Measured with a low-cost device: good for a picture, not for official decisions.",
    },
  },
  toBoard: "Board for a public screen",
  openData: "Open data (JSON)",
  board: {
    title: "ISPU board",
    pause: "Pause",
    resume: "Go on",
    leave: "Close the board",
    of: (now, all) => `${now} of ${all}`,
    dataAt: (time) => `Data of ${time}`,
    offline: (since) => `No connection since ${since}. These are the last numbers received.`,
    never: "No connection yet. It tries again by itself.",
    old: "Data too old",
    oldText: (time) => `The last number is from ${time}`,
  },
};
