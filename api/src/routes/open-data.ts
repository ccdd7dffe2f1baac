import type { ReadingView } from "@resik/contract/http/readings";

/** Channels that everybody may see. */
export const OPEN_CHANNELS = ["bin", "air"] as const;
export type OpenChannel = (typeof OPEN_CHANNELS)[number];

/** What says something about the device and nothing about the environment. */
export const OPERATIONAL_FIELDS: ReadonlySet<string> = new Set(["batteryV", "rssiDbm"]);

/** The numbers of a reading that everybody may see. */
export const openFields = (fields: ReadingView["fields"]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, number] =>
        typeof entry[1] === "number" && !OPERATIONAL_FIELDS.has(entry[0]),
    ),
  );

export const hideOperationalFields = (reading: ReadingView): ReadingView => ({
  ...reading,
  fields: openFields(reading.fields),
});
