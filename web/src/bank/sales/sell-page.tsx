import type { Buyer, StockRow } from "@resik/contract/http/bank/books";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { answerOf, fields, list } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { buyerPart, stockPart } from "../edge/parse-books.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useRules, type BankRules } from "../use-rules.ts";
import { usualPrice } from "./usual-price.ts";
import { SaleLineFields } from "./sale-line-fields.tsx";
import { emptyLine, lineBody, problemOf, stockOf, worthOf, type SaleLine } from "./sale-draft.ts";
import "./sales.css";
import { useSalesText } from "./sales-text.ts";

const parseBuyers = answerOf(fields({ items: list(buyerPart) }));
const parseStock = answerOf(stockPart);

/** Sells stock to the induk or a collector, with the shrinkage between the two scales. */
export function SellPage() {
  const text = useSalesText();
  const { api } = useBank();
  const buyers = useLoaded(api("buyers"), parseBuyers);
  const stock = useLoaded(api("stock"), parseStock);
  const rules = useRules();
  return (
    <>
      <PageHead
        title={text.sellTitle}
        lead={text.sellLead}
        back={{ href: "/bank/jual", label: text.back }}
      />
      <LoadedView of={buyers}>
        {({ items }) => (
          <LoadedView of={stock}>
            {({ rows }) => (
              <LoadedView of={rules}>
                {(known) => (
                  <SellForm
                    buyers={items}
                    stock={rows.filter((row) => row.inStock > 0)}
                    rules={known}
                  />
                )}
              </LoadedView>
            )}
          </LoadedView>
        )}
      </LoadedView>
    </>
  );
}

type Payment = "cash" | "receivable";

interface SellFormProps {
  buyers: readonly Buyer[];
  stock: readonly StockRow[];
  rules: BankRules;
}

function SellForm({ buyers, stock, rules }: SellFormProps) {
  const [chosen, setBuyer] = useState<string>(buyers[0]?.id ?? "");
  const [payment, setPayment] = useState<Payment>("cash");
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const text = useSalesText();
  const wrong = useFirstWrong();
  const buyer = buyers.find(({ id }) => id === chosen);
  const sale = useSaleLines(stock, rules, buyer?.kind ?? "collector");
  if (buyer === undefined || stock.length === 0) return <CannotSell hasBuyer={!!buyer} />;
  return (
    <form
      class="stack-close"
      noValidate
      ref={wrong.ref}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (sale.isReady) setAsking(true);
        else wrong.refused();
      }}
    >
      <SaleHead
        buyers={buyers}
        buyer={chosen}
        payment={payment}
        onBuyer={setBuyer}
        onPayment={setPayment}
      />
      {sale.lines.map((line, index) => (
        <SaleLineFields
          key={line.id}
          title={text.line(index + 1)}
          line={line}
          stock={stock}
          problem={isTried ? sale.problemOf(line) : null}
          onChange={(part) => sale.change(line.id, part)}
          onRemove={sale.lines.length > 1 ? () => sale.remove(line) : null}
        />
      ))}
      <button class="button button-quiet" type="button" onClick={sale.add}>
        {text.addLine}
      </button>
      <div class="sale-sum panel">
        <p>
          <span class="fact-label">{text.sum}</span>
          <span class="sale-total">{formatRupiah(sale.sumRupiah)}</span>
        </p>
        <button class="button" type="submit">
          {text.book}
        </button>
      </div>
      {isAsking && (
        <SaleDialog
          buyer={buyer}
          payment={payment}
          bodies={sale.bodies}
          sumRupiah={sale.sumRupiah}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}

/** The lines of one sale; choosing an item brings the price that this kind of buyer usually pays. */
function useSaleLines(stock: readonly StockRow[], rules: BankRules, hop: Buyer["kind"]) {
  const nowMs = useNow();
  const [lines, setLines] = useState<readonly SaleLine[]>([emptyLine(1)]);
  const rowOf = (line: SaleLine) => stock.find((row) => stockOf(row) === line.stock);
  const known = lines.flatMap((line) => {
    const row = rowOf(line);
    return row === undefined ? [] : [{ line, row }];
  });
  return {
    lines,
    sumRupiah: known.reduce((sum, { line, row }) => sum + worthOf(line, row), 0),
    bodies: known.map(({ line, row }) => lineBody(line, row)),
    isReady: lines.every((line) => problemOf(line, rowOf(line)) === null),
    problemOf: (line: SaleLine) => problemOf(line, rowOf(line)),
    add: () =>
      setLines((before) => [...before, emptyLine(Math.max(...before.map(({ id }) => id)) + 1)]),
    remove: (gone: SaleLine) => setLines((before) => before.filter(({ id }) => id !== gone.id)),
    change: (id: number, part: Partial<SaleLine>) =>
      setLines((before) =>
        before.map((line) => {
          if (line.id !== id) return line;
          const next = { ...line, ...part };
          const row = rowOf(next);
          const isOther = row !== undefined && next.stock !== line.stock;
          return isOther ? { ...next, rupiahPerUnit: usualPrice(rules, row, hop, nowMs) } : next;
        }),
      ),
  };
}

interface SaleHeadProps {
  buyers: readonly Buyer[];
  buyer: string;
  payment: Payment;
  onBuyer: (buyer: string) => void;
  onPayment: (payment: Payment) => void;
}

function SaleHead({ buyers, buyer, payment, onBuyer, onPayment }: SaleHeadProps) {
  const text = useSalesText();
  return (
    <div class="section panel form-grid">
      <SelectField
        id="sale-buyer"
        label={text.buyer}
        value={buyer}
        choices={buyers.map(({ id, name }) => ({ value: id as string, label: name }))}
        onChange={onBuyer}
      />
      <SegmentField
        id="sale-payment"
        label={text.payment}
        value={payment}
        choices={[
          { value: "cash", label: text.cash },
          { value: "receivable", label: text.receivableWay },
        ]}
        onChange={onPayment}
      />
    </div>
  );
}

interface SaleDialogProps {
  buyer: Buyer;
  payment: Payment;
  bodies: readonly object[];
  sumRupiah: number;
  onClose: () => void;
}

function SaleDialog({ buyer, payment, bodies, sumRupiah, onClose }: SaleDialogProps) {
  const text = useSalesText();
  const { api } = useBank();
  const { route } = useLocation();
  const say = useToast();
  const post = usePost(parsePosted);
  const book = async (): Promise<void> => {
    const body = { buyer: buyer.id, hop: buyer.kind, payment, lines: bodies };
    const answer = await post.send(api("sales"), body, { isOccurring: true });
    if (!answer?.ok) return;
    say(text.booked);
    route(`/bank/struk/${answer.value.transfer.seq}`);
  };
  return (
    <ConfirmDialog
      id="sale"
      title={text.bookTitle(formatRupiah(sumRupiah), buyer.name)}
      confirmLabel={text.book}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void book()}
      onClose={onClose}
    >
      <p>{text.bookText}</p>
      {payment === "cash" && <p class="quiet">{text.cashNeedsDay}</p>}
    </ConfirmDialog>
  );
}

function CannotSell({ hasBuyer }: { hasBuyer: boolean }) {
  const text = useSalesText();
  return (
    <Notice
      icon="sale"
      title={hasBuyer ? text.stockEmptyTitle : text.buyers}
      text={hasBuyer ? text.stockEmptyText : text.buyersNone}
    >
      <a class="button" href="/bank/jual">
        {text.back}
      </a>
    </Notice>
  );
}
