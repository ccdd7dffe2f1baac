import { fields, nullable, text, type Part } from "../../edge/parts.ts";

type Read<P> = P extends Part<infer T> ? T : never;

/** `GET open/map`. */
export const openMapPart = fields({ tiles: nullable(fields({ url: text, attribution: text })) });
export type MapTiles = Read<typeof openMapPart>["tiles"];
