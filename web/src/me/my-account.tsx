import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { keepAccount, readKeptAccount } from "../access/kept-account.ts";
import { useSession } from "../access/session-context.tsx";
import { requestJson, type Failure } from "../edge/request.ts";
import { parseAccount, type MyAccount } from "./edge/parse-account.ts";

interface MyAccountAccess {
  /** As it was heard last, now or on an earlier day; null until it was heard at all. */
  account: MyAccount | null;
  heardAtMs: number;
  /** Heard since these pages opened. */
  isFresh: boolean;
  failure: Failure | null;
  reload: () => Promise<void>;
}

const MyAccountContext = createContext<MyAccountAccess>({
  account: null,
  heardAtMs: 0,
  isFresh: false,
  failure: null,
  reload: () => Promise.resolve(),
});

/** The resident's own account. */
export const useMyAccount = (): MyAccountAccess => useContext(MyAccountContext);

interface Heard {
  account: MyAccount;
  heardAtMs: number;
  isFresh: boolean;
}

function keptAccount(): Heard | null {
  const kept = readKeptAccount();
  const account = kept === null ? null : parseAccount(kept.value);
  return kept && account ? { account, heardAtMs: kept.seenAtMs, isFresh: false } : null;
}

const readAnswer = (value: unknown): { account: MyAccount; value: unknown } | null => {
  const account = parseAccount(value);
  return account && { account, value };
};

/** Shows the account as it was seen last and asks for the newest at the same time. */
export function MyAccountProvider({ children }: { children: ComponentChildren }) {
  const { session, check } = useSession();
  const [heard, setHeard] = useState<Heard | null>(keptAccount);
  const [failure, setFailure] = useState<Failure | null>(null);
  const question = useRef<AbortController | null>(null);
  const isOut = session.state === "signed-out";
  const own = session.state === "signed-in" ? (session.user.member?.id ?? null) : undefined;

  const reload = useCallback(async (): Promise<void> => {
    question.current?.abort();
    const asked = new AbortController();
    question.current = asked;
    const answer = await requestJson("/api/v1/me/account", readAnswer, { signal: asked.signal });
    if (asked.signal.aborted) return;
    if (answer.ok) {
      const heardAtMs = Date.now();
      keepAccount({ seenAtMs: heardAtMs, value: answer.value.value });
      setHeard({ account: answer.value.account, heardAtMs, isFresh: true });
      setFailure(null);
    } else {
      setFailure(answer.failure);
      if (answer.failure.reason === "refused" && answer.failure.status === 401) await check();
    }
  }, [check]);

  useEffect(() => {
    if (isOut) {
      setHeard(null);
      return undefined;
    }
    void reload();
    const refresh = () => void reload();
    addEventListener("online", refresh);
    return () => {
      removeEventListener("online", refresh);
      question.current?.abort();
    };
  }, [isOut, own, reload]);

  const access = useMemo<MyAccountAccess>(() => {
    // On a shared phone the account seen last may be somebody else's.
    const isMine = heard !== null && (own === undefined || heard.account.member.id === own);
    const shown = isMine ? heard : { account: null, heardAtMs: 0, isFresh: false };
    return { ...shown, failure, reload };
  }, [heard, failure, own, reload]);
  return <MyAccountContext.Provider value={access}>{children}</MyAccountContext.Provider>;
}
