import type { StoredChannel } from "@resik/contract/channel";
import { hourlyField } from "@resik/contract/measurement";
import { numericFieldsOf, ROLLUP_MS } from "@resik/contract/series";
import type { HourlySummary, SeriesHour } from "../port.ts";
import { rowsOf } from "./answer-row.ts";
import { hourKey, tagIsOneOf, timeIn } from "./condition.ts";
import { influxName, msToNs } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { writeOwnLines } from "./own-lines.ts";
import { hourlyPoints, SEALED_FIELD } from "./own-measurement.ts";
import { readWindows } from "./raw-summary.ts";
import type { InfluxServer } from "./server.ts";
import { ALL_PARTS } from "./summary-parts.ts";

/** Hours of one run that one statement computes. */
const RUN_HOURS_MAX = 24 * 7;

/** Neighbouring hours of one channel with the same devices: one statement computes them. */
interface Run {
  channel: StoredChannel;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  devices: string[];
  hours: SeriesHour[];
}

/** Writes what raw readings say of these hours; sealed ones stay as they are. */
export async function computeHours(
  server: InfluxServer,
  hours: readonly SeriesHour[],
): Promise<SeriesHour[]> {
  const computed: SeriesHour[] = [];
  for (const run of runsOf(hours)) {
    const sealed = await readSealed(server, run);
    const wanted = new Map(
      run.hours.filter((hour) => !sealed.has(hourKey(hour))).map((hour) => [hourKey(hour), hour]),
    );
    if (wanted.size === 0) continue;
    const fields = numericFieldsOf(run.channel);
    const rows = await readWindows(server, {
      ...run,
      fields,
      parts: ALL_PARTS,
      everyMs: ROLLUP_MS,
      alignMs: 0,
    });
    const lines: string[] = [];
    for (const { site, device, startMs, summaries } of rows) {
      const hour = wanted.get(hourKey({ channel: run.channel, site, device, hourMs: startMs }));
      if (!hour) continue;
      const known = fields.flatMap((name, index) => {
        const summary = summaries[index];
        return summary ? [[name, summary] as const] : [];
      });
      lines.push(hourlyLine({ ...hour, summaries: Object.fromEntries(known) }, false));
    }
    await writeOwnLines(server, hourlyPoints(run.channel).retention, lines);
    computed.push(...wanted.values());
  }
  return computed;
}

function runsOf(hours: readonly SeriesHour[]): Run[] {
  const groups = Map.groupBy(hours, ({ channel, hourMs }) => `${channel} ${hourMs}`);
  const stretches: Run[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { channel, hourMs } = first;
    const devices = [...new Set(group.map(({ device }) => device))].sort();
    stretches.push({
      channel,
      fromMs: hourMs,
      toMs: hourMs + ROLLUP_MS,
      devices,
      hours: group,
    });
  }
  const runs: Run[] = [];
  for (const next of stretches.sort((a, b) => a.fromMs - b.fromMs)) {
    const before = runs.findLast((run) => joins(run, next));
    if (!before) {
      runs.push(next);
      continue;
    }
    before.toMs = next.toMs;
    before.hours.push(...next.hours);
  }
  return runs;
}

const joins = (run: Run, next: Run): boolean =>
  run.channel === next.channel &&
  run.toMs === next.fromMs &&
  next.toMs - run.fromMs <= RUN_HOURS_MAX * ROLLUP_MS &&
  run.devices.length === next.devices.length &&
  run.devices.every((device, index) => device === next.devices[index]);

async function readSealed(server: InfluxServer, run: Run): Promise<Set<string>> {
  const { name, retention } = hourlyPoints(run.channel);
  const devices = run.devices.length > 250 ? "" : ` AND ${tagIsOneOf("device", run.devices)}`;
  const answer = await server.query(
    retention,
    `SELECT ${influxName(SEALED_FIELD)} FROM ${influxName(name)}
     WHERE ${timeIn(run.fromMs, run.toMs)} AND ${influxName(SEALED_FIELD)} = true${devices}
     GROUP BY "device", "site"`,
  );
  const sealed = new Set<string>();
  for (const row of rowsOf(answer)) {
    const [site, device] = [row.tag("site") ?? "", row.tag("device") ?? ""];
    sealed.add(hourKey({ channel: run.channel, site, device, hourMs: row.timeMs }));
  }
  return sealed;
}

/** The point of an hour, with the fields that the contract knows; a field that has no value any more keeps what an earlier point said. */
export function hourlyLine(row: HourlySummary, sealed: boolean): string {
  const fields: Record<string, number | boolean> = { [SEALED_FIELD]: sealed };
  for (const name of numericFieldsOf(row.channel)) {
    const summary = row.summaries[name];
    if (!summary) continue;
    for (const part of ALL_PARTS) fields[hourlyField(name, part)] = summary[part];
  }
  const { site, device, hourMs } = row;
  return encodeLine(hourlyPoints(row.channel), {
    tags: { site, device },
    fields,
    timeNs: msToNs(hourMs),
  });
}
