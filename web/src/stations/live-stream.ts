import { parseLiveReading } from "../edge/parse-stations.ts";
import type { LiveReading } from "../edge/station.ts";
import type { LiveStream } from "./live-source.ts";

/** Opens the public event stream; an event that cannot be read is left out. */
export function openLiveStream(onReading: (reading: LiveReading) => void): LiveStream {
  const source = new EventSource("/api/v1/open/live");
  const stream: LiveStream = {
    onopen: null,
    onerror: null,
    isClosed: () => source.readyState === EventSource.CLOSED,
    close: () => source.close(),
  };
  source.addEventListener("reading", (event: MessageEvent<unknown>) => {
    const reading = typeof event.data === "string" ? parseLiveReading(event.data) : null;
    if (reading !== null) onReading(reading);
  });
  source.onopen = () => stream.onopen?.();
  source.onerror = () => stream.onerror?.();
  return stream;
}
