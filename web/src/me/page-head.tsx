import type { ComponentChildren } from "preact";
import { Icon } from "../shell/icon.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useMeText } from "./text/use-me-text.ts";

interface PageHeadProps {
  title: string;
  lead?: string;
  children?: ComponentChildren;
}

/** Way back, title and what the page is for. */
export function PageHead({ title, lead, children }: PageHeadProps) {
  const me = useMeText();
  usePageTitle(title);
  return (
    <div class="me-page-head">
      <a class="me-back" href="/saya">
        <Icon name="back" />
        {me.title}
      </a>
      <h1 class="me-page-title">{title}</h1>
      {lead && <p class="me-page-lead">{lead}</p>}
      {children}
    </div>
  );
}
