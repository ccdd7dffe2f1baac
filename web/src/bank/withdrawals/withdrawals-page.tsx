import type { MemberView } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { LoadedView } from "../../controls/loaded.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePages } from "../../controls/use-pages.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { booksPart } from "../edge/parse-books.ts";
import { withdrawalPart } from "../edge/parse-transfers.ts";
import { useOnline } from "../queue/use-online.ts";
import { useRules, type BankRules } from "../use-rules.ts";
import { PickMember } from "./pick-member.tsx";
import { SavingsDialog } from "./savings-dialog.tsx";
import { WithdrawalRow } from "./withdrawal-row.tsx";
import { useWithdrawalsText } from "./withdrawals-text.ts";

const parseBooks = answerOf(booksPart);

type View = "pending" | "settled";

/** What members asked for, on its way from the request to the money in the hand. */
export function WithdrawalsPage() {
  const text = useWithdrawalsText();
  const rules = useRules();
  const [view, setView] = useState<View>("pending");
  const [isPicking, setPicking] = useState(false);
  const isOnline = useOnline();
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <a class="button button-quiet" href="/bank/penarikan/daftar">
          {text.list}
        </a>
        <button class="button" type="button" onClick={() => setPicking(true)}>
          {text.request}
        </button>
      </PageHead>
      {(!isOnline || rules.failure?.reason === "network") && (
        <p class="status-line status-line-warn" role="status">
          {text.offline}
        </p>
      )}
      <LoadedView of={rules}>
        {(value) => (
          <Withdrawals
            rules={value}
            view={view}
            onView={setView}
            isPicking={isPicking}
            onPicked={() => setPicking(false)}
          />
        )}
      </LoadedView>
    </>
  );
}

interface WithdrawalsProps {
  rules: BankRules;
  view: View;
  onView: (view: View) => void;
  isPicking: boolean;
  onPicked: () => void;
}

function Withdrawals({ rules, view, onView, isPicking, onPicked }: WithdrawalsProps) {
  const text = useWithdrawalsText();
  const { api } = useBank();
  const say = useToast();
  const nowMs = useNow();
  const [member, setMember] = useState<MemberView | null>(null);
  const rows = usePages(`${api("withdrawals")}?state=${view}&limit=50`, withdrawalPart);
  const books = useLoaded(api("books"), parseBooks);
  const isOpen = books.value?.openDay !== null;
  const changed = (): void => {
    rows.refresh();
    books.refresh();
  };
  const asked = (said: string): void => {
    setMember(null);
    say(said);
    if (view === "pending") changed();
    else onView("pending");
  };
  return (
    <div class="stack-close">
      <SegmentField
        id="withdrawal-view"
        label={text.which}
        value={view}
        choices={[
          { value: "pending", label: text.pending },
          { value: "settled", label: text.settled },
        ]}
        onChange={onView}
      />
      {view === "pending" && !isOpen && <ClosedNote />}
      <PagedList of={rows} empty={<NoWithdrawals view={view} />}>
        {(items) => (
          <ul class="rows panel">
            {items.map((withdrawal) => (
              <WithdrawalRow
                key={withdrawal.seq}
                withdrawal={withdrawal}
                productName={rules.nameOfProduct(withdrawal.product)}
                isOpen={isOpen}
                onChanged={changed}
              />
            ))}
          </ul>
        )}
      </PagedList>
      <p class="quiet">{text.two(formatRupiah(rules.book.approvalLimitAt(nowMs)))}</p>
      {isPicking && (
        <PickMember
          title={text.pickTitle}
          onClose={onPicked}
          onPick={(picked) => {
            onPicked();
            setMember(picked);
          }}
        />
      )}
      {member !== null && (
        <SavingsDialog
          act="withdraw"
          member={member}
          product={member.balances[0]?.product ?? ""}
          onClose={() => setMember(null)}
          onDone={asked}
        />
      )}
    </div>
  );
}

function ClosedNote() {
  const text = useWithdrawalsText();
  return (
    <p class="status-line status-line-warn">
      {text.closedTitle}. {text.closedText} <a href="/bank/kas">{text.openCash}</a>
    </p>
  );
}

function NoWithdrawals({ view }: { view: View }) {
  const text = useWithdrawalsText();
  const isPending = view === "pending";
  return (
    <Notice
      icon="withdraw"
      title={isPending ? text.emptyTitle : text.settledEmptyTitle}
      text={isPending ? text.emptyText : text.settledEmptyText}
    />
  );
}
