import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { parsePosted, transferPart, type TransferRow } from "../edge/parse-transfers.ts";
import { useListText } from "../list-text.ts";
import "./history.css";
import { useHistoryText } from "./history-text.ts";
import { hasReceipt, mayReverse, settledIn } from "./transfer-rules.ts";

interface TransferListProps {
  member?: string;
  kinds?: string;
  from?: string;
  to?: string;
  limit: number;
  emptyText?: string;
  /** Without the member's name and without pages to follow. */
  isShort?: boolean;
}

function pathOf(base: string, props: TransferListProps): string {
  const query = new URLSearchParams({ limit: String(props.limit) });
  if (props.member) query.set("member", props.member);
  if (props.kinds) query.set("kinds", props.kinds);
  if (props.from) query.set("from", props.from);
  if (props.to) query.set("to", props.to);
  return `${base}?${query}`;
}

/** Records of the book, each with its receipt and the way to undo it. */
export function TransferList(props: TransferListProps) {
  const text = useHistoryText();
  const { api, isTreasurer } = useBank();
  const [target, setTarget] = useState<TransferRow | null>(null);
  const loaded = usePages(pathOf(api("transfers"), props), transferPart);
  const rows = props.isShort ? { ...loaded, hasMore: false } : loaded;
  const settled = settledIn(loaded.rows ?? []);
  const columns = useColumns(props.isShort === true, setTarget, (row) =>
    mayReverse(row, isTreasurer, settled),
  );
  const emptyText = props.emptyText ?? text.emptyText;
  return (
    <>
      <PagedList
        of={rows}
        empty={
          props.isShort ? (
            <p class="section-note">{emptyText}</p>
          ) : (
            <Notice icon="history" title={text.emptyTitle} text={emptyText} />
          )
        }
      >
        {(items) => (
          <DataTable caption={text.title} columns={columns} rows={items} keyOf={({ seq }) => seq} />
        )}
      </PagedList>
      {target !== null && (
        <ReverseDialog
          transfer={target}
          onClose={() => setTarget(null)}
          onDone={() => {
            setTarget(null);
            loaded.refresh();
          }}
        />
      )}
    </>
  );
}

function useColumns(
  isShort: boolean,
  onReverse: (row: TransferRow) => void,
  isReversible: (row: TransferRow) => boolean,
): Column<TransferRow>[] {
  const text = useHistoryText();
  const { language } = useLanguage();
  const isGone = (row: TransferRow): boolean => row.reversedBy !== null;
  const columns: (Column<TransferRow> | null)[] = [
    { id: "what", label: text.what, isTitle: true, show: (row) => <What row={row} /> },
    {
      id: "time",
      label: text.time,
      show: (row) => formatMoment(Date.parse(row.occurredAt), language),
    },
    isShort ? null : { id: "member", label: text.member, show: (row) => row.member?.name ?? "" },
    isShort ? null : { id: "by", label: text.by, show: (row) => row.actorName ?? "" },
    {
      id: "mass",
      label: text.mass,
      isNumeric: true,
      show: ({ detail }) =>
        detail.massG > 0 ? formatQuantity(detail.massG, "kg", language) : null,
    },
    {
      id: "amount",
      label: text.amount,
      isNumeric: true,
      show: (row) =>
        row.detail.amountRupiah === null ? null : (
          <span class={isGone(row) ? "strike" : undefined}>
            {formatRupiah(row.detail.amountRupiah)}
          </span>
        ),
    },
    {
      id: "act",
      label: "",
      show: (row) => (
        <span class="transfer-acts screen-only">
          {hasReceipt(row) && <a href={`/bank/struk/${row.seq}`}>{text.receipt}</a>}
          {isReversible(row) && (
            <button class="link-button" type="button" onClick={() => onReverse(row)}>
              {text.reverse}
            </button>
          )}
        </span>
      ),
    },
  ];
  return columns.filter((column) => column !== null);
}

function What({ row }: { row: TransferRow }) {
  const text = useHistoryText();
  const words = useListText();
  const { detail } = row;
  return (
    <span>
      <span class={row.reversedBy === null ? undefined : "strike"}>
        {words.transfer[detail.kind]}
      </span>{" "}
      {row.reversedBy !== null && <span class="badge badge-alarm">{text.reversed}</span>}
      {row.reversedBy === null && detail.isWaiting && (
        <span class="badge badge-warn">{text.waiting}</span>
      )}
      <span class="row-note">
        {text.number(row.seq)}
        {row.reverses !== null && ` · ${text.reverses(row.reverses)}`}
        {row.continues !== null && ` · ${text.continues(row.continues)}`}
        {detail.note !== null && ` · ${detail.note}`}
      </span>
    </span>
  );
}

interface ReverseDialogProps {
  transfer: TransferRow;
  onClose: () => void;
  onDone: () => void;
}

function ReverseDialog({ transfer, onClose, onDone }: ReverseDialogProps) {
  const text = useHistoryText();
  const words = useListText();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parsePosted);
  const confirm = async (reason: string): Promise<void> => {
    const path = api(`transfers/${transfer.seq}/reverse`);
    const answer = await post.send(path, { reason }, { isOccurring: true });
    if (!answer?.ok) return;
    say(text.reverseDone(transfer.seq));
    onDone();
  };
  return (
    <ConfirmDialog
      id="reverse"
      title={text.reverseTitle(words.transfer[transfer.detail.kind], transfer.seq)}
      confirmLabel={text.reverse}
      isAlarming
      needsReason
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={(reason) => void confirm(reason)}
      onClose={onClose}
    >
      <p>{text.reverseText}</p>
    </ConfirmDialog>
  );
}
