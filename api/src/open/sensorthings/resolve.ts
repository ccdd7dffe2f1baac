import { navigationsOf, type Catalogue, type CatalogueSet, type StaEntity } from "./model.ts";
import type { EntitySet } from "./resource-path.ts";

export const isCatalogue = (set: EntitySet): set is CatalogueSet => set !== "Observations";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What lies below a value by the names of its own properties. */
export const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  );

/** What a path of a filter or order holds, through a navigation to one entity where it names one. */
export function resolveIn(
  catalogue: Catalogue,
  set: CatalogueSet,
  entity: StaEntity,
  path: readonly string[],
): unknown {
  const [first = "", ...rest] = path;
  if (first === "id" || first === "@iot.id") return entity.id;
  const navigation = navigationsOf(set).find(({ name, many }) => name === first && !many);
  if (navigation && isCatalogue(navigation.set)) {
    const [id] = catalogue.related(set, entity.id, navigation.set);
    const other = id === undefined ? null : catalogue.find(navigation.set, id);
    return other ? resolveIn(catalogue, navigation.set, other, rest) : undefined;
  }
  return valueAt(entity.properties, path);
}
