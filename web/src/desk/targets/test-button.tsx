import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { failureWords } from "./failure-words.ts";
import { parseTest } from "./parse-targets.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

interface TestButtonProps {
  id: string;
  /** What stands in the form is not what would be tested. */
  isUnsaved: boolean;
  onTested: () => void;
}

/** Sends a real message now, to the target as it is stored, and says what came of it. */
export function TestButton({ id, isUnsaved, onTested }: TestButtonProps) {
  const text = useTargetsText();
  const { language } = useLanguage();
  const testing = usePost(parseTest);
  const [result, setResult] = useState<{ ok: boolean; detail: string; tookMs: number } | null>(
    null,
  );
  const send = async (): Promise<void> => {
    if (isUnsaved) return;
    setResult(null);
    const answer = await testing.send(`/api/v1/notification-targets/${id}/test`, {});
    if (!answer?.ok) return;
    setResult(answer.value);
    onTested();
  };
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <div class="targets-test">
      <button
        class="button button-quiet"
        type="button"
        aria-disabled={testing.isSending || isUnsaved}
        aria-describedby={isUnsaved ? "test-unsaved" : undefined}
        onClick={() => void send()}
      >
        {testing.isSending ? text.test.sending : text.test.button}
      </button>
      {isUnsaved && (
        <p class="targets-help" id="test-unsaved">
          {text.test.unsaved}
        </p>
      )}
      <FailureLine failure={testing.failure} />
      <div role="status">
        {result && (
          <p class={result.ok ? "status-line" : "status-line status-line-alarm"}>
            {result.ok
              ? text.test.good(seconds.format(Math.max(0.1, result.tookMs / 1_000)))
              : text.test.bad(failureWords(result.detail, text))}
          </p>
        )}
      </div>
    </div>
  );
}
