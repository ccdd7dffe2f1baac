import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deviceSchema, type DeviceCredentials } from "@resik/contract/http/registry";
import { readFleetFile } from "@resik/firmware-sim/fleet";
import { expect, test } from "vitest";
import { buildDistrict } from "./district.ts";
import { buildFleet, writeFleetFile } from "./fleet.ts";
import { expectedMessages } from "./history.ts";

const credentials: DeviceCredentials[] = buildDistrict("pati").devices.map((registration) => ({
  device: deviceSchema.parse({
    ...registration,
    registeredAt: "2026-11-21T00:00:00Z",
    retiredAt: null,
  }),
  mqtt: { username: registration.id, password: `secret of ${registration.id}`, topicPrefix: "" },
}));
const fleet = buildFleet({
  seed: "pati",
  brokerUrl: "mqtt://127.0.0.1:1883",
  originMs: Date.UTC(2026, 9, 22),
  credentials,
  busy: { site: "bank-melati-pati", fromMs: Date.UTC(2026, 10, 21) },
});

test("one bank's scale is never at rest once the history ends", () => {
  const busy = fleet.devices.filter((device) => device.busyFrom !== undefined);
  expect(busy).toMatchObject([{ kind: "scale", site: "bank-melati-pati" }]);
});

test("the fleet has every registered device with its own secret", () => {
  expect(fleet.devices).toHaveLength(credentials.length);
  for (const device of fleet.devices) expect(device.password).toBe(`secret of ${device.id}`);
  expect(fleet.devices.filter((device) => device.reference)).toHaveLength(2);
});

test("its file is read by the simulator and by its owner only", () => {
  const dir = mkdtempSync(join(tmpdir(), "resik-fleet-"));
  const path = join(dir, "fleet.json");
  writeFleetFile(path, fleet);
  expect(readFleetFile(path)).toEqual({ ok: true, value: fleet });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  rmSync(dir, { recursive: true });
});

test("a month has about as many messages as its intervals say", () => {
  expect(expectedMessages(fleet, 30)).toBeGreaterThan(30 * (42 * 48 + 12 * 144));
  expect(expectedMessages(fleet, 0)).toBe(1);
});
