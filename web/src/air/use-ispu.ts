import { useEffect, useRef } from "preact/hooks";
import { useLoaded, type Loaded } from "../controls/use-loaded.ts";
import type { Failure } from "../edge/request.ts";
import { parseIspuOverview, type AirOverview } from "./parse-ispu.ts";

const PATH = "/api/v1/open/ispu";
/** An index changes once an hour; data that comes late may change it at any time. */
const EVERY_MS = 60_000;

/**
 * The failure to show beside an older answer: the last one stays until there is a newer answer. Each
 * minute's question may wait as long as a bad network lets it, and what is shown meanwhile is no
 * newer for being asked about.
 */
export const lastingFailure = (
  before: Failure | null,
  { value, failure, isLoading }: Pick<Loaded<unknown>, "value" | "failure" | "isLoading">,
): Failure | null => (isLoading && value !== null ? before : failure);

/** The index of every station, asked again each minute for as long as the page is open. */
export function useIspu(): Loaded<AirOverview> {
  const answer = useLoaded(PATH, parseIspuOverview);
  const { refresh } = answer;
  useEffect(() => {
    const timer = setInterval(refresh, EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const failure = useRef<Failure | null>(null);
  failure.current = lastingFailure(failure.current, answer);
  return { ...answer, failure: failure.current };
}
