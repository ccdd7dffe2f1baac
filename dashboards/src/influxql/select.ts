import { measurementOf } from "@resik/contract/measurement";
import { DATABASE } from "../data-source.ts";
import { identifier, type Column } from "./column.ts";
import type { Condition } from "./condition.ts";

/** A SELECT and what a SELECT around it may read from it. */
export interface Statement {
  text: string;
  names: ReadonlySet<string>;
}

export interface Selection {
  /** Measurements of the contract with the columns in common, or a statement to read from. */
  from: string | readonly string[] | Statement;
  columns: readonly Column[];
  where?: readonly Condition[];
  /** Windows of time: a duration, or what Grafana finds right for the panel. */
  every?: string;
  groupBy?: readonly string[];
  fill?: "null" | "none" | "0";
  newestFirst?: boolean;
  limit?: number;
}

/** As wide as a pixel of the panel and never narrower than the panel's own interval. */
export const PANEL_INTERVAL = "$__interval";

/**
 * The text of a SELECT that names database, retention policy and measurement in full, which 1.x,
 * 2.x and 3.x read alike.
 *
 * @throws TypeError when it reads a name that the contract does not have.
 */
export function select(selection: Selection): Statement {
  const { columns, where = [], every, groupBy = [], fill, newestFirst, limit } = selection;
  const source = sourceOf(selection.from);
  for (const name of [...columns, ...where].flatMap(({ reads }) => reads).concat(groupBy)) {
    if (!source.names.has(name)) throw new TypeError(`${source.text} has no ${name}`);
  }
  const groups = [
    ...(every === undefined ? [] : [`time(${every})`]),
    ...groupBy.map((tag) => identifier(tag)),
  ];
  const text = [
    `SELECT ${columns.map(columnText).join(", ")} FROM ${source.text}`,
    ...(where.length > 0
      ? [`WHERE ${where.map((condition) => condition.text).join(" AND ")}`]
      : []),
    ...(groups.length > 0 ? [`GROUP BY ${groups.join(", ")}`] : []),
    ...(fill === undefined ? [] : [`fill(${fill})`]),
    ...(newestFirst === true ? ["ORDER BY time DESC"] : []),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join(" ");
  return { text, names: new Set([...columns.map(({ as }) => as), ...groupBy]) };
}

const columnText = ({ text, as }: Column): string =>
  text === identifier(as) ? text : `${text} AS ${identifier(as)}`;

interface Source {
  text: string;
  names: ReadonlySet<string>;
}

function sourceOf(from: Selection["from"]): Source {
  if (typeof from === "string") return measurementSource(from);
  if ("text" in from) return { text: `(${from.text})`, names: from.names };
  const sources = from.map(measurementSource);
  const [first, ...others] = sources.map(({ names }) => names);
  const shared = [...(first ?? [])].filter((name) => others.every((names) => names.has(name)));
  return { text: sources.map(({ text }) => text).join(", "), names: new Set(shared) };
}

function measurementSource(name: string): Source {
  const measurement = measurementOf(name);
  if (measurement === null) throw new TypeError(`The contract has no measurement ${name}`);
  const { retention, tags, fields } = measurement;
  return {
    text: [DATABASE, retention, name].map(identifier).join("."),
    names: new Set([...tags, ...Object.keys(fields)]),
  };
}
