import type { Station } from "../edge/station.ts";

/** A device that people should look after because nothing comes from it. */
export const isSilent = (station: Station): boolean => station.presence !== "online";
