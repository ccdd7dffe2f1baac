import { useEffect, useRef } from "preact/hooks";
import { useDesk } from "./desk-context.tsx";

/** Lists that no event tells of are asked for again this often. */
const PERIOD_MS = 60_000;

/** Asks again whenever something at the desk changed, and once a minute. */
export function useFresh(refresh: () => void): void {
  const { revision } = useDesk();
  const ask = useRef(refresh);
  ask.current = refresh;
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    ask.current();
  }, [revision]);
  useEffect(() => {
    const timer = setInterval(() => ask.current(), PERIOD_MS);
    return () => clearInterval(timer);
  }, []);
}
