/** Chunks that wait for one slow reader: bounded, the oldest leave first and are counted. */
export interface EventBuffer {
  push(chunk: string): void;
  /** The next chunk; waits for one. Null after `close`, when nothing is left. */
  shift(): Promise<string | null>;
  close(): void;
}

/** @param onDrop is told how many chunks were lost since the reader last took one. */
export function createEventBuffer(
  chunksMax: number,
  onDrop: (count: number) => string,
): EventBuffer {
  const chunks: string[] = [];
  let dropped = 0;
  let closed = false;
  let taker: ((chunk: string | null) => void) | null = null;
  return {
    push(chunk) {
      if (closed) return;
      if (taker) {
        const take = taker;
        taker = null;
        return take(chunk);
      }
      if (chunks.length >= chunksMax) {
        chunks.shift();
        dropped++;
      }
      chunks.push(chunk);
    },
    shift() {
      if (dropped > 0) {
        const notice = onDrop(dropped);
        dropped = 0;
        return Promise.resolve(notice);
      }
      const chunk = chunks.shift();
      if (chunk !== undefined) return Promise.resolve(chunk);
      if (closed) return Promise.resolve(null);
      return new Promise((resolve) => (taker = resolve));
    },
    close() {
      closed = true;
      taker?.(null);
      taker = null;
    },
  };
}
