import type { OpenStation } from "@resik/contract/http/open";
import { pointOf } from "../geojson.ts";
import {
  allObservedProperties,
  observedProperties,
  type ObservedProperty,
} from "../observed-property.ts";
import type { EntitySet } from "./resource-path.ts";

/** An entity's own properties; links are added where it is shown. */
export interface StaEntity {
  id: string;
  properties: Readonly<Record<string, unknown>>;
}

/** One thing measured at one station. */
export interface Datastream {
  id: string;
  station: OpenStation;
  property: ObservedProperty;
}

export type CatalogueSet = Exclude<EntitySet, "Observations">;

/** A navigation property: to which set it leads, and whether to one or to many. */
export interface Navigation {
  name: string;
  set: EntitySet;
  many: boolean;
}

/** What hangs together with what (OGC 18-088, figure 2), as far as it is served. */
export const NAVIGATIONS = {
  Things: [
    { name: "Locations", set: "Locations", many: true },
    { name: "Datastreams", set: "Datastreams", many: true },
  ],
  Locations: [{ name: "Things", set: "Things", many: true }],
  Datastreams: [
    { name: "Thing", set: "Things", many: false },
    { name: "Sensor", set: "Sensors", many: false },
    { name: "ObservedProperty", set: "ObservedProperties", many: false },
    { name: "Observations", set: "Observations", many: true },
  ],
  Sensors: [{ name: "Datastreams", set: "Datastreams", many: true }],
  ObservedProperties: [{ name: "Datastreams", set: "Datastreams", many: true }],
  Observations: [{ name: "Datastream", set: "Datastreams", many: false }],
} as const satisfies Record<EntitySet, readonly Navigation[]>;

export const navigationsOf = (set: EntitySet): readonly Navigation[] => NAVIGATIONS[set];

const MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";
const KIND_WORDS = { bin: "Waste container", air: "Air station" } as const;
const SENSOR_WORDS = {
  bin: "Ultrasonic distance sensor in the lid",
  air: "Particle and gas sensors of the station",
} as const;

/** Slugs hold no dot, so that the two parts of the id can be told apart. */
export const datastreamIdOf = (device: string, field: string): string => `${device}.${field}`;

/** Everything but observations, made from the list of stations; small enough to hold at once. */
export interface Catalogue {
  datastreams: ReadonlyMap<string, Datastream>;
  entities: Readonly<Record<CatalogueSet, readonly StaEntity[]>>;
  find(set: CatalogueSet, id: string): StaEntity | null;
  /** Ids of the entities of another set that belong to this one. */
  related(set: CatalogueSet, id: string, to: CatalogueSet): readonly string[];
}

const toThing = (station: OpenStation): StaEntity => ({
  id: station.device,
  properties: {
    name: station.name,
    description: `${KIND_WORDS[station.kind]} at ${station.siteName}`,
    properties: {
      kind: station.kind,
      site: station.site,
      siteName: station.siteName,
      areaCode: station.areaCode,
      areaName: station.areaName,
      presence: station.presence,
    },
  },
});

const toLocation = (station: OpenStation): StaEntity => ({
  id: station.device,
  properties: {
    name: station.name,
    description: `${station.siteName}, ${station.areaName}`,
    encodingType: "application/geo+json",
    location: pointOf(station),
  },
});

const toSensor = (station: OpenStation): StaEntity => ({
  id: station.device,
  properties: {
    name: SENSOR_WORDS[station.kind],
    description: `Sensors of ${station.device}`,
    encodingType: "text/html",
    metadata: "/docs",
  },
});

const toDatastream = ({ id, station, property }: Datastream): StaEntity => ({
  id,
  properties: {
    name: `${property.name}, ${station.name}`,
    description: `${property.description} Measured at ${station.siteName}.`,
    observationType: MEASUREMENT,
    unitOfMeasurement: {
      name: property.unit.name,
      symbol: property.unit.symbol,
      definition: `ucum:${property.unit.ucum}`,
    },
    observedArea: pointOf(station),
  },
});

/** Two channels may measure the same word; each has its own entity. */
const propertyIdOf = ({ channel, id }: ObservedProperty): string => `${channel}.${id}`;

const toObservedProperty = (property: ObservedProperty): StaEntity => ({
  id: propertyIdOf(property),
  properties: {
    name: property.name,
    description: property.description,
    definition: property.definition,
  },
});

export function createCatalogue(stations: readonly OpenStation[]): Catalogue {
  const datastreams = new Map<string, Datastream>();
  for (const station of stations) {
    for (const property of observedProperties(station.kind)) {
      const id = datastreamIdOf(station.device, property.id);
      datastreams.set(id, { id, station, property });
    }
  }
  const all = [...datastreams.values()];
  const entities: Catalogue["entities"] = {
    Things: stations.map(toThing),
    Locations: stations.map(toLocation),
    Sensors: stations.map(toSensor),
    Datastreams: all.map(toDatastream),
    ObservedProperties: allObservedProperties().map(toObservedProperty),
  };
  const idsIn = new Map<string, ReadonlyMap<string, StaEntity>>(
    Object.entries(entities).map(([set, list]) => [set, new Map(list.map((one) => [one.id, one]))]),
  );
  const find: Catalogue["find"] = (set, id) => idsIn.get(set)?.get(id) ?? null;

  const byDevice = Map.groupBy(all, ({ station }): string => station.device);
  const byProperty = Map.groupBy(all, ({ property }) => propertyIdOf(property));

  function datastreamsOf(set: CatalogueSet, id: string): readonly Datastream[] {
    if (set === "ObservedProperties") return byProperty.get(id) ?? [];
    if (set !== "Datastreams") return byDevice.get(id) ?? [];
    const own = datastreams.get(id);
    return own ? [own] : [];
  }

  return {
    datastreams,
    entities,
    find,
    related(set, id, to) {
      if (!find(set, id)) return [];
      // Thing, Location and Sensor of a station share its id.
      const isPlace = (one: CatalogueSet) => one !== "Datastreams" && one !== "ObservedProperties";
      if (isPlace(set) && isPlace(to)) return [id];
      const ids = datastreamsOf(set, id).map(({ id: own, station, property }) =>
        to === "Datastreams"
          ? own
          : to === "ObservedProperties"
            ? propertyIdOf(property)
            : station.device,
      );
      return [...new Set(ids)];
    },
  };
}
