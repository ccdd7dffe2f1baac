import { LoadedView } from "../../controls/loaded.tsx";
import { isRefusal } from "../../edge/request.ts";
import { parseReceipt } from "../../receipt/parse-receipt.ts";
import { ReceiptActions } from "../../receipt/receipt-actions.tsx";
import { ReceiptView } from "../../receipt/receipt-view.tsx";
import { Icon } from "../../shell/icon.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useMeText } from "../text/use-me-text.ts";
import { useMine } from "../use-mine.ts";

/** A receipt of the resident's own savings. */
export function MyReceiptPage({ seq }: { seq: number }) {
  const me = useMeText();
  const receipt = useMine(`/api/v1/me/receipts/${seq}`, parseReceipt);
  usePageTitle(me.receipt.title);
  const isGone = receipt.failure !== null && isRefusal(receipt.failure, "not-found");
  return (
    <>
      <a class="me-back" href="/saya/buku">
        <Icon name="back" />
        {me.receipt.back}
      </a>
      {isGone ? (
        <Notice icon="search" level="h1" title={me.receipt.goneTitle} text={me.receipt.goneText} />
      ) : (
        <LoadedView of={receipt} level="h1">
          {(value) => (
            <>
              <h1 class="visually-hidden">{me.receipt.title}</h1>
              <ReceiptView receipt={value} />
              <ReceiptActions receipt={value} />
            </>
          )}
        </LoadedView>
      )}
    </>
  );
}
