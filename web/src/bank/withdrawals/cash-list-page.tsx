import type { CashList } from "@resik/contract/http/bank/transfers";
import { useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { useBank } from "../bank-context.ts";
import { Facts, PageHead } from "../desk-frame/page-parts.tsx";
import { cashListPart } from "../edge/parse-transfers.ts";
import { useRules } from "../use-rules.ts";
import "./cash-list.css";
import { useWithdrawalsText } from "./withdrawals-text.ts";

const parseCashList = answerOf(cashListPart);

/** Whom to pay how much on one day: printed, counted and signed. */
export function CashListPage() {
  const text = useWithdrawalsText();
  const { api } = useBank();
  const rules = useRules();
  const [product, setProduct] = useState("");
  const [isOnlyWaiting, setOnlyWaiting] = useState(false);
  const query = product === "" ? "" : `?product=${product}`;
  const list = useLoaded(api(`cash-list${query}`), parseCashList);
  const products = rules.value?.products ?? [];
  return (
    <>
      <PageHead
        title={text.listTitle}
        lead={text.listLead}
        back={{ href: "/bank/penarikan", label: text.back }}
      >
        <button class="button" type="button" onClick={() => print()}>
          {text.print}
        </button>
      </PageHead>
      <div class="stack-close">
        <div class="form-grid screen-only">
          <SelectField
            id="cash-list-product"
            label={text.product}
            value={product}
            choices={[
              { value: "", label: text.allProducts },
              ...products.map((rule) => ({ value: rule.product as string, label: rule.name })),
            ]}
            onChange={setProduct}
          />
          <CheckField label={text.onlyWaiting} isOn={isOnlyWaiting} onChange={setOnlyWaiting} />
        </div>
        <LoadedView of={list}>
          {(value) => <CashListView list={value} isOnlyWaiting={isOnlyWaiting} />}
        </LoadedView>
      </div>
    </>
  );
}

function CashListView({ list, isOnlyWaiting }: { list: CashList; isOnlyWaiting: boolean }) {
  const text = useWithdrawalsText();
  const rows = isOnlyWaiting ? list.rows.filter((row) => row.toPayRupiah > 0) : list.rows;
  if (rows.length === 0) {
    return <Notice icon="cash" title={text.listEmptyTitle} text={text.listEmptyText} />;
  }
  const needed = list.toPayRupiah + (isOnlyWaiting ? 0 : list.withdrawableRupiah);
  const short = needed - list.cashRupiah;
  const columns: Column<CashList["rows"][number]>[] = [
    { id: "name", label: text.member, show: ({ member }) => member.name, isTitle: true },
    { id: "number", label: text.number, show: ({ member }) => member.number },
    { id: "product", label: text.product, show: (row) => row.productName },
    {
      id: "to-pay",
      label: text.toPay,
      show: (row) => formatRupiah(row.toPayRupiah),
      isNumeric: true,
    },
    {
      id: "withdrawable",
      label: text.withdrawable,
      show: (row) => formatRupiah(row.withdrawableRupiah),
      isNumeric: true,
    },
    { id: "sign", label: text.sign, show: () => <span class="sign-space" /> },
  ];
  return (
    <div class="stack-close">
      <section class="section panel">
        <Facts
          facts={[
            { label: text.cashNeeded, value: formatRupiah(needed) },
            { label: text.cashInBox, value: formatRupiah(list.cashRupiah) },
          ]}
        />
        <p class={short > 0 ? "status-line status-line-warn cash-check" : "status-line cash-check"}>
          {short > 0 ? text.cashShort(formatRupiah(short)) : text.cashEnough}
        </p>
      </section>
      <div class="panel cash-list">
        <DataTable
          caption={text.listTitle}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.member.id}/${row.product}`}
          footer={[
            text.total,
            "",
            "",
            formatRupiah(list.toPayRupiah),
            formatRupiah(list.withdrawableRupiah),
            "",
          ]}
        />
      </div>
    </div>
  );
}
