import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { ValuedDeposit } from "./deposit-value.ts";
import type { Draft } from "./draft.ts";
import { isTeraOver } from "./scale-state.ts";
import { useWeighText } from "./text/use-weigh-text.ts";

interface DraftLinesProps {
  draft: Draft;
  valued: ValuedDeposit;
  nowMs: number;
  onRemove: (line: string, name: string) => void;
}

/** What was weighed so far; a line can be taken back until the deposit is saved. */
export function DraftLines({ draft, valued, nowMs, onRemove }: DraftLinesProps) {
  const text = useWeighText();
  const { language } = useLanguage();
  return (
    <section class="draft-lines panel" aria-labelledby="lines-title">
      <h2 id="lines-title">{text.line.title}</h2>
      {draft.lines.length === 0 && <p class="member-note">{text.line.empty}</p>}
      <ol>
        {draft.lines.map((line, index) => {
          const value = valued.lines[index];
          const name = value?.rule?.name ?? line.item;
          const isOver = line.evidence !== null && isTeraOver(line.evidence.teraUntil, nowMs);
          return (
            <li class="draft-line" key={line.id}>
              <p class="draft-line-name">
                {name}, {line.grade}
              </p>
              <p class="draft-line-sum">
                {formatQuantity(line.quantity, value?.rule?.unit ?? "kg", language)}
                <span class={line.evidence === null ? "badge badge-warn" : "badge badge-good"}>
                  {line.evidence === null ? text.line.typed : text.line.byScale}
                </span>
                {isOver && <span class="badge badge-alarm">{text.line.teraOver}</span>}
              </p>
              <strong class="draft-line-amount">
                {value?.grossRupiah !== null && value !== undefined
                  ? formatRupiah(value.grossRupiah)
                  : ""}
              </strong>
              <button
                class="draft-line-remove"
                type="button"
                aria-label={text.line.remove(name)}
                onClick={() => onRemove(line.id, name)}
              >
                ×
              </button>
              {value?.problem && (
                <p class="field-error draft-line-problem">{text.line.problem[value.problem]}</p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
