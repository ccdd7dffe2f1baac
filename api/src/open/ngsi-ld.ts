import type { IspuStation } from "@resik/contract/http/ispu";
import type { OpenStation } from "@resik/contract/http/open";
import type { Quality } from "@resik/contract/payload/quality";
import { pointOf, type GeoPoint } from "./geojson.ts";
import { observedProperties, type ObservedProperty } from "./observed-property.ts";

/** Where the words of the entities are defined (ETSI GS CIM 009, FIWARE Smart Data Models). */
const CORE_CONTEXT = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld";
const MODELS = "https://raw.githubusercontent.com/smart-data-models";

export const ENTITY_TYPES = ["WasteContainer", "AirQualityObserved"] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

export const CONTEXT_BY_TYPE = {
  WasteContainer: `${MODELS}/dataModel.WasteManagement/master/context.jsonld`,
  AirQualityObserved: `${MODELS}/dataModel.Environment/master/context.jsonld`,
} as const satisfies Record<EntityType, string>;

export const contextsOf = (types: readonly EntityType[]): string[] => [
  ...new Set(types.map((type) => CONTEXT_BY_TYPE[type])),
  CORE_CONTEXT,
];

/** The model's own name of each of our fields; the others have none there. */
const NAMES: Readonly<Record<string, string>> = {
  fillRatio: "fillingLevel",
  pm25UgM3: "pm25",
  pm10UgM3: "pm10",
  so2UgM3: "so2",
  coUgM3: "co",
  o3UgM3: "o3",
  no2UgM3: "no2",
  temperatureC: "temperature",
  humidityRatio: "relativeHumidity",
};

export type Attribute =
  | { type: "Property"; value: unknown; unitCode?: string; observedAt?: string }
  | { type: "GeoProperty"; value: GeoPoint }
  | { type: "Relationship"; object: string | string[] };

/** An entity in the normalized form of NGSI-LD. */
export interface Entity {
  id: string;
  type: EntityType;
  [attribute: string]: Attribute | string;
}

export const entityIdOf = (type: EntityType, device: string): string =>
  `urn:ngsi-ld:${type}:${device}`;

const property = (value: unknown, more: { unitCode?: string; observedAt?: string } = {}) =>
  ({ type: "Property", value, ...more }) as const;

/** An instant as a value of its own, which JSON-LD wants to be told. */
const dateTime = (at: string) => property({ "@type": "DateTime", "@value": at });

const typeOf = ({ kind }: Pick<OpenStation, "kind">): EntityType =>
  kind === "bin" ? "WasteContainer" : "AirQualityObserved";

/**
 * The models have no word for a reading's quality: what its quality takes back must not be in an
 * entity at all. These leave no level of a bin, the second ones nothing.
 */
const WITHOUT_LEVEL: ReadonlySet<Quality> = new Set(["no-echo", "blind-zone"]);
const WITHOUT_VALUES: ReadonlySet<Quality> = new Set(["warming-up", "sensor-fault"]);

function measured(station: OpenStation, properties: readonly ObservedProperty[]) {
  const attributes: Record<string, Attribute> = {};
  const { latest } = station;
  if (!latest || WITHOUT_VALUES.has(latest.quality)) return attributes;
  for (const { id, unit } of properties) {
    const name = NAMES[id];
    const value = latest.fields[id];
    if (name === undefined || value === undefined) continue;
    if (id === "fillRatio" && WITHOUT_LEVEL.has(latest.quality)) continue;
    attributes[name] = property(value, { unitCode: unit.cefact, observedAt: latest.at });
  }
  return attributes;
}

const common = (station: OpenStation, district: { name: string }): Record<string, Attribute> => ({
  name: property(station.name),
  location: { type: "GeoProperty", value: pointOf(station) },
  address: property({
    addressCountry: "ID",
    addressRegion: district.name,
    addressLocality: station.areaName,
  }),
  areaServed: property(`${station.areaCode} ${station.areaName}`),
  dataProvider: property(district.name),
});

const deviceUrn = (device: string): string => `urn:ngsi-ld:Device:${device}`;

/**
 * A bin as WasteContainer (dataModel.WasteManagement). Without a level that can be said there is no
 * `fillingLevel`: "no echo" is neither empty nor full.
 */
export function toWasteContainer(station: OpenStation, district: { name: string }): Entity {
  const { latest } = station;
  return {
    id: entityIdOf("WasteContainer", station.device),
    type: "WasteContainer",
    ...common(station, district),
    ...measured(station, observedProperties("bin")),
    status: property(station.presence === "online" ? "ok" : "unknown"),
    binId: property(station.device),
    refDevice: { type: "Relationship", object: [deviceUrn(station.device)] },
    ...(latest ? { binLoggedTime: dateTime(latest.at) } : {}),
  };
}

/**
 * An air station as AirQualityObserved (dataModel.Environment): its newest values, and its ISPU of
 * 24 hours where there is one. A station that never measured is no observation.
 *
 * @returns null without any reading.
 */
export function toAirQualityObserved(
  station: OpenStation,
  district: { name: string },
  ispu: IspuStation | null,
): Entity | null {
  const { latest } = station;
  if (!latest) return null;
  const day = ispu?.day ?? null;
  return {
    id: entityIdOf("AirQualityObserved", station.device),
    type: "AirQualityObserved",
    ...common(station, district),
    dateObserved: dateTime(latest.at),
    typeofLocation: property("outdoor"),
    ...measured(station, observedProperties("air")),
    ...(day
      ? {
          airQualityIndex: property(day.index, { observedAt: day.at }),
          airQualityLevel: property(day.category, { observedAt: day.at }),
          reliability: property(reliabilityOf(day)),
        }
      : {}),
    refDevice: { type: "Relationship", object: deviceUrn(station.device) },
  };
}

/** How much of the 24 hours the critical parameter was measured, 0 to 1. */
const reliabilityOf = (day: NonNullable<IspuStation["day"]>): number =>
  day.parameters.find(({ parameter }) => parameter === day.critical)?.completenessRatio ?? 0;

/** Every station as an entity, in the order given. */
export const toEntities = (
  stations: readonly OpenStation[],
  district: { name: string },
  ispuByDevice: ReadonlyMap<string, IspuStation>,
): Entity[] =>
  stations.flatMap((station) =>
    typeOf(station) === "WasteContainer"
      ? [toWasteContainer(station, district)]
      : (toAirQualityObserved(station, district, ispuByDevice.get(station.device) ?? null) ?? []),
  );

const plainOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "@value" in value ? value["@value"] : value;

/** The simplified form ("keyValues"): values alone. */
export function simplify(entity: Entity): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(entity)) {
    if (typeof attribute === "string") plain[name] = attribute;
    else if (attribute.type === "Relationship") plain[name] = attribute.object;
    else plain[name] = plainOf(attribute.value);
  }
  return plain;
}
