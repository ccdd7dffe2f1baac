import type { ReadingSource } from "@resik/readings/port";

type Read = Pick<ReadingSource, "latest" | "series" | "scan">;

/**
 * A source that gives nothing any more once the program is about to end. An evaluation asks for
 * hundreds of windows after a start, and whoever stops must not wait for all of them: the next
 * program judges how things are anew.
 *
 * @throws the signal's reason from every read that begins after it.
 */
export function untilStopped(source: Read, stopping: AbortSignal): Read {
  return {
    async latest(query) {
      stopping.throwIfAborted();
      return source.latest(query);
    },
    async series(query) {
      stopping.throwIfAborted();
      return source.series(query);
    },
    scan(query) {
      stopping.throwIfAborted();
      return source.scan(query);
    },
  };
}
