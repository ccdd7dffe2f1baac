/** The newest items of a rising sequence of ids, bounded in bytes; the oldest leave first. */
export interface TailCache<T extends { id: number }> {
  add(item: T): void;
  /** The item that follows the id, or null when it is not known here for certain. */
  after(id: number): T | null;
  /** Forgets everything up to the id. */
  dropTo(id: number): void;
}

/** `lastId`: the highest id that was ever given out before, so that the first item has a place. */
export function createTailCache<T extends { id: number }>(options: {
  lastId: number;
  bytesMax: number;
  bytesOf(item: T): number;
}): TailCache<T> {
  const { bytesMax, bytesOf } = options;
  // Keyed by the id before: ids may skip (a failed commit uses one up). Iterates in rising order.
  const itemByPrevious = new Map<number, T>();
  let { lastId } = options;
  let bytes = 0;

  function drop(previous: number, item: T): void {
    itemByPrevious.delete(previous);
    bytes -= bytesOf(item);
  }

  return {
    add(item) {
      itemByPrevious.set(lastId, item);
      lastId = item.id;
      bytes += bytesOf(item);
      for (const [previous, old] of itemByPrevious) {
        if (bytes <= bytesMax || old === item) break;
        drop(previous, old);
      }
    },
    after: (id) => itemByPrevious.get(id) ?? null,
    dropTo(id) {
      for (const [previous, old] of itemByPrevious) {
        if (old.id > id) break;
        drop(previous, old);
      }
    },
  };
}
