import { fail, ok, type Result } from "@resik/contract/error-code";
import { nextTurn } from "@resik/kit/next-turn";
import { matches } from "./evaluate.ts";
import { navigationsOf, type CatalogueSet, type Navigation, type StaEntity } from "./model.ts";
import { findObservation, listObservations, type Question } from "./observations.ts";
import { strangeNameIn } from "./property-name.ts";
import { positionText, type Expansion, type Options, type PagePosition } from "./query.ts";
import { isCatalogue, resolveIn } from "./resolve.ts";
import { ENTITY_SETS, parseResourcePath, type EntitySet } from "./resource-path.ts";

type Json = Record<string, unknown>;
type Failed = "invalid-input" | "not-found" | "range-too-large";
export type Answer = Result<Json, Failed>;

export interface ServiceDeps extends Question {
  /** Address of the service's root, without a slash at its end. */
  rootUrl: string;
}

/** Datastreams whose observations one answer may carry along; each is a question to the store. */
export const EXPANDED_STREAMS_MAX = 200;
/** Entities that are looked through before others get their turn. */
const ENTITIES_A_TURN = 200;

const CONFORMANCE = [
  "http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel",
  "http://www.opengis.net/spec/iot_sensing/1.1/req/resource-path/resource-path-to-entities",
  "http://www.opengis.net/spec/iot_sensing/1.1/req/request-data",
] as const;

/** `GET` of the service's root (OGC 18-088, 9.2.1). */
export const serviceRoot = ({ rootUrl }: Pick<ServiceDeps, "rootUrl">): Json => ({
  value: ENTITY_SETS.map((name) => ({ name, url: `${rootUrl}/${name}` })),
  serverSettings: { conformance: CONFORMANCE },
});

const quote = (id: string): string => `'${id.replaceAll("'", "''")}'`;

/** An entity as it is shown: annotations, own properties, links to what belongs to it. */
function show(set: EntitySet, entity: StaEntity, options: Options, rootUrl: string): Json {
  const selfLink = `${rootUrl}/${set}(${quote(entity.id)})`;
  const { select } = options;
  const own = Object.entries(entity.properties).filter(
    ([name]) => select === null || select.includes(name),
  );
  const expanded = new Set(options.expand.map(({ name }) => name));
  const links = navigationsOf(set)
    .filter(({ name }) => !expanded.has(name))
    .filter(({ name }) => select === null || select.includes(name))
    .map(({ name }) => [`${name}@iot.navigationLink`, `${selfLink}/${name}`]);
  const hasId = select === null || select.includes("id") || select.includes("@iot.id");
  return {
    ...(hasId ? { "@iot.id": entity.id } : {}),
    "@iot.selfLink": selfLink,
    ...Object.fromEntries(own),
    ...Object.fromEntries(links),
  };
}

/** What is not there comes first, as OData says. */
function inOrder(left: unknown, right: unknown): number {
  const absent = Number(right == null) - Number(left == null);
  if (absent !== 0) return absent;
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return 0;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Filters, orders and cuts the entities of a set that is held at once. A long filter over many
 * entities is seconds of work: it is done in turns, and what is ordered by is looked up once.
 */
async function select(
  { catalogue }: ServiceDeps,
  set: CatalogueSet,
  entities: readonly StaEntity[],
  { filter, orderBy, skip, top }: Options,
): Promise<{ page: StaEntity[]; count: number }> {
  const fitting: { entity: StaEntity; keys: unknown[] }[] = [];
  for (const [index, entity] of entities.entries()) {
    if (index % ENTITIES_A_TURN === ENTITIES_A_TURN - 1) await nextTurn();
    const value = (path: readonly string[]) => resolveIn(catalogue, set, entity, path);
    if (filter !== null && !matches(filter, value)) continue;
    fitting.push({ entity, keys: orderBy.map(({ path }) => value(path)) });
  }
  fitting.sort((left, right) => {
    for (const [index, { descending }] of orderBy.entries()) {
      const order = inOrder(left.keys[index], right.keys[index]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  const page = fitting.slice(skip, skip + top).map(({ entity }) => entity);
  return { page, count: fitting.length };
}

function nextLink(
  path: string,
  next: NonNullable<Collection["next"]>,
  options: Options,
  { rootUrl }: ServiceDeps,
): string {
  const query = new URLSearchParams();
  if (options.filterText !== null) query.set("$filter", options.filterText);
  if (options.orderByText !== null) query.set("$orderby", options.orderByText);
  if (options.expandText !== null) query.set("$expand", options.expandText);
  if (options.select !== null) query.set("$select", options.select.join(","));
  if (options.count) query.set("$count", "true");
  query.set("$top", String(options.top));
  if (typeof next === "number") query.set("$skip", String(next));
  else query.set("$skiptoken", positionText(next));
  return `${rootUrl}/${path}?${query.toString()}`;
}

interface Collection {
  entities: StaEntity[];
  count: number | null;
  /** Entities to pass over for the next page, or the position of its beginning; null: no page. */
  next: number | PagePosition | null;
}

async function readCollection(
  deps: ServiceDeps,
  set: EntitySet,
  ids: readonly string[] | null,
  options: Options,
): Promise<Result<Collection, Failed>> {
  const strange = strangeNameIn(set, options);
  if (strange !== null) return fail("invalid-input", strange);
  if (isCatalogue(set)) {
    const all =
      ids === null
        ? deps.catalogue.entities[set]
        : ids.flatMap((id) => deps.catalogue.find(set, id) ?? []);
    const { page, count } = await select(deps, set, all, options);
    if (options.after) return fail("invalid-input", "$skiptoken is not of this set");
    const seen = options.skip + page.length;
    const next = count > seen ? seen : null;
    return ok({ entities: page, count: options.count ? count : null, next });
  }
  const id = ids?.[0] ?? streamNamedIn(options);
  const stream = id === null ? undefined : deps.catalogue.datastreams.get(id);
  if (!stream) {
    return fail(
      "invalid-input",
      "observations are read of one datastream: Datastreams('…')/Observations, or $filter=Datastream/id eq '…'",
    );
  }
  return listObservations(deps, stream, options);
}

/** The datastream that every observation of a filter must belong to; null where it names none. */
function streamNamedIn({ filter }: Options): string | null {
  const queue = filter ? [filter] : [];
  for (let one = queue.pop(); one; one = queue.pop()) {
    if (one.kind === "and") queue.push(one.left, one.right);
    if (one.kind !== "compare" || one.operator !== "eq" || one.left.kind !== "path") continue;
    const isId = ["Datastream/id", "Datastream/@iot.id"].includes(one.left.path.join("/"));
    if (isId && one.right.kind === "literal") return String(one.right.value);
  }
  return null;
}

async function showCollection(
  deps: ServiceDeps,
  set: EntitySet,
  { path, ids, options }: { path: string; ids: readonly string[] | null; options: Options },
): Promise<Answer> {
  const read = await readCollection(deps, set, ids, options);
  if (!read.ok) return read;
  const { entities, count, next } = read.value;
  const shown = await showAll(deps, set, entities, options);
  if (!shown.ok) return shown;
  return ok({
    ...(count === null ? {} : { "@iot.count": count }),
    ...(next !== null && options.top > 0
      ? { "@iot.nextLink": nextLink(path, next, options, deps) }
      : {}),
    value: shown.value,
  });
}

async function showAll(
  deps: ServiceDeps,
  set: EntitySet,
  entities: readonly StaEntity[],
  options: Options,
): Promise<Result<Json[], Failed>> {
  const asked = options.expand.filter(({ name }) => name === "Observations").length;
  if (asked * entities.length > EXPANDED_STREAMS_MAX) {
    return fail("range-too-large", `$expand=Observations for at most ${EXPANDED_STREAMS_MAX}`);
  }
  const shown: Json[] = [];
  for (const entity of entities) {
    const json = show(set, entity, options, deps.rootUrl);
    for (const expansion of options.expand) {
      const more = await expand(deps, set, entity, expansion);
      if (!more.ok) return more;
      Object.assign(json, more.value);
    }
    shown.push(json);
  }
  return ok(shown);
}

/** Where a navigation of an entity leads to. */
function relatedIds(
  { catalogue }: ServiceDeps,
  set: EntitySet,
  id: string,
  to: EntitySet,
): readonly string[] {
  // The id of an observation begins with that of its datastream.
  if (!isCatalogue(set)) return [id.split(".").slice(0, 2).join(".")];
  return to === "Observations" ? [id] : catalogue.related(set, id, to);
}

async function expand(
  deps: ServiceDeps,
  set: EntitySet,
  entity: StaEntity,
  { name, options }: Expansion,
): Promise<Result<Json, Failed>> {
  const navigation = navigationOf(set, name);
  if (!navigation.ok) return fail("invalid-input", `$expand: ${set} has no ${name}`);
  const ids = relatedIds(deps, set, entity.id, navigation.value.set);
  const path = `${set}(${quote(entity.id)})/${name}`;
  const inner = { path, ids, options };
  const collection = await showCollection(deps, navigation.value.set, inner);
  if (!collection.ok) return collection;
  const { value, ...notes } = collection.value;
  if (!navigation.value.many)
    return ok({ [name]: (Array.isArray(value) ? value[0] : null) ?? null });
  const annotations = Object.entries(notes).map(([note, said]) => [`${name}${note}`, said]);
  return ok({ [name]: value, ...Object.fromEntries(annotations) });
}

function navigationOf(set: EntitySet, name: string): Result<Navigation, "not-found"> {
  const navigation = navigationsOf(set).find((one) => one.name === name);
  return navigation ? ok(navigation) : fail("not-found", `${set} has no ${name}`);
}

async function findEntity(
  deps: ServiceDeps,
  set: EntitySet,
  id: string,
): Promise<Result<StaEntity, "not-found">> {
  const found = isCatalogue(set)
    ? deps.catalogue.find(set, id)
    : ((await findObservation(deps.source, deps.catalogue, id))?.entity ?? null);
  return found ? ok(found) : fail("not-found", `${set} has no ${id.slice(0, 80)}`);
}

/** `GET` of whatever stands behind the service's root (OGC 18-088, 9.2 and 9.3). */
export async function askService(
  deps: ServiceDeps,
  path: string,
  options: Options,
): Promise<Answer> {
  const parsed = parseResourcePath(path);
  if (!parsed.ok) return parsed;
  const raw = parsed.value.rest.find(({ name }) => name.startsWith("$"));
  if (raw) return fail("invalid-input", `${raw.name} is not served here`);
  let { set, id } = parsed.value;
  let ids: readonly string[] | null = id === null ? null : [id];
  for (const [index, part] of parsed.value.rest.entries()) {
    if (ids === null) return fail("not-found", `${set} is a set: name an entity first`);
    const entity = await findEntity(deps, set, ids[0] ?? "");
    if (!entity.ok) return entity;
    const navigation = navigationOf(set, part.name);
    if (!navigation.ok) {
      const isLast = index === parsed.value.rest.length - 1;
      return isLast && part.id === null ? propertyOf(entity.value, part.name) : navigation;
    }
    ids = relatedIds(deps, set, entity.value.id, navigation.value.set);
    const isOne = !navigation.value.many || part.id !== null;
    if (part.id !== null && !ids.some((own) => isBelow(navigation.value.set, own, part.id))) {
      return fail("not-found", `${path.slice(0, 80)} is not there`);
    }
    set = navigation.value.set;
    id = isOne ? (part.id ?? ids[0] ?? null) : null;
    if (id !== null) ids = [id];
  }
  if (id === null) return showCollection(deps, set, { path, ids, options });
  const entity = await findEntity(deps, set, id);
  if (!entity.ok) return entity;
  const strange = strangeNameIn(set, options);
  if (strange !== null) return fail("invalid-input", strange);
  const shown = await showAll(deps, set, [entity.value], options);
  return shown.ok ? ok(shown.value[0] ?? {}) : shown;
}

/** Whether an id is the named one, or that of an observation of the named datastream. */
const isBelow = (set: EntitySet, named: string, id: string | null): boolean =>
  set === "Observations" ? id?.startsWith(`${named}.`) === true : id === named;

/** `Things('x')/name` gives `{"name": …}`. */
function propertyOf(entity: StaEntity, name: string): Answer {
  return Object.hasOwn(entity.properties, name)
    ? ok({ [name]: entity.properties[name] })
    : fail("not-found", `it has no ${name}`);
}
