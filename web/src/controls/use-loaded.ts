import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { keyOf, type QuestionBody } from "./question.ts";
import { requestJson, type Failure } from "../edge/request.ts";

export interface Loaded<T> {
  /** The latest answer about this path; null until the first came. */
  value: T | null;
  /** Why the latest question that is over got no answer; an older value stays beside it. */
  failure: Failure | null;
  isLoading: boolean;
  refresh: () => void;
}

interface State<T> {
  path: string | null;
  value: T | null;
  failure: Failure | null;
  isLoading: boolean;
}

/**
 * What a new question leaves of the failure before it: beside an older answer it stands until the
 * next one, because a line that goes and comes is read out again. Without any answer one waits anew.
 */
export const lastingFailure = (
  before: Pick<State<unknown>, "path" | "value" | "failure">,
  path: string,
): Failure | null => (before.path === path && before.value !== null ? before.failure : null);

/**
 * Asks the api for what stands at a path, again when the path changes or `refresh` is called. A
 * null path asks nothing. `parse` belongs to the path and is not watched. What must not stand in an
 * address, such as a name, is asked in a body.
 */
export function useLoaded<T>(
  address: string | null,
  parse: (value: unknown) => T | null,
  body?: QuestionBody,
): Loaded<T> {
  const path = address === null ? null : keyOf(address, body);
  const [state, setState] = useState<State<T>>({
    path,
    value: null,
    failure: null,
    isLoading: path !== null,
  });
  const parser = useRef(parse);
  parser.current = parse;
  const sent = useRef(body);
  sent.current = body;
  const question = useRef<AbortController | null>(null);

  const ask = useCallback((): void => {
    question.current?.abort();
    if (address === null || path === null) return;
    const own = new AbortController();
    question.current = own;
    setState((before) => ({
      path,
      value: before.path === path ? before.value : null,
      failure: lastingFailure(before, path),
      isLoading: true,
    }));
    const { current } = sent;
    void requestJson(address, (value) => parser.current(value), {
      signal: own.signal,
      ...(current === undefined ? {} : { body: current }),
    }).then((answer) => {
      if (own.signal.aborted) return;
      setState((before) =>
        answer.ok
          ? { path, value: answer.value, failure: null, isLoading: false }
          : { ...before, failure: answer.failure, isLoading: false },
      );
    });
  }, [path]);

  useEffect(() => {
    ask();
    return () => question.current?.abort();
  }, [ask]);

  // A render between a new path and its question must not show the old path's answer.
  const isCurrent = state.path === path;
  return {
    value: isCurrent ? state.value : null,
    failure: isCurrent ? state.failure : null,
    isLoading: isCurrent ? state.isLoading : path !== null,
    refresh: ask,
  };
}
