import { useEffect, useState } from "preact/hooks";

export interface LeaveGuard {
  /** Where somebody wanted to go; `back` for the page before. Null while nobody wants to. */
  wanted: string | null;
  forget: () => void;
}

/**
 * Holds back whoever leaves the page by a link, the back button or by closing it, as long as it
 * `isOn`. Closing is asked about by the browser in its own words.
 */
export function useLeaveGuard(isOn: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!isOn) return;
    const onUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Older browsers ask only for this.
      event.returnValue = "";
    };
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(link.pathname + link.search);
    };
    // The page stands twice in the history, so that going back once stays on it.
    const here = location.href;
    history.pushState(null, "", here);
    const onBack = (): void => {
      history.pushState(null, "", here);
      setWanted("back");
    };
    addEventListener("beforeunload", onUnload);
    addEventListener("popstate", onBack);
    // Before the router's own listener.
    addEventListener("click", onClick, { capture: true });
    return () => {
      removeEventListener("beforeunload", onUnload);
      removeEventListener("popstate", onBack);
      removeEventListener("click", onClick, { capture: true });
    };
  }, [isOn]);
  return { wanted, forget: () => setWanted(null) };
}
