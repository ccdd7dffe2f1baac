import { siteSchema } from "@resik/contract/http/registry";
import { requireAnswer, type ApiClient } from "../api-client.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { listAll } from "../list-all.ts";
import { formatTable } from "../table.ts";
import { inputSentence } from "./device.ts";

type Out = Pick<CommandContext, "out">;

export interface SiteAddInput {
  id: string;
  name: string;
  kind: string;
  areaCode: string;
  areaName: string;
  lat: number;
  lon: number;
}

/** `resik site add`: a place that devices belong to. */
export async function addSite(
  { out }: Out,
  api: ApiClient,
  input: SiteAddInput,
  json: boolean,
): Promise<void> {
  const site = siteSchema.safeParse(input);
  if (!site.success) throw new CommandError(inputSentence(site.error));
  const answer = requireAnswer(await api.post("sites", site.data, siteSchema), api.baseUrl);
  out(
    json ? JSON.stringify(answer) : `${answer.id} (${answer.kind}, ${answer.name}) is registered.`,
  );
}

/** `resik site list`. */
export async function listSites({ out }: Out, api: ApiClient, json: boolean): Promise<void> {
  const sites = await listAll(api, "sites", siteSchema);
  if (json) return out(JSON.stringify(sites));
  if (sites.length === 0) return out("No site is registered; `resik site add` makes one.");
  const rows = sites.map((site) => [site.id, site.kind, site.areaName, site.name]);
  for (const line of formatTable(["site", "kind", "area", "name"], rows)) out(line);
}
