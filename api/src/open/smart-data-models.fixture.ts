import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * What the published schemas of the FIWARE Smart Data Models ask of the simplified form, said
 * again in our own words: AirQualityObserved 0.1.3 (dataModel.Environment), WasteContainer 0.2.0
 * (dataModel.WasteManagement), common definitions (data-models). Only what is in them stands here:
 * an attribute that they do not name is not checked.
 */
const instant = { type: "string", format: "date-time" } as const;
const text = { type: "string" } as const;
const share = { type: "number", minimum: 0, maximum: 1 } as const;
const amount = { type: "number", minimum: 0 } as const;
const identifier = {
  anyOf: [
    {
      type: "string",
      minLength: 1,
      maxLength: 256,
      pattern: "^[\\w\\-\\.\\{\\}\\$\\+\\*\\[\\]`|~^@!,:\\\\]+$",
    },
    { type: "string", format: "uri" },
  ],
} as const;
const point = {
  type: "object",
  required: ["type", "coordinates"],
  properties: {
    type: { enum: ["Point"] },
    coordinates: { type: "array", minItems: 2, items: { type: "number" } },
  },
} as const;
const address = {
  type: "object",
  properties: {
    addressCountry: text,
    addressRegion: text,
    addressLocality: text,
    streetAddress: text,
    postalCode: text,
  },
} as const;
const commons = {
  id: identifier,
  name: text,
  description: text,
  source: text,
  dataProvider: text,
  areaServed: text,
  dateCreated: instant,
  dateModified: instant,
  location: point,
  address,
} as const;

const WASTE_CONTAINER = {
  type: "object",
  required: ["id", "type", "location"],
  properties: {
    ...commons,
    type: { enum: ["WasteContainer"] },
    fillingLevel: share,
    temperature: { type: "number" },
    status: { enum: ["ok", "lidOpen", "dropped", "moved", "vandalized", "burning", "unknown"] },
    dateLastEmptying: instant,
    nextActuationDeadline: instant,
    refDevice: { type: "array", minItems: 1, uniqueItems: true, items: identifier },
    binId: text,
    binLoggedTime: instant,
    serialNumber: text,
  },
} as const;

const AIR_QUALITY_OBSERVED = {
  type: "object",
  required: ["id", "type", "dateObserved", "location"],
  properties: {
    ...commons,
    type: { enum: ["AirQualityObserved"] },
    dateObserved: instant,
    airQualityIndex: { type: "integer", minimum: 0 },
    airQualityLevel: { type: "string", minLength: 2 },
    reliability: share,
    pm25: amount,
    pm10: amount,
    so2: amount,
    co: amount,
    o3: amount,
    no2: amount,
    relativeHumidity: share,
    temperature: { type: "number" },
    typeofLocation: { enum: ["indoor", "outdoor"] },
    refDevice: identifier,
  },
} as const;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Checks an entity in its simplified form; the answer is what is wrong, null when nothing is. */
export function createModelCheck(): (entity: Record<string, unknown>) => string | null {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addFormat("date-time", RFC_3339);
  ajv.addFormat("uri", (value) => URL.canParse(value));
  const checks = {
    WasteContainer: ajv.compile(WASTE_CONTAINER),
    AirQualityObserved: ajv.compile(AIR_QUALITY_OBSERVED),
  };
  return (entity) => {
    const { type } = entity;
    if (type !== "WasteContainer" && type !== "AirQualityObserved") return "another type";
    const check = checks[type];
    return check(entity) ? null : ajv.errorsText(check.errors);
  };
}
