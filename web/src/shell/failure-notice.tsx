import type { Failure } from "../edge/request.ts";
import { failureText } from "../text/failure-text.ts";
import { useLanguage } from "../text/language-context.tsx";
import { Notice } from "./notice.tsx";

interface FailureNoticeProps {
  title: string;
  failure: Failure;
  level?: "h1" | "h2" | "h3";
  onRetry: () => void;
}

/** What was asked for did not come: why, and a button to ask again. */
export function FailureNotice({ title, failure, level, onRetry }: FailureNoticeProps) {
  const { text } = useLanguage();
  return (
    <Notice
      icon="warning"
      {...(level ? { level } : {})}
      title={title}
      text={failureText(failure, text)}
      isError
    >
      <button class="button" type="button" onClick={onRetry}>
        {text.shell.retry}
      </button>
    </Notice>
  );
}
