import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** Ages on the page are brought up to date this often. */
const TICK_MS = 15_000;

const NowContext = createContext(0);

/** Now in epoch milliseconds, moved on a few times a minute. */
export const useNow = (): number => useContext(NowContext);

export function NowProvider({ children }: { children: ComponentChildren }) {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <NowContext.Provider value={nowMs}>{children}</NowContext.Provider>;
}
