import { useEffect } from "preact/hooks";
import { useSession } from "../access/session-context.tsx";
import type { Failure } from "../edge/request.ts";
import { useLoaded, type Loaded } from "../controls/use-loaded.ts";

/** Asks again who is signed in once the server says that the session has ended. */
export function useEndedSession(failure: Failure | null): void {
  const { check } = useSession();
  const isEnded = failure?.reason === "refused" && failure.status === 401;
  useEffect(() => {
    if (isEnded) void check();
  }, [isEnded]);
}

/** What stands at one of the resident's own paths. */
export function useMine<T>(path: string | null, parse: (value: unknown) => T | null): Loaded<T> {
  const loaded = useLoaded(path, parse);
  useEndedSession(loaded.failure);
  return loaded;
}
