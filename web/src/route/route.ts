import { isDeviceSlug } from "./device-slug.ts";

/** Every page of the web; what is not one of them is `unknown`. */
export type Route =
  | { page: "stations" }
  | { page: "station"; device: string }
  | { page: "sign-in" }
  | { page: "setup" }
  /** The waste bank's desk; `rest` is what follows `/bank`. */
  | { page: "bank"; rest: readonly string[] }
  /** A resident's own pages; `rest` is what follows `/saya`. */
  | { page: "me"; rest: readonly string[] }
  /** The environment agency's desk; `rest` is what follows `/dlh`. */
  | { page: "desk"; rest: readonly string[] }
  /** The air of the district, for everybody. */
  | { page: "air" }
  /** ISPU on a public screen. */
  | { page: "board" }
  | { page: "open-data" }
  /** Whether a receipt is genuine; null for the form that asks for its number. */
  | { page: "receipt-check"; receipt: string | null }
  /** The district's waste-bank figures, for everybody. */
  | { page: "open-waste" }
  | { page: "unknown" };

/** Reads a path such as `/stasiun/bak-07`; never throws, whatever stands in the address bar. */
export function parseRoute(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter((part) => part !== "");
  if (first === undefined) return { page: "stations" };
  const below = second === undefined ? [] : [second, ...rest];
  if (first === "bank" && below.length <= 2) return { page: "bank", rest: below };
  if (first === "saya" && below.length <= 2) return { page: "me", rest: below };
  if (first === "dlh" && below.length <= 2) return { page: "desk", rest: below };
  if (rest.length > 0) return { page: "unknown" };
  if (first === "stasiun") {
    if (second === undefined) return { page: "stations" };
    return isDeviceSlug(second) ? { page: "station", device: second } : { page: "unknown" };
  }
  if (first === "cek") return { page: "receipt-check", receipt: second ?? null };
  if (second !== undefined) return { page: "unknown" };
  switch (first) {
    case "masuk":
      return { page: "sign-in" };
    case "setup":
      return { page: "setup" };
    case "udara":
      return { page: "air" };
    case "papan":
      return { page: "board" };
    case "data":
      return { page: "open-data" };
    case "bank-sampah":
      return { page: "open-waste" };
    default:
      return { page: "unknown" };
  }
}

/** The address of a station; `query` without its question mark, empty for none. */
export const stationHref = (device: string, query = ""): string =>
  withQuery(`/stasiun/${device}`, query);

export const stationsHref = (query = ""): string => withQuery("/", query);

const withQuery = (path: string, query: string): string =>
  query === "" ? path : `${path}?${query}`;
