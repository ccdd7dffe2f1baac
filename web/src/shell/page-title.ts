import { useEffect } from "preact/hooks";

/** Sets the title of the window: `Bak Pasar Puri 2 · Resik`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Resik`;
  }, [title]);
}
