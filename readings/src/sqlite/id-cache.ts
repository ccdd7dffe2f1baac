/**
 * A bounded map from text to row id in two generations: when the younger one is full it becomes
 * the older one, and what the older one held and nobody asked for is forgotten. Close to least
 * recently used, at the price of one map access for what is in use.
 */
export interface IdCache {
  get(key: string): number | undefined;
  set(key: string, id: number): void;
  clear(): void;
}

export function createIdCache(entriesMax: number): IdCache {
  const generationMax = Math.max(1, Math.floor(entriesMax / 2));
  let young = new Map<string, number>();
  let old = new Map<string, number>();

  function set(key: string, id: number): void {
    if (young.size >= generationMax) {
      old = young;
      young = new Map();
    }
    young.set(key, id);
  }

  return {
    get(key) {
      const id = young.get(key);
      if (id !== undefined) return id;
      const oldId = old.get(key);
      if (oldId !== undefined) set(key, oldId);
      return oldId;
    },
    set,
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}
