import { TASK_FIGURES_ROWS_MAX } from "@resik/contract/http/tasks";
import { createRandom } from "@resik/kit/random";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, type Registry } from "../open.ts";
import { readTaskFigures } from "./task-figures.ts";

const FROM_MS = Date.UTC(2026, 9, 1);
const DAY_MS = 86_400_000;
const AREAS = ["33.18.10", "33.18.11", "33.18.12"] as const;

let registry: Registry;
beforeEach(async () => {
  registry = openRegistry(":memory:");
  for (const [index, area_code] of AREAS.entries()) {
    const place = { area_code, area_name: `Kecamatan ${index}`, lat: -6.75, lon: 111.04 };
    const site = { id: `tps-${index}`, name: `TPS ${index}`, kind: "tps", ...place } as const;
    await registry.db.insertInto("sites").values(site).execute();
  }
});
afterEach(() => registry.close());

const read = (days: number) =>
  readTaskFigures(registry.db, {
    from: new Date(FROM_MS).toISOString(),
    to: new Date(FROM_MS + days * DAY_MS).toISOString(),
  });

/** Alerts one a second, of the first site, as one statement makes them. */
const fill = (alerts: number) =>
  sql`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${alerts})
    INSERT INTO alerts (id, rule, subject, site, severity, state, transitions, changed_at_ms,
      opened_at_ms, resolved_at_ms)
    SELECT 'a' || i, 'r', 's' || i, 'tps-0', 'warning', 'resolved', 2, 0,
      ${FROM_MS} + i, ${FROM_MS} + i + i * 1000 FROM n
  `.execute(registry.db);

describe("figures of tasks", () => {
  it("are those of every alert of the range and area, however many there are", async () => {
    const random = createRandom("figures");
    const timesByArea = new Map<string, number[]>();
    const alerts = 5_000;
    for (let index = 0; index < alerts; index++) {
      const site = random.int(AREAS.length);
      const openedAtMs = FROM_MS + random.int(30 * DAY_MS);
      const tookMs = random.int(DAY_MS);
      const isOver = random.chance(0.8);
      const row = { id: `alert${index}`, rule: "r", subject: `s${index}`, site: `tps-${site}` };
      await registry.db
        .insertInto("alerts")
        .values({
          ...row,
          severity: "warning",
          state: isOver ? "resolved" : "open",
          transitions: 1,
          changed_at_ms: openedAtMs,
          opened_at_ms: openedAtMs,
          resolved_at_ms: isOver ? openedAtMs + tookMs : null,
        })
        .execute();
      const area = AREAS[site] ?? "";
      if (isOver) timesByArea.set(area, [...(timesByArea.get(area) ?? []), tookMs]);
    }
    const figures = await read(30);
    if (!figures.ok) throw new Error(figures.detail);
    expect(figures.value.all.alerts).toBe(alerts);
    expect(figures.value.areas.map(({ areaCode }) => areaCode)).toEqual(AREAS);
    for (const { areaCode, toResolve, toAcknowledge } of figures.value.areas) {
      const times = timesByArea.get(areaCode) ?? [];
      const atMost = (limitS: number | null) =>
        times.filter((timeMs) => timeMs <= (limitS ?? 0) * 1_000).length;
      expect(toResolve.count).toBe(times.length);
      // Half of all took at most the median, and nine in ten at most the ninth decile.
      expect(Math.abs(atMost(toResolve.medianS) - times.length / 2)).toBeLessThanOrEqual(1);
      expect(atMost(toResolve.p90S)).toBe(Math.ceil(times.length * 0.9));
      expect(toAcknowledge).toEqual({ count: 0, medianS: null, p90S: null });
    }
  });

  it("are counted up to their limit and refused one past it", async () => {
    await fill(TASK_FIGURES_ROWS_MAX);
    expect(await read(30)).toMatchObject({
      value: { all: { alerts: TASK_FIGURES_ROWS_MAX, toResolve: { p90S: 45_000 } } },
    });
    await registry.db.deleteFrom("alerts").execute();
    await fill(TASK_FIGURES_ROWS_MAX + 1);
    expect(await read(30)).toMatchObject({ code: "range-too-large" });
  });
});
