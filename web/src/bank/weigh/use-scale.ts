import { useEffect, useReducer } from "preact/hooks";
import { NO_SCALE, parseScaleEvent, reduceScale, type ScaleState } from "./scale-state.ts";

/** A stream that the server refused is opened again after this. */
const REOPEN_MS = 5_000;

/** What a scale shows at this moment; null for no scale. */
export function useScale(device: string | null): ScaleState {
  const [state, dispatch] = useReducer(reduceScale, NO_SCALE);
  useEffect(() => {
    if (device === null) return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: MessageEvent<unknown>): void => {
      const said = typeof event.data === "string" ? parseScaleEvent(event.data, device) : null;
      if (said !== null) dispatch({ type: "said", event: said });
    };
    const open = (): void => {
      const query = new URLSearchParams({ device, channels: "weight,scale" });
      const opened = new EventSource(`/api/v1/live?${query}`);
      source = opened;
      opened.onopen = () => dispatch({ type: "opened" });
      opened.onerror = () => {
        dispatch({ type: "lost" });
        if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
      };
      opened.addEventListener("weight", hear);
      opened.addEventListener("reading", hear);
      // Some events were left out: what is shown may be of an earlier load.
      opened.addEventListener("dropped", () => dispatch({ type: "opened" }));
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
      dispatch({ type: "lost" });
    };
  }, [device]);
  return state;
}
