import type { Site, SiteChange } from "@resik/contract/http/registry";
import {
  readPlace,
  typedDegrees,
  type PlaceDraft,
  type PlaceProblem,
} from "../parts/place-draft.ts";
import type { SiteKind, SiteView } from "./parse-sites.ts";

/** A site as it stands in the form. */
export interface SiteDraft extends PlaceDraft {
  kind: SiteKind;
  name: string;
  /** Empty: the suggested one counts. */
  id: string;
  /** A code of the known areas, or `OTHER_AREA`. */
  area: string;
  /** Of another area, by hand. */
  areaCode: string;
  areaName: string;
}

export type SiteProblem = "name" | "id" | "area" | "areaCode" | "areaName" | PlaceProblem;

/** A kecamatan by its Kemendagri code. */
export interface Area {
  code: string;
  name: string;
}

/** Chosen where the area is not in the list; no code looks like it. */
export const OTHER_AREA = "other";
const NO_AREA = "";

/** The contract's patterns, written again here because its modules bring zod along. */
const SLUG = /^[a-z0-9](-?[a-z0-9]){1,39}$/;
const AREA_CODE = /^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/;

const ID_MAX = 40;
const PREFIXES: Record<SiteKind, string> = {
  tps: "tps",
  "waste-bank": "bsu",
  station: "stasiun",
  office: "kantor",
};
/** How names of such sites begin, which its id says in short. */
const BEGINNINGS: Record<SiteKind, RegExp> = {
  tps: /^(tps3r|tps|tpst)-/,
  "waste-bank": /^(bank-sampah-unit|bank-sampah|bsu|bsi)-/,
  station: /^stasiun-/,
  office: /^kantor-/,
};

export const newSite = (areas: readonly Area[]): SiteDraft => ({
  kind: "tps",
  name: "",
  id: "",
  lat: "",
  lon: "",
  area: areas.length === 0 ? OTHER_AREA : NO_AREA,
  areaCode: "",
  areaName: "",
});

export const draftOfSite = (site: SiteView): SiteDraft => ({
  kind: site.kind,
  name: site.name,
  id: site.id,
  lat: typedDegrees(site.lat),
  lon: typedDegrees(site.lon),
  area: site.areaCode,
  areaCode: "",
  areaName: "",
});

/** The areas that sites have already, by name. */
export function areasOf(sites: readonly Pick<SiteView, "areaCode" | "areaName">[]): Area[] {
  const byCode = new Map(sites.map(({ areaCode, areaName }) => [areaCode, areaName]));
  return [...byCode]
    .map(([code, name]) => ({ code, name }))
    .sort((one, other) => one.name.localeCompare(other.name, "id"));
}

/** An id that is free among `taken`, such as `tps-pasar-puri`; null without a name. */
export function suggestedSiteId(
  { kind, name }: Pick<SiteDraft, "kind" | "name">,
  taken: ReadonlySet<string>,
): string | null {
  const words = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{Diacritic}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (words === "") return null;
  const stem = `${PREFIXES[kind]}-${words.replace(BEGINNINGS[kind], "")}`
    .slice(0, ID_MAX - 3)
    .replace(/-$/, "");
  for (let count = 1; ; count++) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** What a site is told to be; the api reads its id. */
export type SiteInput = Omit<Site, "id"> & { id: string };

export interface ReadSite {
  /** Null while something is wrong. */
  site: SiteInput | null;
  problems: ReadonlySet<SiteProblem>;
}

/** What the form says; `suggestion` counts while no id is typed. */
export function readSite(
  draft: SiteDraft,
  areas: readonly Area[],
  suggestion: string | null,
): ReadSite {
  const problems = new Set<SiteProblem>();
  const name = draft.name.trim();
  const id = draft.id.trim() === "" ? (suggestion ?? "") : draft.id.trim();
  if (name === "") problems.add("name");
  // Without a name there is nothing to suggest yet, and that is said at the name.
  if (!SLUG.test(id) && (id !== "" || name !== "")) problems.add("id");
  const area = readArea(draft, areas, problems);
  const { place, problems: wrong } = readPlace(draft);
  for (const problem of wrong) problems.add(problem);
  const { lat, lon } = place;
  // A site has a point of its own: devices without one stand at it.
  if (lat === undefined || lon === undefined) {
    if (wrong.length === 0) problems.add("lat").add("lon");
    return { site: null, problems };
  }
  if (problems.size > 0) return { site: null, problems };
  const site = { id, name, kind: draft.kind, areaCode: area.code, areaName: area.name, lat, lon };
  return { site, problems };
}

function readArea(draft: SiteDraft, areas: readonly Area[], problems: Set<SiteProblem>): Area {
  if (draft.area !== OTHER_AREA) {
    const known = areas.find(({ code }) => code === draft.area);
    if (!known) problems.add("area");
    return known ?? { code: "", name: "" };
  }
  const area = { code: draft.areaCode.trim(), name: draft.areaName.trim() };
  if (!AREA_CODE.test(area.code)) problems.add("areaCode");
  if (area.name === "") problems.add("areaName");
  return area;
}

/** What `PUT sites/{id}` takes of it. */
export const changeOf = ({ name, areaCode, areaName, lat, lon }: SiteInput): SiteChange => ({
  name,
  areaCode,
  areaName,
  lat,
  lon,
});
