import type { ComponentChildren } from "preact";
import { isRefusal } from "../edge/request.ts";
import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { refusalText } from "../text/refusal/refusal-text.ts";
import { FailureLine } from "./failure-line.tsx";
import { useControlText } from "./text/use-control-text.ts";
import type { Loaded } from "./use-loaded.ts";

interface LoadedViewProps<T> {
  of: Loaded<T>;
  children: (value: T) => ComponentChildren;
  /** Of the page's own, where a whole page waits. */
  level?: "h1" | "h2" | "h3";
}

/**
 * A placeholder while waiting, what to do when it failed, and else the page itself. What was there
 * before stays when asking again fails, with the reason above it.
 */
export function LoadedView<T>({ of, children, level }: LoadedViewProps<T>) {
  const { text, language } = useLanguage();
  const words = useControlText();
  if (of.value !== null) {
    return (
      <>
        <FailureLine failure={of.failure} />
        {children(of.value)}
      </>
    );
  }
  if (of.failure === null) {
    return (
      <div class="skeleton skeleton-part" aria-busy="true">
        <span class="visually-hidden">{text.shell.loading}</span>
      </div>
    );
  }
  return (
    <Notice
      icon="warning"
      {...(level ? { level } : {})}
      title={words.errorTitle}
      text={refusalText(of.failure, language)}
      isError
    >
      {isRefusal(of.failure, "not-signed-in") ? (
        <a class="button" href="/masuk">
          {text.access.signInButton}
        </a>
      ) : (
        <button class="button" type="button" onClick={of.refresh}>
          {text.shell.retry}
        </button>
      )}
    </Notice>
  );
}
