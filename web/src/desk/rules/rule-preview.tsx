import type { AlertRuleInput } from "@resik/contract/http/alert-rules";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatWeekday } from "../../format/date.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { parsePreview, type Preview } from "./parse-alert-rules.ts";
import { useRulesText } from "./text/use-rules-text.ts";

const DAYS = 30;

interface RulePreviewProps {
  /** The rule that is changed; null for a new one. */
  id: string | null;
  /** As it stands in the form; null while something is wrong there. */
  rule: AlertRuleInput | null;
  /** Somebody wants to try what is wrong: that is to be seen. */
  onRefused: () => void;
}

/** How often the rule as it stands in the form would have rung. */
export function RulePreview({ id, rule, onRefused }: RulePreviewProps) {
  const text = useRulesText();
  const post = usePost(parsePreview);
  const [worked, setWorked] = useState<{ key: string; preview: Preview } | null>(null);
  const key = JSON.stringify(rule);
  // What was worked out for another rule says nothing of this one, also when it comes late.
  const preview = worked?.key === key ? worked.preview : null;
  const run = async (): Promise<void> => {
    if (rule === null) {
      onRefused();
      return;
    }
    const body = { ...(id === null ? {} : { id }), rule, days: DAYS };
    const answer = await post.send("/api/v1/alert-rules/preview", body);
    if (answer?.ok === true) setWorked({ key, preview: answer.value });
  };
  return (
    <section class="panel rules-section">
      <h2 class="rules-section-title">{text.preview.title}</h2>
      <p class="rules-note">{text.preview.lead}</p>
      <FailureLine failure={post.failure} />
      {rule === null && (
        <p class="rules-note" id="preview-wrong">
          {text.preview.wrong}
        </p>
      )}
      <div class="rules-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={post.isSending || rule === null}
          aria-describedby={rule === null ? "preview-wrong" : undefined}
          onClick={() => void run()}
        >
          {post.isSending ? text.preview.running : text.preview.run}
        </button>
      </div>
      <div class="rules-result" role="status">
        {preview !== null && <Result preview={preview} />}
      </div>
    </section>
  );
}

function Result({ preview }: { preview: Preview }) {
  const text = useRulesText();
  const { firings, devices, devicesLeftOut, byDay, bySubject } = preview;
  return (
    <>
      <p>
        <strong>
          {firings === 0 ? text.preview.none(devices) : text.preview.result(firings, devices)}
        </strong>
        {devicesLeftOut > 0 && ` ${text.preview.leftOut(devicesLeftOut)}`}
      </p>
      {firings > 0 && (
        <>
          <h3>{text.preview.byDay}</h3>
          <DayBars byDay={byDay} />
          <h3>{text.preview.bySubject}</h3>
          <ul class="rules-list">
            {bySubject.map((one) => (
              <li key={one.subject}>
                {one.name}: {text.preview.firings(one.firings)},{" "}
                <span class="rules-note">{text.preview.openFor(one.openMinutes)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const BAR = 10;
const HEIGHT = 100;

/** A bar for each day; the figures stand in the sentence that is read out. */
function DayBars({ byDay }: Pick<Preview, "byDay">) {
  const text = useRulesText();
  const { language } = useLanguage();
  const most = Math.max(1, ...byDay.map(({ firings }) => firings));
  const label = byDay
    .filter(({ firings }) => firings > 0)
    .map(({ day, firings }) => `${formatWeekday(day, language)}: ${text.preview.firings(firings)}`)
    .join("; ");
  return (
    <svg
      class="rules-days"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${byDay.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {byDay.map(({ day, firings }, index) => {
        const height = Math.max(2, (firings / most) * HEIGHT);
        return (
          <rect
            key={day}
            class={firings > 0 ? "rules-days-bar" : "rules-days-ground"}
            x={index * BAR + 1}
            y={HEIGHT - height}
            width={BAR - 2}
            height={height}
          />
        );
      })}
    </svg>
  );
}
