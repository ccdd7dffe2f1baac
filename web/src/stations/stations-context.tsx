import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import { requestJson } from "../edge/request.ts";
import { parseStationList } from "../edge/parse-stations.ts";
import { useDistrict } from "../shell/district-context.tsx";
import { openLiveStream } from "./live-stream.ts";
import { startLiveSource, type LiveSource } from "./live-source.ts";
import { INITIAL_STATIONS, reduceStations, type StationsState } from "./stations-state.ts";

interface StationsAccess {
  state: StationsState;
  refresh: () => void;
}

const StationsContext = createContext<StationsAccess>({
  state: INITIAL_STATIONS,
  refresh: () => undefined,
});

/** The stations as they are now. */
export const useStations = (): StationsAccess => useContext(StationsContext);

/** Keeps the stations fresh for as long as a page that shows them is open. */
export function StationsProvider({ children }: { children: ComponentChildren }) {
  const [state, dispatch] = useReducer(reduceStations, INITIAL_STATIONS);
  const source = useRef<LiveSource | null>(null);
  const { learn } = useDistrict();

  useEffect(() => {
    const started = startLiveSource({
      fetchList: (signal) => requestJson("/api/v1/open/stations", parseStationList, { signal }),
      openStream: openLiveStream,
      nowMs: () => Date.now(),
      dispatch,
    });
    source.current = started;
    const refresh = () => started.refresh();
    const refreshIfShown = () => {
      if (document.visibilityState === "visible") refresh();
    };
    addEventListener("online", refresh);
    addEventListener("offline", refresh);
    document.addEventListener("visibilitychange", refreshIfShown);
    return () => {
      removeEventListener("online", refresh);
      removeEventListener("offline", refresh);
      document.removeEventListener("visibilitychange", refreshIfShown);
      started.close();
    };
  }, []);

  useEffect(() => learn(state.districtName), [learn, state.districtName]);

  const access = useMemo(() => ({ state, refresh: () => source.current?.refresh() }), [state]);
  return <StationsContext.Provider value={access}>{children}</StationsContext.Provider>;
}
