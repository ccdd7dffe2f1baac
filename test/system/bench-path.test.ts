import { describe, expect, it } from "vitest";
import { runForJson } from "./measured-run.ts";

describe("npm run bench: the path of a reading", () => {
  it("ingest reports both sides and a clean conservation check", async () => {
    const result = await runForJson("bench/main.ts", [
      "ingest",
      "--messages=20000",
      "--rounds=1",
      "--seconds=5",
    ]);
    expect(result).toMatchObject({ lost: 0, duplicated: 0, unsent: 0, mismatched: 0 });
    const figures = ["ackedPerS", "storedPerS", "bareAedesPerS", "ratio", "p50Ms", "p99Ms"];
    expect(figures.filter((key) => !(Number(result[key]) > 0))).toEqual([]);
    expect(result).toHaveProperty("visibleP99Ms");
    expect(result).toHaveProperty("mosquittoPerS");
    expect(result).toHaveProperty("rssMb");
    expect(result).toHaveProperty("durability");
    expect(result).toHaveProperty("machine.cores");
  });

  it("ingest reports the same of InfluxDB", async () => {
    const options = "ingest --store=influxdb --messages=10000 --rounds=1 --seconds=5";
    const result = await runForJson("bench/main.ts", options.split(" "));
    expect(result).toMatchObject({ store: "influxdb", lost: 0, duplicated: 0, unsent: 0 });
    expect(Number(result.ratio)).toBeGreaterThan(0);
    expect(Number(result.visibleP99Ms)).toBeGreaterThan(0);
  });

  it("connections brings every device back after a storm and loses nothing", async () => {
    const result = await runForJson("bench/main.ts", [
      "connections",
      "--connections=200",
      "--backlog-each=5",
      "--hold-s=1",
    ]);
    expect(result).toMatchObject({ complete: true, acked: 1_000, stored: 1_000, lost: 0 });
    expect(result).toMatchObject({ duplicated: 0, connections: 200 });
  });
});
