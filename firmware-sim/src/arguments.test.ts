import { describe, expect, it } from "vitest";
import { parseCommandLine } from "./arguments.ts";

describe("command line", () => {
  it("reads numbers, times and flags, with defaults", () => {
    expect(parseCommandLine(["run", "--fleet", "f.json", "--speed", "60"])).toEqual({
      ok: true,
      value: { name: "run", fleet: "f.json", speed: 60 },
    });
    const load = ["load", "--fleet", "f", "--connections", "50", "--messages", "9", "--json"];
    expect(parseCommandLine(load)).toMatchObject({
      ok: true,
      value: { connections: 50, "in-flight": 20, "payload-bytes": 150, json: true },
    });
  });

  it.each([
    [[], "name a command"],
    [["fly"], "name a command"],
    [["run"], "--fleet"],
    [["run", "--fleet", "f", "--speed", "fast"], "--speed"],
    [["run", "--fleet", "f", "--scenario", "flood"], "--scenario"],
    [["run", "--fleet", "f", "--colour", "red"], "--colour"],
    [["backfill", "--fleet", "f"], "--days"],
    [["backfill", "--fleet", "f", "--days", "3", "--end", "yesterday"], "--end"],
    [["run", "--fleet", "f", "--url", "http://localhost"], "--url"],
  ])("refuses %j and names what is wrong", (argv, expected) => {
    const parsed = parseCommandLine(argv);
    expect(parsed).toMatchObject({ ok: false, code: "invalid-input" });
    expect(parsed.ok ? "" : parsed.detail).toContain(expected);
  });
});
