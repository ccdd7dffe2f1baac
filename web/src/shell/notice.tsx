import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import "./notice.css";

interface NoticeProps {
  icon: IconName;
  title: string;
  text: string;
  /** An error is announced at once; an empty state is not. */
  isError?: boolean;
  level?: "h1" | "h2" | "h3";
  /** What one can do about it. */
  children?: ComponentChildren;
}

/** An empty or an error state: what is the matter, and what to do. */
export function Notice({ icon, title, text, isError, level, children }: NoticeProps) {
  const Heading = level ?? "h2";
  return (
    <div class={isError ? "notice notice-error" : "notice"} role={isError ? "alert" : undefined}>
      <span class="notice-icon">
        <Icon name={icon} />
      </span>
      <Heading class="notice-title">{title}</Heading>
      <p class="notice-text">{text}</p>
      {children && <div class="notice-actions">{children}</div>}
    </div>
  );
}
