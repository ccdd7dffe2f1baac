import { FailureLine } from "../../controls/failure-line.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import type { Draft } from "../../controls/use-draft.ts";
import type { Failure } from "../../edge/request.ts";

interface DraftEndProps {
  form: Pick<Draft<object>, "isOvertaken" | "takeOther">;
  words: Record<"overtaken" | "takeOther" | "save", string>;
  post: { isSending: boolean; failure: Failure | null };
}

/** How a form over something stored ends: who else changed it, what went wrong, and its button. */
export function DraftEnd({ form, words, post }: DraftEndProps) {
  const controls = useControlText();
  return (
    <>
      {form.isOvertaken && (
        <div class="status-line status-line-warn" role="alert">
          <p>{words.overtaken}</p>
          <button class="link-button" type="button" onClick={form.takeOther}>
            {words.takeOther}
          </button>
        </div>
      )}
      <FailureLine failure={post.failure} />
      <div class="form-actions">
        <button class="button" type="submit" aria-disabled={post.isSending}>
          {post.isSending ? controls.sending : words.save}
        </button>
      </div>
    </>
  );
}
