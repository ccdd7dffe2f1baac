import { useState } from "preact/hooks";
import { fromInputText, toInputText } from "../format/time.ts";
import { isFixedRange, spanOfRange, type ChartRange } from "../route/chart-range.ts";
import { useLanguage } from "../text/language-context.tsx";

interface CustomRangeProps {
  range: ChartRange;
  onChange: (range: ChartRange) => void;
}

/** A range of one's own choice, typed in WIB. */
export function CustomRange({ range, onChange }: CustomRangeProps) {
  const { text } = useLanguage();
  const [start] = useState(() => spanOfRange(range, Date.now()));
  const [from, setFrom] = useState(() => toInputText(start.fromMs));
  const [to, setTo] = useState(() => toInputText(start.toMs));
  const [isRefused, setRefused] = useState(false);

  const apply = (event: Event): void => {
    event.preventDefault();
    const fromMs = fromInputText(from);
    const toMs = fromInputText(to);
    const isFine = isFixedRange(fromMs, toMs);
    setRefused(!isFine);
    if (isFine) onChange({ kind: "fixed", fromMs, toMs });
  };

  return (
    <form class="custom-range" onSubmit={apply} noValidate>
      <label class="field">
        <span class="field-label">{text.detail.from}</span>
        <input
          class="input"
          type="datetime-local"
          value={from}
          aria-invalid={isRefused}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span class="field-label">{text.detail.to}</span>
        <input
          class="input"
          type="datetime-local"
          value={to}
          aria-invalid={isRefused}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
      </label>
      <button class="button" type="submit">
        {text.detail.apply}
      </button>
      {isRefused && (
        <p class="field-error custom-error" role="alert">
          {text.detail.badRange}
        </p>
      )}
    </form>
  );
}
