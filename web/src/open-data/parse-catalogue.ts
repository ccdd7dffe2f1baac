import { answerOf, fields, list, nullable, oneOf, text, type Read } from "../edge/parts.ts";

export const DATASETS = ["bin", "air"] as const;
export type DatasetId = (typeof DATASETS)[number];

const catalogue = fields({
  licence: nullable(text),
  datasets: list(
    fields({
      id: oneOf(DATASETS),
      fields: list(fields({ name: text, unit: nullable(text) })),
    }),
  ),
  interfaces: list(fields({ name: text, url: text })),
});
export type Catalogue = Read<typeof catalogue>;

/** Reads the answer of `GET open/catalogue`; null when it is not one. */
export const parseCatalogue = answerOf(catalogue);
