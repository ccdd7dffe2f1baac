/** What part of the list is shown, and in which order. Lives in the address, so it can be shared. */
export interface StationFilter {
  kind: "all" | "bin" | "air";
  /** `full`: bins from {@link NEARLY_FULL_RATIO}; `silent`: devices that do not report. */
  only: "any" | "full" | "silent";
  /** Kemendagri code of a kecamatan; empty for all. */
  areaCode: string;
  search: string;
  order: "attention" | "name";
}

export const NO_FILTER: StationFilter = {
  kind: "all",
  only: "any",
  areaCode: "",
  search: "",
  order: "attention",
};

const SEARCH_LENGTH_MAX = 60;
const AREA_CODE_PATTERN = /^[\d.]{1,13}$/;

/** Reads the filter from a query; what it does not understand is the default. */
export function parseStationFilter(query: string): StationFilter {
  const params = new URLSearchParams(query);
  const kind = params.get("kind");
  const only = params.get("only");
  const areaCode = params.get("area") ?? "";
  return {
    kind: kind === "bin" || kind === "air" ? kind : "all",
    only: only === "full" || only === "silent" ? only : "any",
    areaCode: AREA_CODE_PATTERN.test(areaCode) ? areaCode : "",
    search: (params.get("q") ?? "").slice(0, SEARCH_LENGTH_MAX),
    order: params.get("order") === "name" ? "name" : "attention",
  };
}

/** The shortest query that means this filter: defaults are left out. */
export function stationFilterQuery(filter: StationFilter): string {
  const params = new URLSearchParams();
  if (filter.kind !== "all") params.set("kind", filter.kind);
  if (filter.only !== "any") params.set("only", filter.only);
  if (filter.areaCode !== "") params.set("area", filter.areaCode);
  if (filter.search !== "") params.set("q", filter.search);
  if (filter.order !== "attention") params.set("order", filter.order);
  return params.toString();
}
