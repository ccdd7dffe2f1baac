import { identifier } from "./column.ts";

/** One condition of a WHERE: its text and the names it reads. */
export interface Condition {
  text: string;
  reads: readonly string[];
}

/** The range that the person looks at; Grafana puts both ends in milliseconds. */
export const IN_RANGE: Condition = { text: "$timeFilter", reads: [] };

/** The last stretch before now, whatever range is looked at. */
export const within = (duration: string): Condition => ({
  text: `time > now() - ${duration}`,
  reads: [],
});

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;

export const equals = (name: string, value: string | number | boolean): Condition => ({
  text: `${identifier(name)} = ${typeof value === "string" ? quoted(value) : String(value)}`,
  reads: [name],
});

export const differsFrom = (name: string, value: string): Condition => ({
  text: `${identifier(name)} != ${quoted(value)}`,
  reads: [name],
});

export const compares = (
  name: string,
  sign: ">" | ">=" | "<" | "<=",
  value: number,
): Condition => ({
  text: `${identifier(name)} ${sign} ${value}`,
  reads: [name],
});

export const isOneOf = (name: string, values: readonly string[]): Condition => ({
  text: `${identifier(name)} =~ /^(${values.join("|")})$/`,
  reads: [name],
});

/**
 * The tag is among what the variable has chosen. The format is named, so that every version of the
 * data source escapes alike; `All` comes as `.*`.
 */
export const chosen = (tag: string, variable: string): Condition => ({
  text: `${identifier(tag)} =~ /^\${${variable}:regex}$/`,
  reads: [tag],
});
