import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { TextField } from "../controls/text-field.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { isRefusal } from "../edge/request.ts";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { parseReceiptCheck } from "./parse-receipt-check.ts";
import { readReceiptNumber } from "./receipt-number.ts";
import { CheckAnswer } from "./check-answer.tsx";
import { useCheckText } from "./text/use-check-text.ts";
import "./receipt-check.css";

/** Says whether a receipt is genuine, and nothing of whom. */
export function ReceiptCheckPage({ receipt }: { receipt: string | null }) {
  const check = useCheckText();
  usePageTitle(check.title);
  const number = receipt === null ? null : readReceiptNumber(decoded(receipt));
  return (
    <div class="receipt-check">
      <h1 class="check-title">{check.title}</h1>
      <p class="check-lead">{check.lead}</p>
      {number !== null && <CheckedReceipt number={number} key={number} />}
      {receipt !== null && number === null && <CheckAnswer answer={null} />}
      <NumberForm first={receipt === null} />
    </div>
  );
}

/** What stands in the address bar may be no valid encoding at all. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function CheckedReceipt({ number }: { number: string }) {
  const check = useCheckText();
  const path = `/api/v1/open/receipts/${encodeURIComponent(number)}`;
  const { value, failure, refresh } = useLoaded(path, parseReceiptCheck);
  if (value !== null) return <CheckAnswer answer={value} />;
  if (failure === null) return <div class="skeleton skeleton-part" aria-busy="true" />;
  if (isRefusal(failure, "not-found")) return <CheckAnswer answer={null} />;
  return <FailureNotice title={check.errorTitle} failure={failure} onRetry={refresh} />;
}

/** `first`: nothing was asked yet; otherwise it is for another receipt. */
function NumberForm({ first }: { first: boolean }) {
  const check = useCheckText();
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const [isBad, setBad] = useState(false);
  const submit = (): void => {
    const number = readReceiptNumber(typed);
    setBad(number === null);
    if (number === null) return;
    setTyped("");
    route(`/cek/${number}`);
  };
  return (
    <form
      class="panel check-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {!first && <h2 class="check-another">{check.another}</h2>}
      <TextField
        id="receipt-number"
        label={check.number}
        rule={check.numberRule}
        capitals="none"
        maxLength={120}
        value={typed}
        error={isBad ? check.bad : undefined}
        onInput={(value) => {
          setTyped(value);
          setBad(false);
        }}
      />
      <button class={first ? "button" : "button button-quiet"} type="submit">
        {check.check}
      </button>
    </form>
  );
}
