import type { Failure } from "../edge/request.ts";
import { useLanguage } from "../text/language-context.tsx";
import { refusalText } from "../text/refusal/refusal-text.ts";

/** Why a write did not happen and what to do, said at once; nothing while there is no failure. */
export function FailureLine({ failure }: { failure: Failure | null }) {
  const { language } = useLanguage();
  if (failure === null) return null;
  return (
    <p class="status-line status-line-alarm" role="alert">
      {refusalText(failure, language)}
    </p>
  );
}
