import type { DeviceKind, DeviceRegistration } from "@resik/contract/http/registry";
import type { DeviceConfig } from "@resik/contract/payload/downlink";
import { isDeviceSlug } from "../../route/device-slug.ts";
import { readConfig, type ConfigDraft, type ConfigProblem } from "./config-draft.ts";
import { readPlace, type PlaceDraft, type PlaceProblem } from "../parts/place-draft.ts";

/** A new device as it stands in the form. */
export interface RegistrationDraft extends PlaceDraft {
  kind: DeviceKind;
  /** Empty while none is chosen. */
  site: string;
  name: string;
  /** Empty: the suggested one counts. */
  id: string;
  config: Pick<ConfigDraft, "intervalMin" | "depthCm">;
}

export type RegistrationProblem = "site" | "name" | "id" | PlaceProblem | ConfigProblem;

export const NEW_REGISTRATION: RegistrationDraft = {
  kind: "bin",
  site: "",
  name: "",
  id: "",
  lat: "",
  lon: "",
  config: { intervalMin: "", depthCm: "" },
};

const ID_MAX = 40;
const PREFIXES: Record<DeviceKind, string> = { bin: "bak", air: "udara", scale: "timbangan" };

/** The site's name for people is long; the last part of its own id is what tells it apart. */
const shortOf = (site: string): string => site.split("-").slice(1).join("-") || site;

/**
 * An id that is free among `taken`: kind, site and number, such as `bak-puri-03`. Null without a
 * site.
 */
export function suggestedId(
  { kind, site }: Pick<RegistrationDraft, "kind" | "site">,
  taken: ReadonlySet<string>,
): string | null {
  if (site === "") return null;
  const stem = `${PREFIXES[kind]}-${shortOf(site)}`.slice(0, ID_MAX - 4).replace(/-$/, "");
  for (let count = 1; ; count++) {
    const id = `${stem}-${String(count).padStart(2, "0")}`;
    if (!taken.has(id)) return id;
  }
}

export interface ReadRegistration {
  /** Null while something is wrong. */
  registration: (Omit<DeviceRegistration, "id" | "site"> & { id: string; site: string }) | null;
  problems: ReadonlySet<RegistrationProblem>;
}

/** What the form says; `suggestion` counts while no id is typed. */
export function readRegistration(
  draft: RegistrationDraft,
  suggestion: string | null,
): ReadRegistration {
  const problems = new Set<RegistrationProblem>();
  const { kind, site } = draft;
  const name = draft.name.trim();
  const id = draft.id.trim() === "" ? (suggestion ?? "") : draft.id.trim();
  if (site === "") problems.add("site");
  if (name === "") problems.add("name");
  // Without a site there is nothing to suggest yet, and that is said at the site.
  if (!isDeviceSlug(id) && (id !== "" || site !== "")) problems.add("id");
  const place = readPlace(draft);
  for (const problem of place.problems) problems.add(problem);
  const config = readConfig(kind, draft.config);
  for (const problem of config.problems) problems.add(problem);
  if (problems.size > 0) return { registration: null, problems };
  const given: DeviceConfig = config.config ?? {};
  return { registration: { id, site, kind, name, ...place.place, config: given }, problems };
}
