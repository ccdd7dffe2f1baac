import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { isOneOf } from "../../edge/shape.ts";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { When } from "../parts/when.tsx";
import { HeldMessage } from "./held-message.tsx";
import {
  QUARANTINE_REASONS,
  quarantinePagePart,
  quarantineRowPart,
  type QuarantineRow,
} from "./quarantine-parts.ts";
import { useQuarantineText } from "./text/use-quarantine-text.ts";
import "../parts/desk-rows.css";
import "./quarantine.css";

const ANY = "";

/** What devices sent that did not become readings, and a way to send it through again. */
export function QuarantinePage() {
  const text = useQuarantineText();
  const { url, route } = useLocation();
  const asked = new URLSearchParams(url.split("?")[1] ?? "").get("alasan");
  const reason = isOneOf(QUARANTINE_REASONS, asked) ? asked : null;
  const query = reason === null ? "" : `&reason=${reason}`;
  const pages = usePages(
    `/api/v1/quarantine?limit=50${query}`,
    quarantineRowPart,
    undefined,
    quarantinePagePart,
  );
  const choose = (value: string): void =>
    route(value === ANY ? "/dlh/karantina" : `/dlh/karantina?alasan=${value}`, true);
  const isPlain = reason === null;
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <div class="desk-filters">
        <SelectField
          id="reason"
          label={text.reason}
          value={reason ?? ANY}
          choices={[
            { value: ANY, label: text.allReasons },
            ...QUARANTINE_REASONS.map((value) => ({ value, label: text.reasons[value] })),
          ]}
          onChange={choose}
        />
      </div>
      <PagedList
        of={pages}
        empty={
          <Notice
            icon="check"
            title={isPlain ? text.noneTitle : text.noneMatchTitle}
            text={isPlain ? text.noneText : text.noneMatchText}
          >
            {!isPlain && (
              <button class="button button-quiet" type="button" onClick={() => choose(ANY)}>
                {text.clear}
              </button>
            )}
          </Notice>
        }
      >
        {(rows) => (
          <ul class="rows panel held-list" aria-label={text.listName}>
            {rows.map((row) => (
              <HeldRow key={row.id} row={row} />
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function HeldRow({ row }: { row: QuarantineRow }) {
  const text = useQuarantineText();
  const [isOpen, setOpen] = useState(false);
  // The list stays as it came; what was replayed from here is told at once.
  const [replayedAt, setReplayed] = useState(row.replayedAt);
  return (
    <li class="held">
      <div class="held-words">
        <p class="row-name">{text.reasons[row.reason]}</p>
        <p class="held-topic">{row.topic}</p>
        <p class="desk-row-note">
          <span>
            <When atMs={row.receivedAt} />
          </span>
          <span>{text.bytes(formatNumber(row.bytes))}</span>
          {replayedAt !== null && (
            <span class="badge badge-good">
              {text.replayed} <When atMs={replayedAt} />
            </span>
          )}
        </p>
      </div>
      <button class="button button-quiet button-small" type="button" onClick={() => setOpen(true)}>
        {text.open}
      </button>
      {isOpen && (
        <HeldMessage
          row={row}
          replayedAt={replayedAt}
          onReplayed={setReplayed}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  );
}
