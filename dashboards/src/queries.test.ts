import { measurementOf } from "@resik/contract/measurement";
import { describe, expect, it } from "vitest";
import { allQueries, variablesIn } from "./queries.ts";

const QUERIES = allQueries();

const SOURCE = /"resik"\."(\w+)"\."(\w+)"/g;
const QUOTED = /"([^"]+)"/g;
const ALIAS = /AS "([^"]+)"/g;

/** Names in a statement that are neither of its measurements nor given by itself. */
function strangersIn(text: string): string[] {
  const known = new Set([...text.matchAll(ALIAS)].map((match) => match[1]));
  for (const [, retention, name = ""] of text.matchAll(SOURCE)) {
    const measurement = measurementOf(name);
    if (measurement === null || measurement.retention !== retention)
      return [`"${retention}"."${name}"`];
    for (const each of [...measurement.tags, ...Object.keys(measurement.fields)]) known.add(each);
  }
  const asked = [...text.replaceAll(SOURCE, "").matchAll(QUOTED)].map((match) => match[1] ?? "");
  return asked.filter((name) => !known.has(name));
}

describe("the text of every query", () => {
  it("is there for every panel, variable and rule", () => {
    const count = (of: string): number => QUERIES.filter((query) => query.of === of).length;
    expect([count("panel") > 80, count("variable") > 8, count("rule")]).toEqual([true, true, 4]);
    expect(new Set(QUERIES.map(({ at }) => at)).size).toBe(QUERIES.length);
  });

  it("names measurements, retention policies, fields and tags that the contract has", () => {
    expect(
      QUERIES.flatMap(({ at, text }) => strangersIn(text).map((name) => `${at}: ${name}`)),
    ).toEqual([]);
  });

  it("reads from fully named measurements alone, which 1.x, 2.x and 3.x understand alike", () => {
    const bare = QUERIES.filter(({ text }) =>
      [...text.matchAll(/FROM (\S+)/g)].some(
        ([, from = ""]) => !/^\(|^"resik"\."(raw|keep)"\."/.test(from),
      ),
    );
    expect(bare.map(({ at }) => at)).toEqual([]);
  });

  it("has a time in it, relative or the person's range", () => {
    const timeless = QUERIES.filter(
      ({ text }) => !/\$timeFilter|time > now\(\) - \d+[hd]/.test(text),
    );
    // An alert may be open for longer than anybody looks back.
    expect(timeless.every(({ text }) => text.includes('."alert"'))).toBe(true);
    expect(QUERIES.filter(({ text }) => /time\s*[<>=]+\s*['\d]/.test(text))).toEqual([]);
  });

  it("uses only macros that the data source knows", () => {
    const macros = QUERIES.flatMap(({ text }) => text.match(/\$(?!\{)\w+/g) ?? []).filter(
      // The end of a regular expression is a `$` too, but nothing follows it.
      (macro) => !["$timeFilter", "$__interval", "$__interval_ms"].includes(macro),
    );
    expect(macros).toEqual([]);
  });

  it("names the format of each variable, so that every version escapes alike", () => {
    const unnamed = QUERIES.filter(({ text }) => /\$\{\w+\}/.test(text));
    expect(unnamed.map(({ at }) => at)).toEqual([]);
  });

  it("shows gaps as gaps: windows of a chart are filled with null or hold a count", () => {
    const windows = QUERIES.filter(({ of, text }) => of === "panel" && text.includes("time($__"));
    expect(windows.length).toBeGreaterThan(20);
    expect(windows.filter(({ text }) => !/fill\((null|0)\)$/.test(text))).toEqual([]);
    const zeroes = windows.filter(({ text }) => text.endsWith("fill(0)"));
    expect(zeroes.every(({ text }) => text.startsWith("SELECT count("))).toBe(true);
  });

  it("has no dashboard variable in a rule: Grafana does not know one there", () => {
    expect(QUERIES.filter(({ of, variables }) => of === "rule" && variables.length > 0)).toEqual(
      [],
    );
  });
});

describe("the reader of the text", () => {
  it("finds a name that the contract does not have", () => {
    const text = 'SELECT mean("pm3") AS "x" FROM "resik"."raw"."air" WHERE "site" = \'a\'';
    expect(strangersIn(text)).toEqual(["pm3"]);
    expect(strangersIn('SELECT "open" FROM "resik"."raw"."alert"')).toEqual(['"raw"."alert"']);
    expect(strangersIn('SELECT "open" FROM "resik"."raw"."alerts"')).toEqual(['"raw"."alerts"']);
  });

  it("tells variables from macros", () => {
    expect(variablesIn("${site:regex} $timeFilter $__interval $group ${__from}")).toEqual([
      "site",
      "group",
      "__from",
    ]);
  });
});
