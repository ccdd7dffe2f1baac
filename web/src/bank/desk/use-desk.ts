import { createRuleBook, type RuleBook } from "@resik/contract/bank/rule-book";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Failure } from "../../edge/request.ts";
import { watchChanges } from "../phone-changes.ts";
import type { KeptDesk } from "./desk.ts";
import { fetchDesk } from "./fetch-desk.ts";
import { readKeptDesk } from "./phone-desk.ts";

/** The lists are asked for again this often while a desk is open and there is a network. */
const REFRESH_MS = 120_000;

export interface DeskAccess {
  /** Null until the phone's own copy was looked for. */
  kept: KeptDesk | null;
  rules: RuleBook | null;
  /** The phone has no copy and is asking for the first one. */
  isLoading: boolean;
  isRefreshing: boolean;
  /** Why the last question gave nothing. */
  failure: Failure | null;
  /** Asks for the lists now. */
  refresh: () => Promise<KeptDesk | null>;
}

/** The lists of a bank for one person: from the phone at once, and fresh when there is a network. */
export function useDesk(bank: string, username: string): DeskAccess {
  const [kept, setKept] = useState<KeptDesk | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [isRefreshing, setRefreshing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const refresh = useCallback(async (): Promise<KeptDesk | null> => {
    setRefreshing(true);
    const answer = await fetchDesk(bank, username);
    setRefreshing(false);
    setLoading(false);
    if ("failure" in answer) {
      setFailure(answer.failure);
      return null;
    }
    setFailure(null);
    setKept(answer.kept);
    return answer.kept;
  }, [bank, username]);

  useEffect(() => {
    let isShown = true;
    const read = async (): Promise<void> => {
      const found = await readKeptDesk(bank, username);
      if (!isShown) return;
      setKept(found);
      if (found !== null) setLoading(false);
    };
    void read().finally(() => {
      if (isShown) void refresh();
    });
    const onOnline = (): void => void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, REFRESH_MS);
    const stopWatching = watchChanges("desk", () => void read());
    addEventListener("online", onOnline);
    return () => {
      isShown = false;
      clearInterval(timer);
      stopWatching();
      removeEventListener("online", onOnline);
    };
  }, [bank, username, refresh]);

  const rules = useMemo(() => (kept === null ? null : createRuleBook(kept.desk.rules)), [kept]);
  return { kept, rules, isLoading, isRefreshing, failure, refresh };
}
