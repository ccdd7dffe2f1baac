/** A first-in first-out queue with a maximum: `push` says no instead of growing. */
export interface BoundedQueue<T> {
  /** False when the queue is full or closed; the item was not taken. */
  push(item: T): boolean;
  /** The next item; waits for one. Null after `close` when nothing is left. */
  shift(): Promise<T | null>;
  /** Everything that waits now, without waiting. */
  drain(): T[];
  size(): number;
  /** Takes nothing more; those who wait get what is left, then null. */
  close(): void;
}

export function createBoundedQueue<T>(itemsMax: number): BoundedQueue<T> {
  const items: T[] = [];
  const takers: ((item: T | null) => void)[] = [];
  let closed = false;
  return {
    push(item) {
      if (closed) return false;
      const taker = takers.shift();
      if (taker) {
        taker(item);
        return true;
      }
      if (items.length >= itemsMax) return false;
      items.push(item);
      return true;
    },
    shift() {
      const item = items.shift();
      if (item !== undefined) return Promise.resolve(item);
      if (closed) return Promise.resolve(null);
      return new Promise((resolve) => takers.push(resolve));
    },
    drain: () => items.splice(0),
    size: () => items.length,
    close() {
      closed = true;
      for (const taker of takers.splice(0)) taker(null);
    },
  };
}
