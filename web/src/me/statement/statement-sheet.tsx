import type { ComponentChildren } from "preact";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { formatDate } from "../../format/date.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import type { MyStatement, PassbookRow } from "../edge/parse-passbook.ts";
import { kindText } from "../passbook/kind-text.ts";
import { signedRupiah } from "../passbook/passbook-row.tsx";
import { useMeText } from "../text/use-me-text.ts";
import type { Days } from "./period.ts";

interface StatementSheetProps {
  account: MyAccount;
  product: string;
  days: Days;
  statement: MyStatement;
  madeAtMs: number;
}

/** The sheet itself: all of it is printed, and nothing around it. */
export function StatementSheet(props: StatementSheetProps) {
  const { account, statement, days } = props;
  const { language } = useLanguage();
  const me = useMeText();
  const { member, bank } = account;
  const product = account.balances.find((balance) => balance.product === props.product);
  return (
    <article class="panel statement">
      <header class="statement-head">
        <div>
          <h2 class="statement-title">{me.statement.sheet}</h2>
          <p>
            {me.statement.range(formatDate(days.from, language), formatDate(days.to, language))}
          </p>
        </div>
        <button class="button no-print" type="button" onClick={() => print()}>
          {me.statement.print}
        </button>
      </header>
      <dl class="statement-facts">
        <Fact name={me.statement.bank}>{bank.name}</Fact>
        <Fact name={me.statement.member}>
          {member.name}, {member.number}
        </Fact>
        <Fact name={me.product}>{product?.name ?? ""}</Fact>
        <Fact name={me.statement.opening}>{formatRupiah(statement.openingRupiah)}</Fact>
        <Fact name={me.statement.credits}>{formatRupiah(statement.creditsRupiah)}</Fact>
        <Fact name={me.statement.debits}>{formatRupiah(statement.debitsRupiah)}</Fact>
        <Fact name={me.statement.closing} isMain>
          {formatRupiah(statement.closingRupiah)}
        </Fact>
      </dl>
      {statement.rows.length === 0 ? (
        <p class="statement-none">{me.statement.none}</p>
      ) : (
        <StatementTable rows={statement.rows} />
      )}
      <p class="statement-foot">{me.statement.made(formatMoment(props.madeAtMs, language))}</p>
    </article>
  );
}

function StatementTable({ rows }: { rows: readonly PassbookRow[] }) {
  const { language } = useLanguage();
  const me = useMeText();
  const columns: Column<PassbookRow>[] = [
    {
      id: "at",
      label: me.statement.time,
      isTitle: true,
      show: ({ at }) => formatMoment(Date.parse(at), language),
    },
    {
      id: "what",
      label: me.statement.what,
      show: (row) => (
        <span>
          {kindText(row.kind, me)}
          {row.reversedBy !== null && `, ${me.passbook.undone.toLowerCase()}`}
          {row.reason !== null && <span class="statement-reason">{row.reason}</span>}
        </span>
      ),
    },
    {
      id: "amount",
      label: me.statement.amount,
      isNumeric: true,
      show: ({ amountRupiah }) => signedRupiah(amountRupiah),
    },
    {
      id: "balance",
      label: me.statement.balance,
      isNumeric: true,
      show: ({ balanceRupiah }) => formatRupiah(balanceRupiah),
    },
  ];
  return (
    <DataTable
      caption={me.statement.sheet}
      columns={columns}
      rows={rows}
      keyOf={({ seq }) => seq}
    />
  );
}

interface FactProps {
  name: string;
  isMain?: boolean;
  children: ComponentChildren;
}

function Fact({ name, isMain, children }: FactProps) {
  return (
    <div class={isMain ? "statement-fact statement-fact-main" : "statement-fact"}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
