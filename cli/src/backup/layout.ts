/**
 * The databases of a data folder in the order in which they are taken hold of; a backup has them
 * in the same places.
 *
 * - The ledger comes before the registry: a transfer is posted for a member that is registered, so
 *   every member that the books speak of is in the registry that is taken after them.
 * - The registry comes before the inbox and the readings: what it notes as announced was in the
 *   inbox by then, so it is in one of the two. The other way round an announcement could be noted
 *   and be in neither.
 * - The inbox comes before the readings: a message leaves it after it was stored, so each one that
 *   was acknowledged before is in the inbox or in the readings, or in both, which changes nothing.
 */
export const STORE_PATHS = {
  ledger: "ledger/ledger.sqlite",
  registry: "registry/registry.sqlite",
  inbox: "broker/inbox.sqlite",
  readings: "readings/readings.sqlite",
} as const;

export type StoreName = keyof typeof STORE_PATHS;
export const STORE_NAMES = [
  "ledger",
  "registry",
  "inbox",
  "readings",
] as const satisfies readonly StoreName[];

/** Where a restore writes in the data folder until everything is proven. */
export const RESTORE_STAGING = ".restoring";

/** Files of the data folder that hold secrets; each may be absent. */
export const SECRET_PATHS = ["secrets.env", ".env"] as const;

export const MANIFEST_PATH = "manifest.json";

/** Everything that a backup may hold besides its manifest. */
export const BACKUP_PATHS = [...Object.values(STORE_PATHS), ...SECRET_PATHS] as const;
