import { describe, expect, it } from "vitest";
import { makeFleet } from "./fleet.fixture.ts";
import { parseFleet, readFleetFile } from "./fleet.ts";

describe("fleet", () => {
  const fleet = makeFleet({ bins: 2 });

  it("takes a fleet and fills in the scenario", () => {
    expect(parseFleet({ ...fleet, scenario: undefined })).toMatchObject({
      ok: true,
      value: { scenario: "demo" },
    });
  });

  it.each([
    ["an unknown scenario", { scenario: "flood" }],
    ["a broker that is no MQTT", { brokerUrl: "http://127.0.0.1" }],
    ["no devices", { devices: [] }],
    ["the same id twice", { devices: [fleet.devices[0], fleet.devices[0]] }],
    ["an id that is no slug", { devices: [{ ...fleet.devices[0], id: "Bin 1" }] }],
    ["an unknown key", { colour: "red" }],
  ])("refuses %s and never prints a password", (_, changes) => {
    const parsed = parseFleet({ ...fleet, ...changes });
    expect(parsed).toMatchObject({ ok: false, code: "invalid-input" });
    expect(JSON.stringify(parsed)).not.toContain("secret of");
  });

  it("says when the file is not there", () => {
    expect(readFleetFile("/nowhere/fleet.json")).toMatchObject({ ok: false, code: "not-found" });
  });
});
