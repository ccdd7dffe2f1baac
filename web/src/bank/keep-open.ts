import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from "idb";

/** A store of this browser and how its first version is made. */
export interface StorePlan<T extends DBSchema> {
  name: string;
  version: number;
  upgrade: NonNullable<OpenDBCallbacks<T>["upgrade"]>;
}

/** What opens a store once and hands it to everybody. Rejects where storage is forbidden. */
export function keepOpen<T extends DBSchema>({
  name,
  version,
  upgrade,
}: StorePlan<T>): () => Promise<IDBPDatabase<T>> {
  let opened: Promise<IDBPDatabase<T>> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    opened ??= openDB<T>(name, version, {
      upgrade,
      // A newer version in another tab waits for this one to let go.
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
}
