import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { requestJson, type Failure } from "../edge/request.ts";
import { loadDevices } from "./load-devices.ts";
import { parseDevicePage, type DeviceRow } from "./parse-devices.ts";

/** What is shown is asked for again this often, as long as the page is looked at. */
const REFRESH_PERIOD_MS = 15_000;

export interface DevicesState {
  /** Null until the first page came. */
  rows: readonly DeviceRow[] | null;
  next: string | null;
  isLoading: boolean;
  failure: Failure | null;
}

export interface Devices extends DevicesState {
  /** Shows one page more. */
  more: () => void;
  /** Asks again for what could not be had. */
  retry: () => void;
}

const fetchPage = (cursor: string | null) => {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  return requestJson(`/api/v1/devices${query}`, parseDevicePage);
};

/** The registered devices, page after page, kept fresh. */
export function useDevices(): Devices {
  const [state, setState] = useState<DevicesState>({
    rows: null,
    next: null,
    isLoading: true,
    failure: null,
  });
  const pages = useRef(1);
  const question = useRef(0);
  const isAsking = useRef(false);

  const load = useCallback(async (): Promise<void> => {
    const own = ++question.current;
    isAsking.current = true;
    const answer = await loadDevices(fetchPage, pages.current);
    // A later question, or the end of the page, made this answer worthless.
    if (own !== question.current) return;
    isAsking.current = false;
    setState((before) =>
      answer.ok
        ? { rows: answer.value.items, next: answer.value.next, isLoading: false, failure: null }
        : { ...before, isLoading: false, failure: answer.failure },
    );
  }, []);

  useEffect(() => {
    void load();
    const refresh = () => {
      // A question on a slow network must be let come to its answer.
      if (document.visibilityState === "visible" && !isAsking.current) void load();
    };
    const timer = setInterval(refresh, REFRESH_PERIOD_MS);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      question.current++;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [load]);

  const ask = (count: number): void => {
    pages.current = count;
    setState((before) => ({ ...before, isLoading: true, failure: null }));
    void load();
  };
  return { ...state, more: () => ask(pages.current + 1), retry: () => ask(pages.current) };
}
