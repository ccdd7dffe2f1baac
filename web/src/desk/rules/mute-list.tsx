import { ruleName } from "@resik/contract/alert-text";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { parseMutes, type MuteView, type RuleView } from "./parse-alert-rules.ts";
import { useRulesText } from "./text/use-rules-text.ts";

/** What is silenced now, by whom and why; each can be ended. */
export function MuteList({ rules }: { rules: readonly RuleView[] }) {
  const text = useRulesText();
  const mutes = useLoaded("/api/v1/alert-mutes", parseMutes);
  // One that ran out is silenced no more.
  useFresh(mutes.refresh);
  return (
    <section class="panel rules-section">
      <h2 class="rules-section-title">{text.mutes.title}</h2>
      <LoadedView of={mutes} level="h3">
        {(answer) =>
          answer.mutes.length === 0 ? (
            <p class="rules-note">{text.mutes.none}</p>
          ) : (
            <ul class="rules-list">
              {answer.mutes.map((mute) => (
                <MuteRow key={mute.id} mute={mute} rules={rules} onEnded={mutes.refresh} />
              ))}
            </ul>
          )
        }
      </LoadedView>
    </section>
  );
}

interface MuteRowProps {
  mute: MuteView;
  rules: readonly RuleView[];
  onEnded: () => void;
}

function MuteRow({ mute, rules, onEnded }: MuteRowProps) {
  const text = useRulesText();
  const { language } = useLanguage();
  const say = useToast();
  const desk = useDesk();
  const post = usePost(() => true);
  const rule = rules.find(({ id }) => id === mute.rule);
  const end = async (): Promise<void> => {
    const answer = await post.send(`/api/v1/alert-mutes/${mute.id}/end`, {});
    if (answer?.ok !== true) return;
    say(text.mutes.ended);
    desk.refresh();
    onEnded();
  };
  const about = [
    mute.rule === null ? text.mutes.everyRule : ruleName(mute.rule, rule?.name ?? null, language),
    mute.device ?? mute.site ?? text.everywhere,
  ];
  return (
    <li class="rules-mute">
      <span class="rules-mute-words">
        <strong>{about.join(", ")}</strong>
        <span>{mute.reason}</span>
        <span class="rules-note">
          {text.mutes.until(formatMoment(Date.parse(mute.until), language))},{" "}
          {text.mutes.by(mute.by)}
        </span>
        <FailureLine failure={post.failure} />
      </span>
      <button
        class="button button-quiet button-small"
        type="button"
        aria-disabled={post.isSending}
        onClick={() => void end()}
      >
        {text.mutes.end}
      </button>
    </li>
  );
}
