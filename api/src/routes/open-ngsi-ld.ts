import { fail, ok, type Result } from "@resik/contract/error-code";
import { z } from "zod";
import { readOverview } from "../air/overview.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import {
  contextsOf,
  ENTITY_TYPES,
  simplify,
  toEntities,
  type Entity,
  type EntityType,
} from "../open/ngsi-ld.ts";
import { createSharedRead } from "../open/shared-read.ts";
import type { StationsReader } from "./open-stations.ts";

const LIMIT_MAX = 1_000;
const LD_JSON = "application/ld+json";
const JSON_TYPE = "application/json";
/** An index changes once an hour, and when data comes late. */
const ISPU_FRESH_MS = 10_000;
const AGE_S = 10;

const formShape = {
  /** `keyValues`: the simplified form. */
  options: z.enum(["normalized", "keyValues"]).default("normalized"),
};
/** Strict: a condition that is silently left out would give other data than was asked for. */
const listQuerySchema = z.strictObject({
  type: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(ENTITY_TYPES)).min(1).max(ENTITY_TYPES.length))
    .optional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_MAX),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  ...formShape,
});
const paramsSchema = z.object({ id: z.string().max(200) });

type Read = (headers: Headers) => Promise<Result<Entity[]>>;

/**
 * `ETSI GS CIM 009`, 6.4 and 6.5, read only. Without `application/ld+json` in `Accept` the context
 * stands in a `Link` header, as the standard says for plain JSON.
 */
function answerOf(
  value: readonly Entity[] | Entity,
  {
    headers,
    types,
    isSimple,
  }: { headers: Headers; types: readonly EntityType[]; isSimple: boolean },
): Response {
  const contexts = contextsOf(types);
  const isLd = (headers.get("accept") ?? "").includes(LD_JSON);
  const shown = (entity: Entity): Record<string, unknown> => ({
    ...(isSimple ? simplify(entity) : entity),
    ...(isLd ? { "@context": contexts } : {}),
  });
  // An array stays one, whatever is in it.
  const body = "id" in value ? shown(value) : value.map(shown);
  const link = `<${contexts[0]}>; rel="http://www.w3.org/ns/json-ld#context"; type="${LD_JSON}"`;
  return new Response(JSON.stringify(body), {
    headers: {
      "content-type": isLd ? LD_JSON : JSON_TYPE,
      "cache-control": `public, max-age=${AGE_S}`,
      vary: "Accept",
      ...(isLd ? {} : { link }),
    },
  });
}

const typeOfEntity = ({ type }: Entity): EntityType => type;

/** Bins and stations as FIWARE entities, see `open/ngsi-ld.ts`. */
export function ngsiLdRoutes(deps: RouteDeps, readStations: StationsReader): Route[] {
  const readIspu = createSharedRead(deps.clock, ISPU_FRESH_MS, () => readOverview(deps));
  const read: Read = async () => {
    const [stations, ispu] = await Promise.all([readStations(), readIspu()]);
    if (!stations.ok) return stations;
    if (!ispu.ok) return ispu;
    const ispuByDevice = new Map(ispu.value.stations.map((one) => [one.device, one]));
    return ok(toEntities(stations.value.stations, deps.district, ispuByDevice));
  };
  return [listRoute(read), entityRoute(read)];
}

const listRoute = (read: Read): Route =>
  defineRoute({
    method: "get",
    path: "/open/ngsi-ld/v1/entities",
    summary: "Bins and air stations as NGSI-LD entities (WasteContainer, AirQualityObserved)",
    access: "public",
    query: listQuerySchema,
    errors: ["store-unavailable"],
    answer: { contentTypes: [LD_JSON, JSON_TYPE] },
    async handle({ query, headers }) {
      const entities = await read(headers);
      if (!entities.ok) return entities;
      const types = query.type ?? ENTITY_TYPES;
      const fitting = entities.value.filter((entity) => types.includes(typeOfEntity(entity)));
      const page = fitting.slice(query.offset, query.offset + query.limit);
      const isSimple = query.options === "keyValues";
      const answer = answerOf(page, { headers, types, isSimple });
      answer.headers.set("ngsild-results-count", String(fitting.length));
      return ok(answer);
    },
  });

const entityRoute = (read: Read): Route =>
  defineRoute({
    method: "get",
    path: "/open/ngsi-ld/v1/entities/{id}",
    summary: "One bin or air station as an NGSI-LD entity",
    access: "public",
    params: paramsSchema,
    query: z.strictObject(formShape),
    errors: ["not-found", "store-unavailable"],
    answer: { contentTypes: [LD_JSON, JSON_TYPE] },
    async handle({ params, query, headers }) {
      const entities = await read(headers);
      if (!entities.ok) return entities;
      const entity = entities.value.find(({ id }) => id === params.id);
      if (!entity) return fail("not-found", "no entity with this id");
      const isSimple = query.options === "keyValues";
      return ok(answerOf(entity, { headers, types: [entity.type], isSimple }));
    },
  });
