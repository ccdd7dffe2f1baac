import { z } from "zod";
import { siteIdSchema } from "../slug.ts";
import { pageQueryShape } from "./page.ts";
import { anyInstantSchema, instantSchema } from "./readings.ts";
import { taskIdSchema } from "./tasks.ts";

/** What residents report; the words that they see are the pages'. */
export const RESIDENT_REPORT_KINDS = [
  "full-bin",
  "burning",
  "dumping",
  "broken-bin",
  "other",
] as const;
export type ResidentReportKind = (typeof RESIDENT_REPORT_KINDS)[number];

/**
 * `received`: nobody has looked; `in-work`: a task was made; `done` and `declined` are its end, both
 * with words for the reporter where staff left any.
 */
export const RESIDENT_REPORT_STATES = ["received", "in-work", "done", "declined"] as const;
export type ResidentReportState = (typeof RESIDENT_REPORT_STATES)[number];

/** A photo in bytes as the phone sends it, already shrunk; a larger one is refused. */
export const REPORT_PHOTO_BYTES_MAX = 300 * 1_024;
/** Longest side of a photo after the phone shrank it, in pixels. */
export const REPORT_PHOTO_SIDE_PX = 1_280;
/** Longest side of a photo that the server takes, in pixels. */
export const REPORT_PHOTO_SIDE_PX_MAX = 4_096;
/** Days after its report's end for which a photo is kept: it may show people and number plates. */
export const REPORT_PHOTO_DAYS = 90;
/**
 * Days after its report's coming for which a photo is kept while nobody ends the report: what nobody
 * needed for a year is not needed (UU 27/2022 on personal data).
 */
export const ACTIVE_PHOTO_DAYS = 365;
/**
 * All photos together, in bytes. When a new one does not fit, those of ended reports go first, the
 * oldest before the others; when that is not enough the report is kept without its photo.
 */
export const REPORT_PHOTOS_BYTES_MAX = 256 * 1_024 * 1_024;
/** Body of `POST me/reports` in bytes: a photo in base64 and what is said beside it. */
export const REPORT_BODY_BYTES_MAX = Math.ceil(REPORT_PHOTO_BYTES_MAX / 3) * 4 + 16 * 1_024;
/** `GET me/reports` gives at most so many, the newest. */
export const MY_REPORTS_MAX = 100;
/** Reports that one resident may file in a day (WIB); one more is refused. */
export const REPORTS_PER_DAY_MAX = 10;

export const residentReportIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/);
export const residentReportParamsSchema = z.object({ id: residentReportIdSchema });

/** `POST me/reports`; `Idempotency-Key` is drawn on the phone when the report is written down. */
export const residentReportRequestSchema = z
  .strictObject({
    /** Who wrote it; while somebody else is signed in on the same phone it is `not-signed-in`. */
    member: z.string().max(64).optional(),
    kind: z.enum(RESIDENT_REPORT_KINDS),
    note: z.string().trim().max(500),
    /** When it was seen, by the phone's clock; the server brings it near its own. */
    seenAt: anyInstantSchema,
    /** Where, if the phone knew; at most as exact as 5 decimals (1 m). */
    lat: z.number().min(-90).max(90).nullable(),
    lon: z.number().min(-180).max(180).nullable(),
    /** In the resident's own words: a street, a landmark. */
    place: z.string().trim().max(200),
    /** A bin of the public list that it is about; null where none was chosen. */
    device: z.string().max(80).nullable(),
    /** JPEG or WebP, base64; the server takes all metadata out before it keeps it. */
    photo: z
      .strictObject({
        type: z.enum(["image/jpeg", "image/webp"]),
        base64: z.base64().max(Math.ceil(REPORT_PHOTO_BYTES_MAX / 3) * 4),
      })
      .nullable(),
  })
  .refine(({ lat, lon }) => (lat === null) === (lon === null), {
    message: "lat and lon, or neither",
    path: ["lon"],
  });
export type ResidentReportRequest = z.infer<typeof residentReportRequestSchema>;

/** `GET me/reports`: the resident's own, newest first. */
export const myReportSchema = z.object({
  id: residentReportIdSchema,
  kind: z.enum(RESIDENT_REPORT_KINDS),
  state: z.enum(RESIDENT_REPORT_STATES),
  note: z.string(),
  place: z.string(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  device: z.string().nullable(),
  hasPhoto: z.boolean(),
  seenAt: instantSchema,
  receivedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** What staff said to the reporter; null while they said nothing. */
  answer: z.string().nullable(),
});
export type MyReport = z.infer<typeof myReportSchema>;
export const myReportListSchema = z.object({ reports: z.array(myReportSchema) });

/** `GET resident-reports` (staff): who reported is named nowhere here. */
export const residentReportViewSchema = myReportSchema.extend({
  /** The nearest kecamatan; null where no place was given. */
  areaName: z.string().nullable(),
  /** The site of the device that it is about; null where there is none. */
  site: siteIdSchema.nullable(),
  deviceName: z.string().nullable(),
  task: taskIdSchema.nullable(),
});
export type ResidentReportView = z.infer<typeof residentReportViewSchema>;

export const residentReportListQuerySchema = z.object({
  ...pageQueryShape,
  /** `active`: received and in work. */
  state: z.enum(["active", ...RESIDENT_REPORT_STATES]).default("active"),
});

/** `POST resident-reports/{id}/decline` and `/close`: with the words that the reporter reads. */
export const reportAnswerSchema = z.strictObject({ answer: z.string().trim().min(1).max(500) });
