import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useEffect, useState } from "preact/hooks";

const SHOWN_MS = 6_000;

interface Toast {
  text: string;
  /** Two equal ones after each other are two. */
  count: number;
}

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says at the foot of the screen what was done, for things whose place has gone meanwhile. */
export const useToast = (): ((text: string) => void) => useContext(ToastContext);

export function ToastProvider({ children }: { children: ComponentChildren }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const say = useCallback(
    (text: string) => setToast((before) => ({ text, count: (before?.count ?? 0) + 1 })),
    [],
  );
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <ToastContext.Provider value={say}>
      {children}
      <div class="toast-slot" role="status">
        {toast && (
          <p class="toast" key={toast.count}>
            {toast.text}
          </p>
        )}
      </div>
    </ToastContext.Provider>
  );
}
