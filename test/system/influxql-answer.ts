import { z } from "zod";

const seriesSchema = z.object({
  name: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  columns: z.array(z.string()),
  values: z.array(z.array(z.union([z.number(), z.string(), z.boolean(), z.null()]))),
});
const answerSchema = z.object({
  results: z
    .array(z.object({ series: z.array(seriesSchema).default([]), error: z.string().optional() }))
    .min(1),
  error: z.string().optional(),
});

export type AnswerSeries = z.infer<typeof seriesSchema>;

/** Asks as Grafana's data source does: a POST with `q` in the form and the rest in the address. */
export async function askAsGrafana(
  { baseUrl, database }: { baseUrl: string; database: string },
  text: string,
): Promise<AnswerSeries[]> {
  const address = `${baseUrl}/query?${new URLSearchParams({ db: database, epoch: "ms" }).toString()}`;
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ q: text }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${body}: ${text}`);
  const [result] = answerSchema.parse(JSON.parse(body)).results;
  if (result?.error !== undefined) throw new Error(`${result.error}: ${text}`);
  return result?.series ?? [];
}

/** Rows with anything beside the time. */
export const rowsIn = (series: readonly AnswerSeries[]): number =>
  series.reduce(
    (rows, { values }) =>
      rows + values.filter((row) => row.slice(1).some((value) => value !== null)).length,
    0,
  );

/** What a variable offers: the first column after the time, empty ones left out. */
export const optionsIn = (series: readonly AnswerSeries[]): string[] => [
  ...new Set(
    series
      .flatMap(({ values }) => values.map((row) => row[1]))
      .filter((value): value is string => typeof value === "string" && value !== ""),
  ),
];
