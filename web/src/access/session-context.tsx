import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useMemo, useState } from "preact/hooks";
import type { Failure } from "../edge/request.ts";
import { readText, writeSetting } from "../shell/kept-setting.ts";
import { fetchMe, signOut, type SignedInUser } from "./session.ts";

export type Session =
  | { state: "signed-out" }
  | { state: "checking" }
  | { state: "signed-in"; user: SignedInUser }
  | { state: "unknown"; failure: Failure };

interface SessionAccess {
  session: Session;
  /** Asks the api again who is signed in. */
  check: () => Promise<void>;
  leave: () => Promise<void>;
}

const SessionContext = createContext<SessionAccess>({
  session: { state: "signed-out" },
  check: () => Promise.resolve(),
  leave: () => Promise.resolve(),
});

export const useSession = (): SessionAccess => useContext(SessionContext);

/** Set while this browser has signed in: visitors of the open pages never ask who they are. */
const SIGNED_IN_FLAG = "signed-in";

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [session, setSession] = useState<Session>(() => ({
    state: readText(SIGNED_IN_FLAG) === "" ? "signed-out" : "checking",
  }));

  const check = useCallback(async (): Promise<void> => {
    const answer = await fetchMe();
    if (answer.ok) {
      writeSetting(SIGNED_IN_FLAG, "yes");
      setSession({ state: "signed-in", user: answer.value });
    } else if (answer.failure.reason === "refused" && answer.failure.status === 401) {
      writeSetting(SIGNED_IN_FLAG, "");
      setSession({ state: "signed-out" });
    } else {
      setSession({ state: "unknown", failure: answer.failure });
    }
  }, []);

  const leave = useCallback(async (): Promise<void> => {
    const answer = await signOut();
    // Only the server ends a session; without its answer one is still signed in.
    if (!answer.ok) {
      setSession({ state: "unknown", failure: answer.failure });
      return;
    }
    writeSetting(SIGNED_IN_FLAG, "");
    setSession({ state: "signed-out" });
  }, []);

  useEffect(() => {
    if (readText(SIGNED_IN_FLAG) !== "") void check();
  }, [check]);

  const access = useMemo(() => ({ session, check, leave }), [session, check, leave]);
  return <SessionContext.Provider value={access}>{children}</SessionContext.Provider>;
}
