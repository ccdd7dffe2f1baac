import { describe, expect, it } from "vitest";
import { runForJson } from "./measured-run.ts";

describe("npm run bench", () => {
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

  it("ledger reports deposits at the port and over HTTP, reads at each size, and a clean proof", async () => {
    const result = await runForJson("bench/main.ts", [
      "ledger",
      "--postings=10000",
      "--deposits=500",
      "--http-deposits=200",
      "--rounds=1",
      "--reads=200",
    ]);
    expect(result).toMatchObject({
      verified: true,
      levels: [{ balanceP99Ms: expect.any(Number) }],
    });
    expect(Number(result.postings)).toBeGreaterThanOrEqual(10_000);
    const figures = ["depositsPerS", "depositsPerSHttp", "bareSqlitePerS", "ratio", "balanceP99Ms"];
    figures.push("passbookPageP99Ms", "verifyS");
    expect(figures.filter((key) => !(Number(result[key]) > 0))).toEqual([]);
    expect(result).toHaveProperty("machine.cores");
  });

  it("memory reports every program of an idle system, at its first start and at later ones", async () => {
    const result = await runForJson("bench/main.ts", ["memory", "--idle-s=1"]);
    const programs = { broker: expect.any(Number), ingest: expect.any(Number) };
    expect(result).toMatchObject({ rssMbByProgram: programs, firstStartRssMbByProgram: programs });
    expect(Number(result.rssMb)).toBeGreaterThan(Number(result.pssMb));
    expect(Number(result.firstStartRssMb)).toBeGreaterThan(Number(result.rssMb));
  });

  it("queries reports every range, warm and of processes that have just started", async () => {
    const result = await runForJson("bench/main.ts", [
      "queries",
      "--devices=20",
      "--raw-days=2",
      "--roll-up-days=40",
      "--rounds=2",
    ]);
    expect(result).toMatchObject({
      store: { devices: { air: 6, bin: 13, scale: 1 } },
      warm: {
        "1 y, 10 devices": { p95Ms: expect.any(Number) },
        latest: { kib: expect.any(Number) },
      },
      cold: { random: { p50Ms: expect.any(Number) } },
    });
    const figures = ["seriesP95Ms", "seriesColdP95Ms", "latestP95Ms", "latestColdP95Ms"];
    expect(figures.filter((key) => !(Number(result[key]) > 0))).toEqual([]);
    expect(result).toHaveProperty("machine.cores");
  });
});
