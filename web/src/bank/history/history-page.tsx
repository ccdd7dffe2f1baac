import type { Detail } from "@resik/contract/bank/detail";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { DateField } from "../../controls/date-field.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { isOneOf } from "../../edge/shape.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { TRANSFER_KINDS } from "../edge/parse-transfers.ts";
import { PickMember } from "../withdrawals/pick-member.tsx";
import { useListText } from "../list-text.ts";
import { useHistoryText } from "./history-text.ts";
import { TransferList } from "./transfer-list.tsx";

/** The day's first instant in WIB; empty for no day. */
const startOf = (day: string): string =>
  day === "" ? "" : new Date(Date.parse(`${day}T00:00:00+07:00`)).toISOString();

/** The first instant after the day in WIB. */
const endOf = (day: string): string =>
  day === "" ? "" : new Date(Date.parse(`${day}T00:00:00+07:00`) + 86_400_000).toISOString();

/** The book of the bank as its people read it. */
export function HistoryPage() {
  const text = useHistoryText();
  const words = useListText();
  const { url } = useLocation();
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  const member = query.get("nasabah") ?? "";
  const asked = query.get("jenis") ?? "";
  const [kind, setKind] = useState<Detail["kind"] | "">(
    isOneOf(TRANSFER_KINDS, asked) ? asked : "",
  );
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <div class="stack-close">
        <div class="form-grid screen-only">
          <SelectField
            id="history-kind"
            label={text.kind}
            value={kind}
            choices={[
              { value: "", label: text.all },
              ...TRANSFER_KINDS.map((entry) => ({ value: entry, label: words.transfer[entry] })),
            ]}
            onChange={setKind}
          />
          <DateField
            id="history-from"
            type="date"
            label={text.from}
            isOptional
            value={from}
            onInput={setFrom}
          />
          <DateField
            id="history-to"
            type="date"
            label={text.to}
            isOptional
            value={to}
            onInput={setTo}
          />
        </div>
        <MemberFilter member={member} />
        <div class="panel">
          <TransferList
            member={member}
            kinds={kind}
            from={startOf(from)}
            to={endOf(to)}
            limit={50}
          />
        </div>
      </div>
    </>
  );
}

/** Narrows the book to one member; the choice stands in the address. */
function MemberFilter({ member }: { member: string }) {
  const text = useHistoryText();
  const { route } = useLocation();
  const [isPicking, setPicking] = useState(false);
  if (member !== "") {
    return (
      <p class="status-line">
        {text.ofMember}{" "}
        <button class="link-button" type="button" onClick={() => route("/bank/riwayat")}>
          {text.everyMember}
        </button>
      </p>
    );
  }
  return (
    <>
      <button
        class="button button-quiet screen-only"
        type="button"
        onClick={() => setPicking(true)}
      >
        {text.pickMember}
      </button>
      {isPicking && (
        <PickMember
          title={text.pickMember}
          onClose={() => setPicking(false)}
          onPick={({ id }) => {
            setPicking(false);
            route(`/bank/riwayat?nasabah=${id}`);
          }}
        />
      )}
    </>
  );
}
