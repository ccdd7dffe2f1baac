import { describe, expect, it } from "vitest";
import { runForJson } from "./measured-run.ts";

describe("npm run bench: what is stored, and what runs idle", () => {
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
