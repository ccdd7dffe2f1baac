import { useRef } from "preact/hooks";
import type { Pages } from "../../controls/use-pages.ts";
import { useDesk } from "./desk-context.tsx";
import { FIRST_PAGE_ROWS } from "./first-page.ts";
import { useFresh } from "./use-fresh.ts";

/**
 * Keeps the first page of a list fresh. A list that somebody has paged through is not taken from
 * under them: for such a one it tells whether something at the desk has changed since.
 */
export function useFreshPages<T>({ rows, refresh }: Pages<T>): boolean {
  const { revision } = useDesk();
  const isPaged = (rows?.length ?? 0) > FIRST_PAGE_ROWS;
  const shown = useRef(revision);
  if (!isPaged) shown.current = revision;
  useFresh(() => {
    if (!isPaged) refresh();
  });
  return isPaged && shown.current !== revision;
}
