import { describe, expect, it } from "vitest";
import { runForJson } from "./measured-run.ts";

/** One for each of influxd, broker, ingest and api, in an order of chance. */
const ROUNDS = 4;

describe("the durable path with InfluxDB under faults", () => {
  it("loses and doubles nothing that was acknowledged", { timeout: 300_000 }, async () => {
    const options = `--store influxdb --only kill,store-away --short --rounds ${ROUNDS}`;
    const result = await runForJson("bench/faults/main.ts", options.split(" "));
    expect(result).toMatchObject({ store: "influxdb", lost: 0, duplicated: 0 });
    expect(result).toMatchObject({ freshMessagePasses: true });
    const scenarios = result.scenarios as { name: string; acked: number; passed: boolean }[];
    expect(scenarios.map(({ name, passed }) => [name, passed])).toEqual([
      ["kill -9", true],
      ["store away", true],
    ]);
    for (const { acked } of scenarios) expect(acked).toBeGreaterThan(10_000);
  });
});
