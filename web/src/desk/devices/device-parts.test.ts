import {
  commandAnswerSchema,
  deviceStatusSchema,
  deviceViewSchema,
} from "@resik/contract/http/devices";
import { deviceCredentialsSchema } from "@resik/contract/http/registry";
import { expect, test } from "vitest";
import { credentialsCode } from "./credentials-code.ts";
import { parseCredentials, parseDevice, parseDeviceStatus, parseReply } from "./device-parts.ts";

const DEVICE = {
  id: "bak-01",
  site: "tps-puri",
  kind: "bin",
  name: "Bak 1",
  lat: -6.75,
  lon: 111.04,
  config: { intervalS: 600, nearFullRatio: 0.8, referenceStation: false },
  registeredAt: "2026-11-21T00:00:00.000Z",
  retiredAt: null,
};
const VIEW = { ...DEVICE, siteName: "TPS Puri", presence: "online", lastSeenAt: null };

test("a device is read with its settings; a setting of a later server is left out", () => {
  expect(deviceViewSchema.safeParse(VIEW).success).toBe(true);
  expect(parseDevice(VIEW)?.config).toEqual(DEVICE.config);
  const later = { ...VIEW, config: { ...DEVICE.config, colour: "green" } };
  expect(parseDevice(later)?.config).toEqual(DEVICE.config);
  expect(parseDevice({ ...VIEW, config: { intervalS: "often" } })).toBeNull();
  expect(parseDevice({ ...VIEW, kind: "ship" })).toBeNull();
});

test("the code of a device says who it is, its secret and where it publishes, and no more", () => {
  const mqtt = {
    username: "bak-01",
    password: "rahasia",
    topicPrefix: "resik/v1/tps-puri/bak-01/",
  };
  const answer = { device: DEVICE, mqtt };
  expect(deviceCredentialsSchema.safeParse(answer).success).toBe(true);
  const read = parseCredentials(answer);
  expect(read?.mqtt).toEqual(mqtt);
  if (read === null) return;
  expect(JSON.parse(credentialsCode(read))).toEqual({ resik: 1, ...mqtt });
});

test("status and reply are read, with what may be missing in them", () => {
  const status = { device: "bak-01", presence: "never", lastSeenAt: null, status: null };
  expect(deviceStatusSchema.safeParse(status).success).toBe(true);
  expect(parseDeviceStatus(status)).toEqual(status);
  const reply = { reply: { id: "abcdefgh", ok: true } };
  expect(commandAnswerSchema.safeParse(reply).success).toBe(true);
  expect(parseReply(reply)).toEqual({ reply: { ok: true, detail: null } });
  expect(parseReply({ reply: { ok: "yes" } })).toBeNull();
});
