import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const CONTROLS = "input, select, textarea, button";

/** The first control that is marked as wrong; of a group whose error stands below it, its first. */
function firstWrongIn(element: HTMLElement): HTMLElement | null {
  for (const marked of element.querySelectorAll<HTMLElement>(
    '[aria-invalid="true"], .field-error',
  )) {
    if (marked.hasAttribute("aria-invalid")) return marked;
    const control = marked.closest(".field")?.querySelector<HTMLElement>(CONTROLS);
    if (control) return control;
  }
  return null;
}

export interface FirstWrong<E extends HTMLElement> {
  /** Of the form, or of the part of a page that is looked through. */
  ref: RefObject<E | null>;
  /** Told of every submit that was refused here; the errors may come with the same render. */
  refused: () => void;
}

/**
 * Brings whoever submits a form to the first thing that is wrong in it: on a long form it is out of
 * sight, and a screen reader says a field's error when the field gets the focus.
 */
export function useFirstWrong<E extends HTMLElement = HTMLFormElement>(): FirstWrong<E> {
  const ref = useRef<E>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0 && ref.current !== null) firstWrongIn(ref.current)?.focus();
  }, [refusals]);
  return { ref, refused: () => setRefusals((count) => count + 1) };
}
