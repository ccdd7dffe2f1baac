import type { RuleVersion } from "@resik/contract/bank/rule";
import { useState } from "preact/hooks";
import { Dialog } from "../../controls/dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { ruleHistoryPart } from "../edge/parse-rules.ts";
import { useRulesText } from "./rules-text.ts";

const parseHistory = answerOf(ruleHistoryPart);

interface PriceHistoryProps {
  name: string;
  /** The lists on which this grade has a price, by their subject as the contract writes it. */
  lists: readonly { subject: string; label: string }[];
  onClose: () => void;
}

/** Every price that one list had, newest first. */
export function PriceHistory({ name, lists, onClose }: PriceHistoryProps) {
  const text = useRulesText();
  const words = useControlText();
  const { api } = useBank();
  const [subject, setSubject] = useState(lists[0]?.subject ?? "");
  const path = api(`rules/history?subject=${encodeURIComponent(subject)}`);
  const history = useLoaded(subject === "" ? null : path, parseHistory);
  if (subject === "") return <NeverPriced name={name} onClose={onClose} />;
  return (
    <Dialog id="price-history" title={`${text.history}: ${name}`} onClose={onClose}>
      <div class="dialog-body">
        {lists.length > 1 && (
          <SelectField
            id="price-history-list"
            label={text.hop}
            value={subject}
            choices={lists.map((list) => ({ value: list.subject, label: list.label }))}
            onChange={setSubject}
          />
        )}
        <LoadedView of={history} level="h3">
          {({ versions }) => (
            <ul class="rows">
              {versions.map((version) => (
                <VersionRow version={version} key={version.seq} />
              ))}
            </ul>
          )}
        </LoadedView>
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function NeverPriced({ name, onClose }: Omit<PriceHistoryProps, "lists">) {
  const text = useRulesText();
  const words = useControlText();
  return (
    <Dialog id="price-history" title={`${text.history}: ${name}`} onClose={onClose}>
      <div class="dialog-body">
        <p class="section-note">{text.historyNone}</p>
        <div class="dialog-actions">
          <button class="button button-quiet" type="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function VersionRow({ version }: { version: RuleVersion }) {
  const text = useRulesText();
  const { language } = useLanguage();
  const { rule, validFromMs } = version;
  const price = rule.type === "price" ? rule.rupiahPerUnit : null;
  return (
    <li class="row-link">
      <span class="row-main">{formatMoment(validFromMs, language)}</span>
      <span class="row-figure">{price === null ? text.ended : formatRupiah(price)}</span>
    </li>
  );
}
