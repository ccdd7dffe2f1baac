import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";
import "./news.css";

/** Long enough to read it and to take it back. */
const SHOWN_MS = 15_000;

export interface News {
  text: string;
  /** Leads somewhere. */
  link?: { label: string; href: string };
  /** Takes back what was done. */
  undo?: { label: string; run: () => void };
}

interface Shown extends News {
  count: number;
}

const NewsContext = createContext<(news: News) => void>(() => undefined);

/** Says at the foot of the screen what happened, with a way to see it or to take it back. */
export const useNews = (): ((news: News) => void) => useContext(NewsContext);

export function NewsProvider({ children }: { children: ComponentChildren }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const slot = useRef<HTMLDivElement>(null);
  const say = useCallback(
    (news: News) => setShown((before) => ({ ...news, count: (before?.count ?? 0) + 1 })),
    [],
  );
  useEffect(() => {
    if (shown === null) return;
    const hide = (): void => {
      // Nobody loses a button that is under a finger or the keyboard.
      const isHeld = slot.current?.matches(":hover, :focus-within") === true;
      if (isHeld) timer = setTimeout(hide, SHOWN_MS);
      else setShown(null);
    };
    let timer = setTimeout(hide, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const close = () => setShown(null);
  return (
    <NewsContext.Provider value={say}>
      {children}
      <div class="news-slot screen-only" role="status" ref={slot}>
        {shown && (
          <div class="news" key={shown.count}>
            <p class="news-text">{shown.text}</p>
            {shown.link && (
              <a class="news-action" href={shown.link.href} onClick={close}>
                {shown.link.label}
              </a>
            )}
            {shown.undo && (
              <button
                class="news-action"
                type="button"
                onClick={() => {
                  shown.undo?.run();
                  close();
                }}
              >
                {shown.undo.label}
              </button>
            )}
          </div>
        )}
      </div>
    </NewsContext.Provider>
  );
}
