import { ISPU_CATEGORIES } from "@resik/contract/ispu/category";
import { OPEN_CHANNELS } from "../routes/open-data.ts";
import { observedProperties } from "./observed-property.ts";

/** What somebody who finds the data needs to know before using it (Satu Data Indonesia, DCAT 3). */
export interface CatalogueFacts {
  district: { name: string; code: string };
  /** Address below which the api answers, without a slash at its end. */
  apiUrl: string;
  /** Null while the district has not said under which terms the data may be used. */
  licence: string | null;
  /** Share of the 24 hours below which ISPU is provisional. */
  ispuCompleteRatio: number;
}

const TITLES = {
  bin: {
    id: "Isi tempat sampah",
    en: "Fill of waste containers",
    about: "Level, temperature and tilt of waste containers with a sensor in the lid.",
  },
  air: {
    id: "Udara",
    en: "Outdoor air",
    about: "Particles, gases, temperature, humidity and pressure at the air stations.",
  },
} as const;

/** The record of everything that is open, with fields, units, quality flags, method and addresses. */
export const catalogueRecord = (facts: CatalogueFacts) => ({
  title: `Resik, ${facts.district.name}`,
  publisher: facts.district.name,
  spatial: { code: facts.district.code, system: "Kemendagri", name: facts.district.name },
  licence: facts.licence,
  timezone: "Asia/Jakarta",
  language: ["id", "en"],
  datasets: OPEN_CHANNELS.map((channel) => ({
    id: channel,
    title: { id: TITLES[channel].id, en: TITLES[channel].en },
    description: TITLES[channel].about,
    fields: [
      ...FIXED_FIELDS.map((field) => ({ ...field, unit: null })),
      ...observedProperties(channel).map(({ id, name, description, definition, unit }) => ({
        name: id,
        title: name,
        description,
        definition,
        unit: unit.symbol,
        ucum: unit.ucum,
      })),
    ],
    distributions: [
      {
        format: "CSV",
        url: `${facts.apiUrl}/open/export?channel=${channel}&from={from}&to={to}&format=csv`,
      },
      {
        format: "NDJSON",
        url: `${facts.apiUrl}/open/export?channel=${channel}&from={from}&to={to}&format=ndjson`,
      },
      {
        format: "JSON (windows)",
        url: `${facts.apiUrl}/open/series?channel=${channel}&fields={fields}&from={from}&to={to}`,
      },
    ],
  })),
  ispu: {
    title: { id: "Indeks Standar Pencemar Udara", en: "Indonesian air quality index" },
    method: "Permen LHK P.14/2020, rolling mean of 24 hours, seven parameters",
    provisionalBelow: facts.ispuCompleteRatio,
    categories: ISPU_CATEGORIES.map(({ id, nameId, nameEn, colour, upTo }) => ({
      id,
      name: { id: nameId, en: nameEn },
      colour,
      upTo: Number.isFinite(upTo) ? upTo : null,
    })),
    url: `${facts.apiUrl}/open/ispu`,
  },
  interfaces: [
    { name: "Stations, JSON", url: `${facts.apiUrl}/open/stations` },
    { name: "Stations, GeoJSON (RFC 7946)", url: `${facts.apiUrl}/open/stations.geojson` },
    { name: "NGSI-LD entities (FIWARE)", url: `${facts.apiUrl}/open/ngsi-ld/v1/entities` },
    { name: "OGC SensorThings 1.1, read", url: `${facts.apiUrl}/open/sensorthings/v1.1` },
    { name: "OpenAPI 3.1", url: `${facts.apiUrl}/openapi.json` },
  ],
});

const FIXED_FIELDS = [
  { name: "site", description: "Id of the place." },
  { name: "device", description: "Id of the station or bin; stays the same for good." },
  { name: "channel", description: "bin or air." },
  { name: "at", description: "Time that the reading counts for, RFC 3339." },
  { name: "receivedAt", description: "When it reached the server, RFC 3339." },
  {
    name: "quality",
    description:
      "What the device says of the measurement: ok, no-echo, blind-zone, tilted, warming-up, sensor-fault. No echo is no level.",
  },
] as const;
