import { z } from "zod";

const TIMEOUT_MS = 5_000;

export interface SseReader {
  /** The next event with data; comments are passed over. Null at the end of the stream. */
  next(): Promise<{ event: string; data: unknown } | null>;
  /** What came so far, as it came. */
  raw(): string;
  cancel(): Promise<void>;
}

/** Reads a stream of server-sent events. */
export function readEvents(answer: Response): SseReader {
  const reader = answer.body?.getReader();
  if (!reader) throw new Error("an event stream has a body");
  const decoder = new TextDecoder();
  let all = "";
  let rest = "";
  return {
    async next() {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      for (;;) {
        const end = rest.indexOf("\n\n");
        if (end >= 0) {
          const block = rest.slice(0, end);
          rest = rest.slice(end + 2);
          const event = /^event: (.*)$/m.exec(block)?.[1];
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (event !== undefined && data !== undefined) {
            return { event, data: z.json().parse(JSON.parse(data)) };
          }
          continue;
        }
        if (signal.aborted) throw new Error(`no event in time; so far: ${all}`);
        const part = await reader.read();
        if (part.done) return null;
        const text = decoder.decode(part.value, { stream: true });
        all += text;
        rest += text;
      }
    },
    raw: () => all,
    cancel: () => reader.cancel(),
  };
}
