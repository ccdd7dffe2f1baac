import { useEffect, useState } from "preact/hooks";

export interface LeaveGuard {
  /** Where somebody wanted to go; `back` for the page before. Null while nobody wants to. */
  wanted: string | null;
  forget: () => void;
}

/**
 * Where in these pages a link leads; null for one that stays on this page, such as the way past the
 * menu for keyboards, and for one to elsewhere, about which the browser asks by itself.
 */
export function destinationOf(href: string, here: string): string | null {
  const [to, from] = [new URL(href, here), new URL(here)];
  if (to.origin !== from.origin) return null;
  if (to.pathname === from.pathname && to.search === from.search) return null;
  return to.pathname + to.search + to.hash;
}

/**
 * A guarded page stands twice in the history, so that going back once stays on it: `first` is the
 * page as it was come to, `second` the place on top of it, where people are.
 */
export type Place = "first" | "second";

/** Of `history.state`, which keeps it through a reload. */
export function placeOf(state: unknown): Place | null {
  if (typeof state !== "object" || state === null || !("guardPlace" in state)) return null;
  const { guardPlace } = state;
  return guardPlace === "first" || guardPlace === "second" ? guardPlace : null;
}

interface Moved {
  /** The guarded page's own address, and where the browser is now. */
  here: string;
  now: string;
  place: Place | null;
  isOn: boolean;
}

/**
 * What a move through the history means: `ask` before going, go `on` past a place that is there
 * only to be guarded, or null to let it be.
 */
export function meaningOf({ here, now, place, isOn }: Moved): "ask" | "on" | null {
  if (now !== here) return isOn && destinationOf(now, here) !== null ? "ask" : null;
  // Coming back from a part of this page, such as the way past the menu, is no leaving.
  if (place !== "first") return null;
  return isOn ? "ask" : "on";
}

/** What of a browser's window the history needs. */
export type HistoryWindow = Pick<
  Window,
  "history" | "location" | "addEventListener" | "removeEventListener"
>;

/**
 * Stands on the page a second time while it `isOn`, and asks when somebody goes back from there.
 *
 * @returns what lets go of it.
 */
export function holdPlace(window: HistoryWindow, isOn: boolean, onBack: () => void): () => void {
  const { history, location } = window;
  const here = location.href;
  const standTwice = (): void => history.pushState({ guardPlace: "second" }, "", here);
  const place = placeOf(history.state);
  if (isOn && place === null) {
    history.replaceState({ guardPlace: "first" }, "", here);
    standTwice();
  }
  // Whoever comes back to what was guarded once is on the way to the page before it.
  if (!isOn && place === "first") history.back();
  const onMove = (event: PopStateEvent): void => {
    const moved = { here, now: location.href, place: placeOf(history.state), isOn };
    const meaning = meaningOf(moved);
    if (meaning === "on") history.back();
    if (meaning !== "ask") return;
    // The router would show the page that was moved to; old browsers let it hear this first.
    event.stopImmediatePropagation();
    standTwice();
    onBack();
  };
  window.addEventListener("popstate", onMove, { capture: true });
  return () => window.removeEventListener("popstate", onMove, { capture: true });
}

/**
 * Holds back whoever leaves the page by a link, the back button or by closing it, as long as it
 * `isOn`. Closing is asked about by the browser in its own words. A page has one of them at most.
 */
export function useLeaveGuard(isOn: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => holdPlace(window, isOn, () => setWanted("back")), [isOn]);
  useEffect(() => {
    if (!isOn) {
      // Nothing is left to ask about, also when there is again.
      setWanted(null);
      return;
    }
    const onUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Older browsers ask only for this.
      event.returnValue = "";
    };
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      const to = destinationOf(link.href, location.href);
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(to);
    };
    addEventListener("beforeunload", onUnload);
    // Before the router's own listener.
    addEventListener("click", onClick, { capture: true });
    return () => {
      removeEventListener("beforeunload", onUnload);
      removeEventListener("click", onClick, { capture: true });
    };
  }, [isOn]);
  return { wanted, forget: () => setWanted(null) };
}
