import { useRef, useState } from "preact/hooks";

/** Whether two drafts say the same; they hold texts, numbers, flags and lists of such alone. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A form over something that is stored, which others may change meanwhile. */
export interface DraftState<T> {
  /** What was read last. */
  seen: T;
  /** What the draft began from. */
  base: T;
  draft: T;
  /** What somebody else stored while something was typed here. */
  other: T | null;
}

export const beginDraft = <T>(stored: T): DraftState<T> => ({
  seen: stored,
  base: stored,
  draft: stored,
  other: null,
});

/** Follows what is stored as long as nothing is typed; what is typed is never thrown away. */
export function followed<T>(state: DraftState<T>, stored: T): DraftState<T> {
  if (isSame(stored, state.seen)) return state;
  if (isSame(stored, state.base)) return { ...state, seen: stored, other: null };
  const isTyped = !isSame(state.draft, state.base) && !isSame(state.draft, stored);
  return isTyped ? { ...state, seen: stored, other: stored } : beginDraft(stored);
}

/** After `sent` was stored as `stored`; what was typed since stays. */
export const settled = <T>(state: DraftState<T>, sent: T, stored: T): DraftState<T> => ({
  ...state,
  base: stored,
  draft: isSame(state.draft, sent) ? stored : state.draft,
  other: null,
});

export interface Draft<T> {
  draft: T;
  /** Whether something here is not stored. */
  isDirty: boolean;
  /** Somebody else stored something since this was begun. */
  isOvertaken: boolean;
  change: (part: Partial<T>) => void;
  /** Told once `sent` was stored, and how it came back. */
  settle: (sent: T, stored: T) => void;
  /** Drops what was typed for what somebody else stored. */
  takeOther: () => void;
}

/** Holds what is typed over something `stored`, which may be read again at any time. */
export function useDraft<T extends object>(stored: T): Draft<T> {
  const [state, setState] = useState(() => beginDraft(stored));
  // A save ends long after the render that began it.
  const latest = useRef(stored);
  latest.current = stored;
  const now = followed(state, stored);
  const step = (next: (before: DraftState<T>) => DraftState<T>): void =>
    setState((before) => next(followed(before, latest.current)));
  return {
    draft: now.draft,
    isDirty: !isSame(now.draft, now.base),
    isOvertaken: now.other !== null,
    change: (part) => step((before) => ({ ...before, draft: { ...before.draft, ...part } })),
    settle: (sent, answer) => step((before) => settled(before, sent, answer)),
    takeOther: () => step((before) => beginDraft(before.seen)),
  };
}
