import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BOARD_IDS, boardUid } from "./board-id.ts";
import { dashboards, generatedFiles } from "./generated.ts";
import { UNIT } from "./look/unit.ts";
import { allQueries, variablesIn } from "./queries.ts";

const override = z.object({
  matcher: z.object({ id: z.string(), options: z.string() }),
  properties: z.array(z.object({ id: z.string(), value: z.unknown() })),
});
const panelSchema = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  description: z.string().default(""),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  datasource: z.object({ type: z.string(), uid: z.string() }).optional(),
  targets: z.array(z.object({ datasource: z.object({ uid: z.string() }) })).default([]),
  fieldConfig: z
    .object({
      defaults: z.object({
        unit: z.string().optional(),
        noValue: z.string().optional(),
        custom: z.object({ spanNulls: z.boolean().optional() }).optional(),
      }),
      overrides: z.array(override),
    })
    .optional(),
});
type Panel = z.infer<typeof panelSchema>;
const boardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string(),
  editable: z.boolean(),
  refresh: z.string(),
  time: z.object({ from: z.string(), to: z.string() }),
  links: z.array(
    z.object({ url: z.string(), title: z.string(), placement: z.string().optional() }),
  ),
  templating: z.object({ list: z.array(z.object({ name: z.string(), label: z.string() })) }),
  panels: z.array(panelSchema),
});

/** As Grafana reads them: from the files. */
const FILES = generatedFiles().filter(({ path }) => path.startsWith("boards/"));
const BOARDS = FILES.map(({ text }) => boardSchema.parse(JSON.parse(text)));
const PANELS = BOARDS.flatMap(({ uid, panels }) =>
  panels
    .filter(({ type }) => type !== "row")
    .map((panel) => ({ at: `${uid} ${panel.title}`, panel })),
);

const ENGLISH = /\b(the|of|and|by|with|open|now|battery|bins?|last|every|that|is)\b/i;
const INDONESIAN = /\b(yang|dan|atau|dari|dengan|setiap|terakhir|belum|alat|bak)\b/i;

describe("every dashboard", () => {
  it("has a uid of its own that never changes", () => {
    expect(BOARDS.map(({ uid }) => uid)).toEqual(BOARD_IDS.map(boardUid));
    expect(BOARD_IDS.map(boardUid)).toEqual([
      "resik-ikhtisar",
      "resik-bak",
      "resik-udara",
      "resik-bank-sampah",
      "resik-alat",
      "resik-jalur",
      "resik-peringatan",
    ]);
  });

  it("is read-only, asks again by itself and starts with a relative range", () => {
    for (const { editable, refresh, time } of BOARDS) {
      expect(editable).toBe(false);
      expect(refresh).toMatch(/^\d+[sm]$/);
      expect(time.from).toMatch(/^now-\d+[hdM](\/M)?$/);
      expect(time.to).toBe("now");
    }
    expect(FILES.filter(({ text }) => /\b20\d\d-\d\d-\d\d\b|\b1[67]\d{11}\b/.test(text))).toEqual(
      [],
    );
  });

  it("links to every other, and every link leads somewhere", () => {
    for (const { uid, links } of BOARDS) {
      const others = BOARD_IDS.map(boardUid).filter((other) => other !== uid);
      expect(links.map(({ url }) => url)).toEqual(others.map((other) => `/d/${other}`));
      expect(links.some(({ placement }) => placement !== undefined)).toBe(false);
    }
    const deep = FILES.flatMap(({ text }) => [...text.matchAll(/\/d\/([\w-]+)\?var-(\w+)=/g)]);
    expect(deep.length).toBeGreaterThan(5);
    for (const [, uid, variable] of deep) {
      const board = BOARDS.find((each) => each.uid === uid);
      expect(board?.templating.list.map(({ name }) => name)).toContain(variable);
    }
  });

  it("has every variable that its queries use, and uses every one that it has", () => {
    const queries = allQueries();
    for (const { uid, templating } of BOARDS) {
      const used = queries
        .filter(({ at, of }) => of !== "rule" && at.startsWith(`${uid} `))
        .flatMap(({ text }) => variablesIn(text));
      const names = templating.list.map(({ name }) => name);
      expect([...new Set(used)].sort()).toEqual(names.sort());
    }
  });

  it("never has a variable whose name a macro of the data source would swallow", () => {
    const names = BOARDS.flatMap(({ templating }) => templating.list.map(({ name }) => name));
    expect(names.filter((name) => /^(interval|timeFilter|__)/.test(name))).toEqual([]);
  });
});

/** Where the panels are that fail a test; empty is right. */
const panelsWithout = (isRight: (panel: Panel) => boolean): string[] =>
  PANELS.filter(({ panel }) => !isRight(panel)).map(({ at }) => at);

const isList = ({ type }: Panel): boolean => type === "table" || type === "geomap";

describe("every panel", () => {
  it("asks our data source and none else", () => {
    const ours = "resik-readings";
    expect(panelsWithout(({ datasource }) => datasource?.uid === ours)).toEqual([]);
    expect(panelsWithout(({ datasource }) => datasource?.type === "influxdb")).toEqual([]);
    expect(panelsWithout(({ targets }) => targets.length > 0)).toEqual([]);
    const strange = ({ targets }: Panel): boolean =>
      targets.every(({ datasource }) => datasource.uid === ours);
    expect(panelsWithout(strange)).toEqual([]);
  });

  it("has an id and a title of its own in its dashboard, and lies on no other", () => {
    for (const { panels } of BOARDS) {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      const titles = panels.filter(({ type }) => type !== "row").map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(overlaps(panels)).toEqual([]);
      expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
    }
  });

  it("has a title in Indonesian, and says in both languages what it shows", () => {
    expect(panelsWithout(({ title }) => !ENGLISH.test(title))).toEqual([]);
    const inBoth = ({ description }: Panel): boolean => {
      const [indonesian = "", english = "", ...more] = description.split("\n\n");
      return (
        more.length === 0 &&
        indonesian.endsWith(".") &&
        english.endsWith(".") &&
        !ENGLISH.test(indonesian) &&
        !INDONESIAN.test(english)
      );
    };
    expect(panelsWithout(inBoth)).toEqual([]);
    const headings = BOARDS.flatMap(({ title, panels, templating }) => [
      title,
      ...panels.filter(({ type }) => type === "row").map((row) => row.title),
      ...templating.list.map(({ label }) => label),
    ]);
    expect(headings.filter((heading) => ENGLISH.test(heading))).toEqual([]);
  });

  it("has units that Grafana knows, for its values or for the columns that hold numbers", () => {
    const known: ReadonlySet<string> = new Set(Object.values(UNIT));
    expect(panelsWithout((panel) => isList(panel) || unitsOf(panel).length === 1)).toEqual([]);
    expect(panelsWithout((panel) => unitsOf(panel).length > 0)).toEqual([]);
    expect(panelsWithout((panel) => unitsOf(panel).every((unit) => known.has(unit)))).toEqual([]);
  });

  it("says in words when nothing came", () => {
    const inWords = (text: string | undefined): boolean =>
      text !== undefined && /\S/.test(text) && !ENGLISH.test(text);
    expect(panelsWithout(({ fieldConfig }) => inWords(fieldConfig?.defaults.noValue))).toEqual([]);
  });

  it("breaks its line where nothing was measured", () => {
    const lines = ({ type }: Panel): boolean => ["timeseries", "state-timeline"].includes(type);
    expect(PANELS.filter(({ panel }) => lines(panel)).length).toBeGreaterThan(20);
    const breaks = (panel: Panel): boolean =>
      !lines(panel) || panel.fieldConfig?.defaults.custom?.spanNulls === false;
    expect(panelsWithout(breaks)).toEqual([]);
  });

  it("sorts a table by a heading that it has, and paints only headings that it has", () => {
    const tables = dashboards()
      .flatMap(({ panels = [] }) => panels)
      .filter((panel) => panel.type === "table");
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const text = JSON.stringify(table);
      const renamed = [...text.matchAll(/"renameByName":\{([^}]*)\}/g)].flatMap(([, pairs = ""]) =>
        [...pairs.matchAll(/:"([^"]*)"/g)].map((match) => match[1] ?? ""),
      );
      const sorted = /"sortBy":\[\{"displayName":"([^"]*)"/.exec(text)?.[1];
      const painted = [...text.matchAll(/"byName","options":"([^"]*)"/g)].map((match) => match[1]);
      expect(renamed).toContain(sorted);
      expect(painted.filter((heading) => !renamed.includes(heading ?? ""))).toEqual([]);
    }
  });
});

function unitsOf(panel: Panel): string[] {
  const own = panel.fieldConfig?.defaults.unit;
  const overrides = (panel.fieldConfig?.overrides ?? [])
    .flatMap(({ properties }) => properties)
    .filter(({ id }) => id === "unit")
    .map(({ value }) => String(value));
  return isList(panel) || own === undefined ? overrides : [own, ...overrides];
}

function overlaps(panels: readonly Panel[]): string[] {
  return panels.flatMap((one, index) =>
    panels.slice(index + 1).flatMap((other) => {
      const [a, b] = [one.gridPos, other.gridPos];
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      return apart ? [] : [`${one.title} / ${other.title}`];
    }),
  );
}
