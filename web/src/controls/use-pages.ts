import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { requestJson, type Failure } from "../edge/request.ts";
import { keyOf, type QuestionBody } from "./question.ts";
import { lastingFailure } from "./use-loaded.ts";
import { pageOf, type Part } from "../edge/parts.ts";

export interface Pages<T> {
  /** Null until the first page came. */
  rows: readonly T[] | null;
  hasMore: boolean;
  isLoading: boolean;
  failure: Failure | null;
  more: () => void;
  /** From the first page again. */
  refresh: () => void;
}

interface State<T> {
  path: string;
  rows: readonly T[] | null;
  next: string | null;
  isLoading: boolean;
  failure: Failure | null;
}

const withCursor = (path: string, cursor: string | null): string =>
  cursor === null
    ? path
    : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;

/**
 * A list that the api gives page by page; another path is another list. What must not stand in an
 * address, such as a name, is asked in a body. `page` reads an answer that names its parts
 * otherwise than most.
 */
export function usePages<T>(
  address: string,
  part: Part<T>,
  body?: QuestionBody,
  page: Part<{ items: T[]; next: string | null }> = pageOf(part),
): Pages<T> {
  const path = keyOf(address, body);
  const [state, setState] = useState<State<T>>({
    path,
    rows: null,
    next: null,
    isLoading: true,
    failure: null,
  });
  const pagePart = useRef(page);
  pagePart.current = page;
  const sent = useRef(body);
  sent.current = body;
  const question = useRef<AbortController | null>(null);

  const ask = useCallback(
    (cursor: string | null): void => {
      question.current?.abort();
      const own = new AbortController();
      question.current = own;
      setState((before) => ({
        ...(before.path === path ? before : { rows: null, next: null }),
        path,
        isLoading: true,
        failure: lastingFailure({ ...before, value: before.rows }, path),
      }));
      const parse = (value: unknown) => pagePart.current(value) ?? null;
      const { current } = sent;
      const asked =
        current === undefined
          ? requestJson(withCursor(address, cursor), parse, { signal: own.signal })
          : requestJson(address, parse, {
              signal: own.signal,
              body: cursor === null ? current : { ...current, cursor },
            });
      void asked.then((answer) => {
        if (own.signal.aborted) return;
        setState((before) => {
          if (!answer.ok) return { ...before, isLoading: false, failure: answer.failure };
          const earlier = cursor === null ? [] : (before.rows ?? []);
          const { items, next } = answer.value;
          return { path, rows: [...earlier, ...items], next, isLoading: false, failure: null };
        });
      });
    },
    [path],
  );

  useEffect(() => {
    ask(null);
    return () => question.current?.abort();
  }, [ask]);

  const isCurrent = state.path === path;
  return {
    rows: isCurrent ? state.rows : null,
    hasMore: isCurrent && state.next !== null,
    isLoading: isCurrent ? state.isLoading : true,
    failure: isCurrent ? state.failure : null,
    more: () => {
      if (!state.isLoading && state.next !== null) ask(state.next);
    },
    refresh: () => ask(null),
  };
}
