import { z } from "zod";

/** `GET open/map`: where the pages find the pictures of a map; without them they draw places alone. */
export const openMapSchema = z.object({
  tiles: z
    .object({
      /** With `{z}`, `{x}` and `{y}` for zoom level, column and row. */
      url: z.string(),
      /** Whose pictures they are, shown on the map. */
      attribution: z.string(),
    })
    .nullable(),
});
export type OpenMap = z.infer<typeof openMapSchema>;
