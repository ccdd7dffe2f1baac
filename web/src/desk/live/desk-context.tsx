import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isAdministrator, isStaff, type SignedInUser } from "../../access/session.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import type { Failure } from "../../edge/request.ts";
import type { AlertRow } from "../edge/parse-alerts.ts";
import { ruleHintsPart, type RuleHint } from "../edge/parse-rules.ts";
import { fetchAlertsNow, openAlertStream } from "./alert-stream.ts";
import { startAlertWatch, type AlertsNow, type AlertWatch } from "./alert-watch.ts";

interface DeskNow {
  user: SignedInUser;
  /** Operators look at what is theirs; staff also act. */
  isStaff: boolean;
  /** Administrators also keep accounts. */
  isAdministrator: boolean;
  /** Null until the first answer. */
  alerts: AlertsNow | null;
  /** Why the latest question got no answer; an older value stays beside it. */
  failure: Failure | null;
  /** Counts what has changed, for lists that ask again with it. */
  revision: number;
  /** Rules by id, for the words and units of their alerts. */
  rules: ReadonlyMap<string, RuleHint>;
  /** After something was done: asks for everything that may have changed. */
  refresh: () => void;
}

const NOBODY: SignedInUser = { id: "", username: null, name: "", roles: [], member: null };

const DeskContext = createContext<DeskNow>({
  user: NOBODY,
  isStaff: false,
  isAdministrator: false,
  alerts: null,
  failure: null,
  revision: 0,
  rules: new Map(),
  refresh: () => undefined,
});

/** What the desk knows at this moment. */
export const useDesk = (): DeskNow => useContext(DeskContext);

const parseRules = answerOf(ruleHintsPart);

interface DeskProviderProps {
  user: SignedInUser;
  /** Told of alerts that came while somebody looks at the desk. */
  onFresh: (fresh: readonly AlertRow[]) => void;
  children: ComponentChildren;
}

/** Watches the alerts for as long as a page of the desk is open. */
export function DeskProvider({ user, onFresh, children }: DeskProviderProps) {
  const [alerts, setAlerts] = useState<AlertsNow | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [revision, setRevision] = useState(0);
  const watch = useRef<AlertWatch | null>(null);
  const tell = useRef(onFresh);
  tell.current = onFresh;
  const likeness = useRef("");
  const loadedRules = useLoaded("/api/v1/alert-rules", parseRules);
  const rulesNow = useRef(loadedRules);
  rulesNow.current = loadedRules;
  // Whatever changed may be about a rule that is new, or not what it was.
  useEffect(() => {
    if (revision > 0) rulesNow.current.refresh();
  }, [revision]);

  useEffect(() => {
    const started = startAlertWatch({
      fetchNow: fetchAlertsNow,
      openStream: openAlertStream,
      onAlerts(now, fresh) {
        setFailure(null);
        const { failure: rulesFailure, isLoading, refresh: askRules } = rulesNow.current;
        if (rulesFailure !== null && !isLoading) askRules();
        // The same answer again is no reason to draw or ask anything.
        const read = JSON.stringify(now);
        if (likeness.current === read) return;
        const isFirst = likeness.current === "";
        likeness.current = read;
        setAlerts(now);
        if (!isFirst) setRevision((count) => count + 1);
        if (fresh.length > 0) tell.current(fresh);
      },
      onFailure: setFailure,
    });
    watch.current = started;
    const refresh = () => started.refresh();
    const refreshIfShown = () => {
      if (document.visibilityState === "visible") refresh();
    };
    addEventListener("online", refresh);
    document.addEventListener("visibilitychange", refreshIfShown);
    return () => {
      removeEventListener("online", refresh);
      document.removeEventListener("visibilitychange", refreshIfShown);
      started.close();
    };
  }, []);

  const rules = useMemo(
    () => new Map((loadedRules.value?.rules ?? []).map((rule) => [rule.id, rule])),
    [loadedRules.value],
  );
  const desk = useMemo<DeskNow>(
    () => ({
      user,
      isStaff: isStaff(user),
      isAdministrator: isAdministrator(user),
      alerts,
      failure,
      revision,
      rules,
      refresh() {
        setRevision((count) => count + 1);
        watch.current?.refresh();
      },
    }),
    [user, alerts, failure, revision, rules],
  );
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
}
