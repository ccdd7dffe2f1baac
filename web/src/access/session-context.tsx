import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useMemo, useState } from "preact/hooks";
import type { Failure } from "../edge/request.ts";
import { readText, writeSetting } from "../shell/kept-setting.ts";
import { forgetDeskUser, keepDeskUser, readDeskUser } from "./kept-user.ts";
import { forgetAccount, forgetAccountOfOthers } from "./kept-account.ts";
import { fetchMe, isSignedOut, signOut, type SignedInUser } from "./session.ts";

export type Session =
  | { state: "signed-out" }
  /** `known` is who last worked at a desk in this browser: a slow network need not keep them out. */
  | { state: "checking"; known: SignedInUser | null }
  | { state: "signed-in"; user: SignedInUser }
  /** Nobody could be asked. */
  | { state: "unknown"; failure: Failure; known: SignedInUser | null };

/** Who works at the desk: signed in, or known from before while there is no network. */
export function deskUserOf(session: Session): SignedInUser | null {
  if (session.state === "signed-in") return session.user;
  return session.state === "signed-out" ? null : session.known;
}

/** `unsent`: lines still wait on this phone; `failed`: the server did not answer. */
export type LeaveAnswer = "left" | "unsent" | "failed";

interface SessionAccess {
  session: Session;
  /** Asks the api again who is signed in. */
  check: () => Promise<void>;
  /** Ends the session, unless weighed lines on this phone would be left behind. */
  leave: () => Promise<LeaveAnswer>;
}

const SessionContext = createContext<SessionAccess>({
  session: { state: "signed-out" },
  check: () => Promise.resolve(),
  leave: () => Promise.resolve("left"),
});

export const useSession = (): SessionAccess => useContext(SessionContext);

/** Set while this browser has signed in: visitors of the open pages never ask who they are. */
const SIGNED_IN_FLAG = "signed-in";

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [session, setSession] = useState<Session>(() =>
    readText(SIGNED_IN_FLAG) === ""
      ? { state: "signed-out" }
      : { state: "checking", known: readDeskUser() },
  );

  const check = useCallback(async (): Promise<void> => {
    const answer = await fetchMe();
    if (answer.ok) {
      writeSetting(SIGNED_IN_FLAG, "yes");
      forgetAccountOfOthers(answer.value.member?.id ?? null);
      keepDeskUser(answer.value);
      setSession({ state: "signed-in", user: answer.value });
    } else if (isSignedOut(answer.failure)) {
      writeSetting(SIGNED_IN_FLAG, "");
      forgetAccount();
      forgetDeskUser();
      setSession({ state: "signed-out" });
    } else {
      setSession({ state: "unknown", failure: answer.failure, known: readDeskUser() });
    }
  }, []);

  const leave = useCallback(async (): Promise<LeaveAnswer> => {
    const worksAtDesk = readDeskUser() !== null;
    if (worksAtDesk) {
      const { countUnsentOnPhone } = await import("../bank/queue/phone-queue.ts");
      if ((await countUnsentOnPhone()) > 0) return "unsent";
    }
    // Whoever leaves wants nothing left behind, whether the server can be told now or not.
    forgetAccount();
    const answer = await signOut();
    // Only the server ends a session; without its answer one is still signed in.
    if (!answer.ok) {
      setSession({ state: "unknown", failure: answer.failure, known: readDeskUser() });
      return "failed";
    }
    if (worksAtDesk) {
      const { forgetDesks } = await import("../bank/desk/phone-desk.ts");
      await forgetDesks();
    }
    writeSetting(SIGNED_IN_FLAG, "");
    forgetDeskUser();
    // An answer that was under way may have been kept meanwhile.
    forgetAccount();
    setSession({ state: "signed-out" });
    return "left";
  }, []);

  useEffect(() => {
    const ask = (): void => {
      if (readText(SIGNED_IN_FLAG) !== "") void check();
    };
    ask();
    // Who could not be asked about without a network can be asked about now.
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [check]);

  const access = useMemo(() => ({ session, check, leave }), [session, check, leave]);
  return <SessionContext.Provider value={access}>{children}</SessionContext.Provider>;
}
