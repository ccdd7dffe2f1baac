import type { DeviceKind } from "@resik/contract/http/registry";
import type { DeviceConfig } from "@resik/contract/payload/downlink";
import {
  answerOf,
  fields,
  flag,
  instantMs,
  nullable,
  number,
  oneOf,
  pageOf,
  recordOf,
  text,
  type Part,
  type Read,
} from "../../edge/parts.ts";
import { PRESENCES } from "../../edge/station.ts";
import { deviceHealthPart } from "../edge/parse-health.ts";

// The contract's own list would bring its schemas along.
export const DEVICE_KINDS = ["bin", "air", "scale"] as const satisfies readonly DeviceKind[];

export const scalar: Part<number | string | boolean> = (value) =>
  number(value) ?? flag(value) ?? text(value);

/** A field that may be absent: null then. */
export const optional =
  <T>(part: Part<T>): Part<T | null> =>
  (value) =>
    value === undefined ? null : part(value);

const NUMBER_KEYS = [
  "intervalS",
  "nearFullIntervalS",
  "nearFullRatio",
  "binDepthMm",
  "tareG",
] as const;

/** A device's desired state; keys of a later server are left out. */
const configPart: Part<DeviceConfig> = (value) => {
  const entries = recordOf(scalar)(value);
  if (entries === undefined) return undefined;
  const config: DeviceConfig = {};
  for (const key of NUMBER_KEYS) {
    const entry = entries[key];
    if (typeof entry === "number") config[key] = entry;
    else if (entry !== undefined) return undefined;
  }
  const { referenceStation } = entries;
  if (typeof referenceStation === "boolean") config.referenceStation = referenceStation;
  else if (referenceStation !== undefined) return undefined;
  return config;
};

const deviceShape = {
  id: text,
  site: text,
  kind: oneOf(DEVICE_KINDS),
  name: text,
  lat: number,
  lon: number,
  config: configPart,
  registeredAt: instantMs,
  retiredAt: nullable(instantMs),
};

const devicePart = fields(deviceShape);
const deviceViewPart = fields({
  ...deviceShape,
  siteName: text,
  presence: oneOf(PRESENCES),
  lastSeenAt: nullable(instantMs),
});
export type DeviceView = Read<typeof deviceViewPart>;

/** `GET devices/{id}`. */
export const parseDevice = answerOf(deviceViewPart);
/** The answer of `PUT devices/{id}/config` and of a retirement. */
export const parseChangedDevice = answerOf(devicePart);

const credentialsPart = fields({
  device: devicePart,
  mqtt: fields({ username: text, password: text, topicPrefix: text }),
});
export type Credentials = Read<typeof credentialsPart>;
/** The answer of a registration or a rotation: the only time the secret is told. */
export const parseCredentials = answerOf(credentialsPart);

const statusPart = fields({
  device: text,
  presence: oneOf(PRESENCES),
  lastSeenAt: nullable(instantMs),
  status: nullable(fields({ at: instantMs, fields: recordOf(scalar) })),
});
export type DeviceStatusView = Read<typeof statusPart>;
/** `GET devices/{id}/status`. */
export const parseDeviceStatus = answerOf(statusPart);

/** `GET devices/{id}/health`. */
export const parseDeviceHealth = answerOf(deviceHealthPart);

const replyPart = fields({ reply: fields({ ok: flag, detail: optional(text) }) });
/** The answer of `POST devices/{id}/command`. */
export const parseReply = answerOf(replyPart);

const sitePart = fields({ id: text, name: text, lat: number, lon: number });
export type SiteChoice = Read<typeof sitePart>;
/** `GET sites`. */
export const parseSites = answerOf(pageOf(sitePart));
