import { formatNumber, formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { formatMoment } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { ReceiptCheck } from "./parse-receipt-check.ts";
import { useCheckText, type CheckText } from "./text/use-check-text.ts";

/** `null`: there is no such receipt. Never colour alone: the sign and the words say it too. */
export function CheckAnswer({ answer }: { answer: ReceiptCheck | null }) {
  const check = useCheckText();
  if (answer === null) {
    return (
      <section class="panel check-answer" role="alert">
        <Verdict sign="✕" kind="alarm" title={check.unknown} text={check.unknownText} />
      </section>
    );
  }
  return (
    <section class="panel check-answer" role="status">
      {answer.isReversed ? (
        <Verdict sign="!" kind="warn" title={check.reversed} text={check.reversedText} />
      ) : (
        <Verdict sign="✓" kind="good" title={check.genuine} text={check.genuineText} />
      )}
      <Facts answer={answer} />
      <p class="check-compare">{check.compare}</p>
    </section>
  );
}

interface VerdictProps {
  sign: string;
  kind: "good" | "warn" | "alarm";
  title: string;
  text: string;
}

function Verdict({ sign, kind, title, text }: VerdictProps) {
  return (
    <div class={`check-verdict check-verdict-${kind}`}>
      <span class="check-sign" aria-hidden="true">
        {sign}
      </span>
      <div>
        <h2 class="check-verdict-title">{title}</h2>
        <p>{text}</p>
      </div>
    </div>
  );
}

function Facts({ answer }: { answer: ReceiptCheck }) {
  const { language } = useLanguage();
  const check = useCheckText();
  const facts: [string, string][] = [
    [check.number, answer.id],
    [check.bank, answer.bankName],
    [check.time, formatMoment(Date.parse(answer.recordedAt), language)],
    [check.kind, kindOf(answer.kind, check)],
  ];
  if (answer.lines > 0) facts.push([check.lines, formatNumber(answer.lines)]);
  if (answer.massG !== null) {
    facts.push([check.mass, formatQuantity(answer.massG, "kg", language)]);
  }
  facts.push([
    check.net,
    answer.netRupiah === null ? check.notValued : formatRupiah(answer.netRupiah),
  ]);
  return (
    <dl class="check-facts">
      {facts.map(([name, value]) => (
        <div class="check-fact" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const isKnown = (kind: string, kinds: CheckText["kinds"]): kind is keyof CheckText["kinds"] =>
  Object.prototype.hasOwnProperty.call(kinds, kind);

const kindOf = (kind: string, check: CheckText): string =>
  isKnown(kind, check.kinds) ? check.kinds[kind] : check.otherKind;
