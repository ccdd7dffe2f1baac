import { STORED_CHANNELS } from "@resik/contract/channel";
import { z } from "zod";
import { BACKUP_PATHS } from "./layout.ts";

export const MANIFEST_FORMAT = 1;

const countSchema = z.int().min(0);

/** Proven while the backup was taken; null where another version must bring the file up to date. */
const ledgerCountsSchema = z.object({
  isIntact: z.boolean(),
  banks: countSchema,
  transfers: countSchema,
  postings: countSchema,
  /** Where the chain of each bank ended. */
  heads: z.array(z.object({ bank: z.string(), seq: countSchema, sha256: z.string() })),
});

const readingsCountsSchema = z.object({
  total: countSchema,
  channels: z.partialRecord(z.enum(STORED_CHANNELS), countSchema),
  quarantine: countSchema,
});

export const storeCountsSchema = z.object({
  ledger: ledgerCountsSchema.nullable(),
  registry: z
    .object({ sites: countSchema, devices: countSchema, banks: countSchema, members: countSchema })
    .nullable(),
  /** Messages that were acknowledged and not yet stored. */
  inbox: z.object({ messages: countSchema }).nullable(),
  readings: readingsCountsSchema.nullable(),
});
export type StoreCounts = z.infer<typeof storeCountsSchema>;

/** What a backup says of itself. Paths come from a closed list: none can lead out of the folder. */
export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  product: z.object({ name: z.literal("resik"), version: z.string() }),
  takenAt: z.iso.datetime(),
  /** Schema of each database as it stood in the file. */
  schemas: z.partialRecord(z.enum(["ledger", "registry", "inbox", "readings"]), countSchema),
  /** Where the readings lived; `copied` when they were brought here from a server. */
  readingsFrom: z.enum(["file", "copied"]),
  counts: storeCountsSchema,
  files: z
    .array(
      z.object({
        path: z.enum(BACKUP_PATHS),
        bytes: countSchema,
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .refine((files) => new Set(files.map(({ path }) => path)).size === files.length),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = Manifest["files"][number];
