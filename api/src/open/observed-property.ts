import { fieldsOf } from "@resik/contract/series";
import { OPEN_CHANNELS, OPERATIONAL_FIELDS, type OpenChannel } from "../routes/open-data.ts";

/** How the outside names a unit of ours (UCUM-like, as in `series.ts`). */
export interface OpenUnit {
  name: string;
  /** As people write it. */
  symbol: string;
  /** Case-sensitive UCUM code. */
  ucum: string;
  /** UN/CEFACT Recommendation 20 code, which NGSI-LD asks for in `unitCode`. */
  cefact: string;
}

const UNITS: Readonly<Record<string, OpenUnit>> = {
  "1": { name: "ratio", symbol: "1", ucum: "1", cefact: "C62" },
  mm: { name: "millimetre", symbol: "mm", ucum: "mm", cefact: "MMT" },
  Cel: { name: "degree Celsius", symbol: "°C", ucum: "Cel", cefact: "CEL" },
  deg: { name: "degree of angle", symbol: "°", ucum: "deg", cefact: "DD" },
  hPa: { name: "hectopascal", symbol: "hPa", ucum: "hPa", cefact: "A97" },
  "µg/m³": { name: "microgram per cubic metre", symbol: "µg/m³", ucum: "ug/m3", cefact: "GQ" },
};

/** One thing that is measured and open to everybody: a field of an open channel. */
export interface ObservedProperty {
  /** The field's name, one for all interfaces. */
  id: string;
  channel: OpenChannel;
  name: string;
  description: string;
  /** Where the word is defined. */
  definition: string;
  unit: OpenUnit;
}

const CF = "http://vocab.nerc.ac.uk/standard_name/";
const OWN = "https://smartdatamodels.org/dataModel.WasteManagement/";

/** Words for each open field; a field without words is not offered. */
const WORDS: Readonly<
  Record<OpenChannel, Readonly<Record<string, readonly [string, string, string]>>>
> = {
  bin: {
    fillRatio: ["Fill ratio", "How full a waste container is, 0 to 1.", `${OWN}fillingLevel`],
    distanceMm: [
      "Distance to the waste",
      "From the sensor in the lid down to the waste.",
      "http://qudt.org/vocab/quantitykind/Distance",
    ],
    depthMm: [
      "Depth of the empty container",
      "From the sensor in the lid to the floor.",
      "http://qudt.org/vocab/quantitykind/Depth",
    ],
    temperatureC: [
      "Temperature in the container",
      "Air temperature below the lid.",
      "http://qudt.org/vocab/quantitykind/CelsiusTemperature",
    ],
    tiltDeg: [
      "Tilt of the container",
      "Angle between the sensor's axis and the vertical.",
      "http://qudt.org/vocab/quantitykind/PlaneAngle",
    ],
  },
  air: {
    pm25UgM3: [
      "PM2.5",
      "Mass of particles up to 2.5 µm in a cubic metre of air.",
      `${CF}mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air/`,
    ],
    pm10UgM3: [
      "PM10",
      "Mass of particles up to 10 µm in a cubic metre of air.",
      `${CF}mass_concentration_of_pm10_ambient_aerosol_particles_in_air/`,
    ],
    so2UgM3: ["SO2", "Sulphur dioxide.", `${CF}mass_concentration_of_sulfur_dioxide_in_air/`],
    coUgM3: ["CO", "Carbon monoxide.", `${CF}mass_concentration_of_carbon_monoxide_in_air/`],
    o3UgM3: ["O3", "Ozone.", `${CF}mass_concentration_of_ozone_in_air/`],
    no2UgM3: ["NO2", "Nitrogen dioxide.", `${CF}mass_concentration_of_nitrogen_dioxide_in_air/`],
    hcUgM3: [
      "HC",
      "Hydrocarbons other than methane, as the air quality index counts them.",
      `${CF}mass_concentration_of_nmvoc_expressed_as_carbon_in_air/`,
    ],
    temperatureC: ["Air temperature", "Temperature of the outdoor air.", `${CF}air_temperature/`],
    humidityRatio: [
      "Relative humidity",
      "Relative humidity of the outdoor air, 0 to 1.",
      `${CF}relative_humidity/`,
    ],
    pressureHpa: ["Air pressure", "Pressure of the outdoor air.", `${CF}air_pressure/`],
  },
};

function propertyOf(channel: OpenChannel, id: string): ObservedProperty {
  const words = WORDS[channel][id];
  const unit = UNITS[fieldsOf(channel)[id]?.unit ?? ""];
  if (!words || !unit) throw new Error(`${channel}.${id} has no words or unit for the open data`);
  const [name, description, definition] = words;
  return { id, channel, name, description, definition, unit };
}

/** Every open field of a channel, in the order of the contract. */
export const observedProperties = (channel: OpenChannel): ObservedProperty[] =>
  Object.entries(fieldsOf(channel))
    .filter(([name, { kind }]) => kind === "number" && !OPERATIONAL_FIELDS.has(name))
    .map(([name]) => propertyOf(channel, name));

export const allObservedProperties = (): ObservedProperty[] =>
  OPEN_CHANNELS.flatMap(observedProperties);
