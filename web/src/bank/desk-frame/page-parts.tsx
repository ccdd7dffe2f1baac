import type { ComponentChildren } from "preact";
import { Icon } from "../../shell/icon.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useFrameText } from "./frame-text.ts";
import "./page-parts.css";

interface PageHeadProps {
  title: string;
  lead?: ComponentChildren;
  back?: { href: string; label: string };
  /** What one can do with the page as a whole. */
  children?: ComponentChildren;
}

/** The page's name, also in the window's title, and its actions. */
export function PageHead({ title, lead, back, children }: PageHeadProps) {
  usePageTitle(title);
  return (
    <div class="page-head">
      <div>
        {back && (
          <a class="page-back screen-only" href={back.href}>
            <Icon name="back" />
            {back.label}
          </a>
        )}
        <h1 class="page-title">{title}</h1>
        {lead && <p class="page-lead">{lead}</p>}
      </div>
      {children && <div class="actions screen-only">{children}</div>}
    </div>
  );
}

interface SectionProps {
  title: string;
  note?: ComponentChildren;
  action?: ComponentChildren;
  /** A table or a list that reaches the panel's edges. */
  isFlush?: boolean;
  children?: ComponentChildren;
}

export function Section({ title, note, action, isFlush, children }: SectionProps) {
  return (
    <section class={isFlush ? "section section-flush panel" : "section panel"}>
      <div class="section-head">
        <h2 class="section-title">{title}</h2>
        {action && <div class="actions screen-only">{action}</div>}
      </div>
      {note && <p class="section-note">{note}</p>}
      {children}
    </section>
  );
}

export interface Fact {
  label: string;
  value: ComponentChildren;
  note?: ComponentChildren;
}

/** Figures with their names. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, value, note }) => (
        <div key={label}>
          <dt class="fact-label">{label}</dt>
          <dd class="fact-value">{value}</dd>
          {note && <dd class="fact-note">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Says why an operator sees no buttons here. */
export function TreasurerNote() {
  const text = useFrameText();
  return <p class="status-line status-line-warn screen-only">{text.treasurerOnly}</p>;
}
