import type { ComponentChildren } from "preact";

/** Says what was done, to eyes and to screen readers. It stays until the next thing is done. */
export function StatusLine({ children }: { children: ComponentChildren }) {
  return (
    <div class="status-slot" role="status">
      {children && <p class="status-line">{children}</p>}
    </div>
  );
}
