import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { massOf, type ValuedDeposit } from "./deposit-value.ts";
import type { Draft } from "./draft.ts";
import { useWeighText } from "./text/use-weigh-text.ts";

interface SaveBarProps {
  draft: Draft;
  valued: ValuedDeposit;
  isSaving: boolean;
  /** Why it cannot be saved, or what changed; empty when nothing is the matter. */
  message: string;
  onSave: () => void;
  onCancel: () => void;
}

/** The totals, and the one button that saves. */
export function SaveBar({ draft, valued, isSaving, message, onSave, onCancel }: SaveBarProps) {
  const text = useWeighText();
  const { language } = useLanguage();
  const massG = massOf(
    draft.lines.map(({ quantity }, index) => ({
      quantity,
      unit: valued.lines[index]?.rule?.unit ?? "piece",
    })),
  );
  const { netRupiah, grossRupiah, shareRupiah } = valued;
  return (
    <div class="save-bar">
      <div class="save-bar-sums">
        <p>
          {text.save.total}: {massG > 0 && `${formatQuantity(massG, "kg", language)} · `}
          {valued.isAtHarvest
            ? text.save.unpriced
            : grossRupiah !== null && formatRupiah(grossRupiah)}
        </p>
        {shareRupiah > 0 && (
          <p class="save-bar-share">
            {text.save.share} {formatRupiah(-shareRupiah)}
          </p>
        )}
        {netRupiah !== null && (
          <p class="save-bar-net">
            <span>{text.save.net}</span> <strong>{formatRupiah(netRupiah)}</strong>
          </p>
        )}
      </div>
      {message !== "" && (
        <p class="field-error" role="alert">
          {message}
        </p>
      )}
      <div class="save-bar-buttons">
        <button class="button button-quiet" type="button" onClick={onCancel}>
          {text.save.cancel}
        </button>
        <button class="button" type="button" aria-disabled={isSaving} onClick={onSave}>
          {isSaving ? text.save.saving : text.save.button}
        </button>
      </div>
    </div>
  );
}
