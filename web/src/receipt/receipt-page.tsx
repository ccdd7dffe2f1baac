import { useEffect, useState } from "preact/hooks";
import { isRefusal, requestJson, type Failure } from "../edge/request.ts";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { failureText } from "../text/failure-text.ts";
import { useLanguage } from "../text/language-context.tsx";
import { parseReceipt } from "./parse-receipt.ts";
import type { Receipt } from "./receipt.ts";
import { ReceiptActions } from "./receipt-actions.tsx";
import { ReceiptView } from "./receipt-view.tsx";
import { useReceiptText } from "./text/use-receipt-text.ts";

/** A receipt of the bank, with everything one may do with it. */
export const ReceiptPage = ({ bank, seq }: { bank: string; seq: number }) => (
  <FetchedReceipt path={`/api/v1/banks/${bank}/transfers/${seq}/receipt`} />
);

/** Fetches a receipt from the api and shows it. */
export function FetchedReceipt({ path }: { path: string }) {
  const { text: words } = useLanguage();
  const text = useReceiptText();
  usePageTitle(text.title);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    void requestJson(path, parseReceipt, { signal: abort.signal }).then((answer) => {
      if (abort.signal.aborted) return;
      if (answer.ok) setReceipt(answer.value);
      else setFailure(answer.failure);
    });
    return () => abort.abort();
  }, [path, tries]);

  if (failure !== null && isRefusal(failure, "not-found")) {
    return (
      <Notice
        icon="search"
        level="h1"
        title={text.page.missingTitle}
        text={text.page.missingText}
      />
    );
  }
  if (failure !== null) {
    return (
      <Notice
        icon="warning"
        level="h1"
        title={text.page.errorTitle}
        text={failureText(failure, words)}
        isError
      >
        <button class="button" type="button" onClick={() => setTries(tries + 1)}>
          {text.page.retry}
        </button>
      </Notice>
    );
  }
  if (receipt === null) return <div class="skeleton skeleton-part" aria-busy="true" />;
  return (
    <>
      <h1 class="visually-hidden">{text.title}</h1>
      <ReceiptView receipt={receipt} />
      <ReceiptActions receipt={receipt} />
    </>
  );
}
