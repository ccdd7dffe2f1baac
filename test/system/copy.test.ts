import { influxdMissing } from "@resik/readings/influxd.fixture";
import { describe, expect, it } from "vitest";
import { runForJson } from "./measured-run.ts";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("npm run bench -- copy", () => {
  it("brings every reading over two kills of the copy, by the server's own arithmetic", async () => {
    const result = await runForJson("bench/main.ts", ["copy", "--rows=100000", "--kills=2"]);
    expect(result).toMatchObject({
      readings: 100_000,
      equal: true,
      differing: 0,
      server: { equal: true, bin: { readings: 60_000 }, air: { readings: 40_000 } },
      killedAt: [expect.any(Number), expect.any(Number)],
      perS: expect.any(Number),
      rssMbMax: expect.any(Number),
      machine: { cores: expect.any(Number) },
    });
    // The last run went on: it did not copy what the killed ones had.
    expect(Number(result.lastRunCopied)).toBeLessThan(60_000);
  }, 120_000);
});
