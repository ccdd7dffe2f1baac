import { useState } from "preact/hooks";
import type { MyAccount } from "../edge/parse-account.ts";
import { PageHead } from "../page-head.tsx";
import { firstProduct, ProductChoice } from "../product-choice.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { ProductRules } from "./product-rules.tsx";
import { PendingList } from "./pending-list.tsx";
import { WithdrawForm } from "./withdraw-form.tsx";
import "./withdraw.css";

/** Asks for money: the bank prepares it, and it is paid at the desk. */
export function WithdrawPage({ account }: { account: MyAccount }) {
  const me = useMeText();
  const [product, setProduct] = useState(() => firstProduct(account));
  const balance = account.balances.find((candidate) => candidate.product === product);
  return (
    <>
      <PageHead title={me.links.withdraw} lead={me.withdraw.lead} />
      <PendingList account={account} />
      <section class="panel me-card withdraw">
        <h2 class="me-card-title">{me.withdraw.formTitle}</h2>
        <ProductChoice account={account} value={product} onChange={setProduct} />
        {balance === undefined ? (
          <p class="me-note">{me.withdraw.noSavings}</p>
        ) : (
          <>
            <ProductRules balance={balance} />
            <WithdrawForm balance={balance} key={product} />
          </>
        )}
      </section>
    </>
  );
}
