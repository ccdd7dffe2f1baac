import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { watchChanges } from "../phone-changes.ts";
import type { Draft } from "./draft.ts";
import { dropDraft, keepDraft, readDraft } from "./phone-draft.ts";

export interface DraftAccess {
  /** Undefined until the phone's store was read; null when nothing is being weighed. */
  draft: Draft | null | undefined;
  /** The last change could not be kept: it would not survive a closed tab. */
  isBroken: boolean;
  start: (draft: Draft) => void;
  change: (change: (draft: Draft) => Draft) => void;
  /** Lets go of it: it was saved, or a person gave it up. */
  end: () => void;
}

/** What this person is weighing, kept with every change. */
export function useDraft(bank: string, username: string): DraftAccess {
  const [draft, setDraft] = useState<Draft | null | undefined>(undefined);
  const [isBroken, setBroken] = useState(false);
  // Taps that follow each other faster than the screen is drawn build on each other.
  const latest = useRef<Draft | null>(null);

  const show = useCallback((next: Draft | null): void => {
    latest.current = next;
    setDraft(next);
  }, []);
  const keep = useCallback(
    (next: Draft): void => {
      show(next);
      keepDraft(next).then(
        () => setBroken(false),
        () => setBroken(true),
      );
    },
    [show],
  );

  useEffect(() => {
    let isShown = true;
    const read = (): void => {
      readDraft(bank, username).then(
        (found) => {
          if (!isShown) return;
          const known = latest.current;
          const isNews =
            found !== undefined && (found.id !== known?.id || found.revision > known.revision);
          if (isNews) show(found);
          else if (known === null) show(null);
        },
        () => {
          if (!isShown) return;
          setBroken(true);
          show(latest.current);
        },
      );
    };
    read();
    const stopWatching = watchChanges("draft", read);
    return () => {
      isShown = false;
      latest.current = null;
      stopWatching();
    };
  }, [bank, username, show]);

  const change = useCallback(
    (change: (draft: Draft) => Draft): void => {
      const known = latest.current;
      if (known !== null) keep({ ...change(known), revision: known.revision + 1 });
    },
    [keep],
  );
  const end = useCallback((): void => {
    const known = latest.current;
    show(null);
    if (known !== null) dropDraft(known).catch(() => setBroken(true));
  }, [show]);

  return { draft, isBroken, start: keep, change, end };
}
