import { fields, nullable, text, type Read } from "../../edge/parts.ts";

/** `GET open/map`. */
export const openMapPart = fields({ tiles: nullable(fields({ url: text, attribution: text })) });
export type MapTiles = Read<typeof openMapPart>["tiles"];
