/** One column of a SELECT: its text, the names it reads and the name it gets. */
export interface Column {
  text: string;
  reads: readonly string[];
  as: string;
}

export const identifier = (name: string): string => `"${name}"`;

const ofField =
  (call: string) =>
  (field: string, as: string = field): Column => ({
    text: `${call}(${identifier(field)})`,
    reads: [field],
    as,
  });

export const meanOf = ofField("mean");
export const minOf = ofField("min");
export const maxOf = ofField("max");
export const sumOf = ofField("sum");
export const countOf = ofField("count");
export const lastOf = ofField("last");

/** Seconds between a point and the one before it. */
export const elapsedSecondsOf = (field: string, as: string): Column => ({
  text: `elapsed(${identifier(field)}, 1s)`,
  reads: [field],
  as,
});

/** What a point changed against the one before it. */
export const differenceOf = ofField("difference");

/** The value of a field or tag as it is. */
export const valueOf = (name: string, as: string = name): Column => ({
  text: identifier(name),
  reads: [name],
  as,
});

/** A column times a number: other units, or a share of something. */
export const scaled = (column: Column, factor: string): Column => ({
  ...column,
  text: `${column.text} ${factor}`,
});

/** The mean of hours from their roll-ups: every sample weighs the same. */
export const hourlyMeanOf = (field: string, as: string = field): Column => ({
  text: `sum(${identifier(`${field}_sum`)}) / sum(${identifier(`${field}_n`)})`,
  reads: [`${field}_sum`, `${field}_n`],
  as,
});
