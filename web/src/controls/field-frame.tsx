import type { ComponentChildren } from "preact";

/** What every field says of itself: its rule before typing, its error after. */
export interface FieldProps {
  id: string;
  label: string;
  rule?: string | undefined;
  error?: string | undefined;
  isOptional?: boolean;
}

/** The ids that describe a field, for `aria-describedby`. */
export function describedBy({ id, rule, error }: FieldProps): string | undefined {
  const ids = [rule && `${id}-rule`, error && `${id}-error`].filter(Boolean).join(" ");
  return ids === "" ? undefined : ids;
}

/** Label above, rule below it, then the control and its error. */
export function FieldFrame(props: FieldProps & { children: ComponentChildren }) {
  const { id, label, rule, error, children } = props;
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {rule && (
        <span class="field-rule" id={`${id}-rule`}>
          {rule}
        </span>
      )}
      {children}
      {error && (
        <span class="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
