import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { requestJson, type Failure } from "../../edge/request.ts";
import { loadDevices } from "./load-devices.ts";
import { parseDevicePage, type DeviceRow } from "./parse-devices.ts";

export interface DevicesQuestion {
  /** Of the list, such as `limit=500`; empty for none. */
  query: string;
  /** Pages that are fetched at once. */
  pages: number;
  /** What is shown is asked for again this often, as long as the page is looked at. */
  periodMs: number;
}

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

const fetchPage = (query: string, cursor: string | null) => {
  const parts = [query, cursor === null ? "" : `cursor=${encodeURIComponent(cursor)}`];
  const asked = parts.filter((part) => part !== "").join("&");
  return requestJson(`/api/v1/devices${asked === "" ? "" : `?${asked}`}`, parseDevicePage);
};

/** The registered devices, page after page, kept fresh. Another query is another list. */
export function useDevices({ query, pages: first, periodMs }: DevicesQuestion): Devices {
  const [state, setState] = useState<DevicesState>({
    rows: null,
    next: null,
    isLoading: true,
    failure: null,
  });
  const pages = useRef(first);
  const question = useRef(0);
  const isAsking = useRef(false);

  const load = useCallback(async (): Promise<void> => {
    const own = ++question.current;
    isAsking.current = true;
    const answer = await loadDevices((cursor) => fetchPage(query, cursor), pages.current);
    // A later question, or the end of the page, made this answer worthless.
    if (own !== question.current) return;
    isAsking.current = false;
    setState((before) =>
      answer.ok
        ? { rows: answer.value.items, next: answer.value.next, isLoading: false, failure: null }
        : { ...before, isLoading: false, failure: answer.failure },
    );
  }, [query]);

  useEffect(() => {
    void load();
    const refresh = () => {
      // A question on a slow network must be let come to its answer.
      if (document.visibilityState === "visible" && !isAsking.current) void load();
    };
    const timer = setInterval(refresh, periodMs);
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
