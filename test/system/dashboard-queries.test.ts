import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fill, startMs } from "@resik/dashboards/grafana-fill";
import { allQueries, type DashboardQuery } from "@resik/dashboards/queries";
import { systemClock } from "@resik/kit/clock";
import { influxdMissing, startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { contractPoints } from "./contract-points.ts";
import { askAsGrafana, optionsIn, rowsIn } from "./influxql-answer.ts";

const missing = influxdMissing(process.env.CI !== undefined);
const nowMs = systemClock.nowMs();
const QUERIES = allQueries();

let server: Influxd;

beforeAll(async () => {
  if (missing !== null) return;
  server = await startInfluxd();
  await server.statement('CREATE DATABASE "resik"');
  await server.statement(
    'CREATE RETENTION POLICY "raw" ON "resik" DURATION 90d REPLICATION 1 SHARD DURATION 1d',
  );
  await server.statement(
    'CREATE RETENTION POLICY "keep" ON "resik" DURATION INF REPLICATION 1 DEFAULT',
  );
  const points = contractPoints(nowMs);
  await write("raw", points.raw);
  await write("keep", points.keep);
}, 60_000);
afterAll(async () => {
  await server?.stop();
});

async function write(policy: string, lines: readonly string[]): Promise<void> {
  const body = lines.join("\n");
  const response = await fetch(`${server.baseUrl}/write?db=resik&rp=${policy}`, {
    method: "POST",
    body,
  });
  if (response.status !== 204) throw new Error(await response.text());
}

const ask = (query: DashboardQuery, chosen: Readonly<Record<string, readonly string[]>> = {}) =>
  askAsGrafana(
    { baseUrl: server.baseUrl, database: "resik" },
    fill(query, { fromMs: startMs(query.from, nowMs), toMs: nowMs, chosen }),
  );

describe.skipIf(missing !== null)("every query on a server that holds every measurement", () => {
  it.each(QUERIES.map((query) => [query.at, query] as const))("%s has rows", async (_, query) => {
    expect(rowsIn(await ask(query))).toBeGreaterThan(0);
  });

  it("gives every variable something to choose, each value once", async () => {
    for (const query of QUERIES.filter(({ of }) => of === "variable")) {
      const series = await ask(query);
      const options = optionsIn(series);
      expect(options.length).toBeGreaterThan(0);
      expect(series.flatMap(({ columns }) => columns)).toHaveLength(2);
      expect(series.flatMap(({ values }) => values).length).toBe(options.length);
    }
  });

  it("leaves no macro and no variable of Grafana in what goes out", () => {
    const left = QUERIES.map((query) => fill(query, { fromMs: nowMs - 1, toMs: nowMs })).filter(
      (text) => /\$(?:\w|\{)/.test(text),
    );
    expect(left).toEqual([]);
  });

  it("narrows every query to what a variable has chosen", async () => {
    for (const query of QUERIES.filter(({ variables }) => variables.length > 0)) {
      const none = Object.fromEntries(query.variables.map((name) => [name, ["no-such/value.1"]]));
      expect([query.at, rowsIn(await ask(query, none))]).toEqual([query.at, 0]);
    }
  });

  it("takes several chosen values of one variable", async () => {
    const levels = QUERIES.find(({ at }) => at === "resik-bak Isi per jam A");
    if (!levels) throw new Error("the panel is gone");
    const series = await ask(levels, { bin: ["bak-1", "bak-3"] });
    expect(series.map(({ tags }) => tags.device)).toEqual(["bak-1", "bak-3"]);
  });
});
