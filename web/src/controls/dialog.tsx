import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./dialog.css";

interface DialogProps {
  id: string;
  title: string;
  /** By Esc, by the button, or because it is done. */
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A modal sheet: the browser keeps the focus inside, closes it on Esc and gives the focus back to
 * where it was. It is open as long as it is rendered.
 */
export function Dialog({ id, title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    const before = document.activeElement;
    // Browsers without modal dialogs show it in place.
    if (typeof dialog.showModal === "function") dialog.showModal();
    else dialog.setAttribute("open", "");
    return () => {
      if (typeof dialog.close === "function") dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 class="dialog-title" id={`${id}-title`}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
