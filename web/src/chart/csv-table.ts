/** Columns over time, as a spreadsheet reads them. */
export interface CsvTable {
  atMs: readonly number[];
  columns: readonly { name: string; values: readonly (number | null)[] }[];
}

/**
 * RFC 4180 with a point as decimal mark and times in RFC 3339 (WIB). A moment without any value is
 * the edge of a gap and no row.
 */
export function toCsv({ atMs, columns }: CsvTable): string {
  const lines = [["time", ...columns.map(({ name }) => name)].map(cellOf).join(",")];
  atMs.forEach((at, index) => {
    const cells = columns.map(({ values }) => values[index] ?? null);
    if (cells.every((cell) => cell === null)) return;
    lines.push([wibInstant(at), ...cells.map((cell) => (cell === null ? "" : cell))].join(","));
  });
  return `${lines.join("\r\n")}\r\n`;
}

const WIB_AHEAD_MS = 7 * 3_600_000;

const wibInstant = (atMs: number): string =>
  new Date(atMs + WIB_AHEAD_MS).toISOString().replace("Z", "+07:00");

/** Names are people's own: one that a spreadsheet would run gets an apostrophe in front. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
