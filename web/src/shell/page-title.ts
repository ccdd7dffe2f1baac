import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";

/** Things that wait for whoever has this window somewhere in the background; 0 says nothing. */
export const TitleCount = createContext(0);

/** Sets the title of the window: `Bak Pasar Puri 2 · Resik`, or `(3) Sekarang · Resik`. */
export function usePageTitle(title: string): void {
  const count = useContext(TitleCount);
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ""}${title} · Resik`;
  }, [title, count]);
}
