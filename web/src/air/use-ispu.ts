import { useEffect } from "preact/hooks";
import { useLoaded, type Loaded } from "../controls/use-loaded.ts";
import { parseIspuOverview, type AirOverview } from "./parse-ispu.ts";

const PATH = "/api/v1/open/ispu";
/** An index changes once an hour; data that comes late may change it at any time. */
const EVERY_MS = 60_000;

/** The index of every station, asked again each minute for as long as the page is open. */
export function useIspu(): Loaded<AirOverview> {
  const answer = useLoaded(PATH, parseIspuOverview);
  const { refresh } = answer;
  useEffect(() => {
    const timer = setInterval(refresh, EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return answer;
}
