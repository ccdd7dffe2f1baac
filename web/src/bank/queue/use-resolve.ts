import type { DepositBody } from "@resik/contract/http/bank/transfers";
import { useEffect, useState } from "preact/hooks";
import type { Failure } from "../../edge/request.ts";
import type { ProvisionalReceipt } from "../../receipt/receipt.ts";
import type { DeskAccess } from "../desk/use-desk.ts";
import { newId } from "../new-id.ts";
import { useWeighText } from "../weigh/text/use-weigh-text.ts";
import { repriced } from "./change-body.ts";
import { findInBook } from "./find-in-book.ts";
import { rulesForDeposit } from "./new-prices.ts";
import { changeItem } from "./phone-queue.ts";
import type { QueueItem } from "./queue-item.ts";
import { decide, foundInBook } from "./queue-machine.ts";

/** Refusals that a new price settles. */
export const PRICE_CODES: ReadonlySet<string> = new Set(["price-changed", "no-price"]);

/** Where the changes of a person stand before they are sent. */
export interface Changes {
  body: DepositBody;
  paper: ProvisionalReceipt;
}

export interface Resolving {
  changes: Changes;
  /** What was found out; empty for nothing. */
  said: string;
  failure: Failure | null;
  isWorking: boolean;
  /** Prices a changed deposit by what the server has now. */
  reprice: (body: DepositBody) => Promise<void>;
  /** Looks whether the book has it already. */
  lookInBook: () => Promise<void>;
  /** Sends it with the changes, as a new wish. */
  send: () => void;
}

/** What a person does about one refused deposit. */
export function useResolve(item: QueueItem, desk: DeskAccess): Resolving {
  const text = useWeighText();
  const [changes, setChanges] = useState<Changes>({ body: item.body, paper: item.paper });
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isWorking, setWorking] = useState(false);
  const code = item.trouble?.code ?? "";

  const reprice = async (body: DepositBody): Promise<void> => {
    setWorking(true);
    setFailure(null);
    const kept = (await desk.refresh()) ?? desk.kept;
    const rules = await rulesForDeposit(item.bank, body, kept?.desk.rules ?? []);
    setWorking(false);
    if (!rules.ok) return setFailure(rules.failure);
    if (kept === null) return;
    const known = { desk: kept.desk, rules: rules.value, operatorName: item.savedByName };
    const { body: priced, paper, isPriced } = repriced(body, known);
    // A member who was retired is in no list any more.
    const isSameMember = body.payee.member === item.body.payee.member;
    const member = paper.member ?? (isSameMember ? item.paper.member : null);
    setChanges({ body: priced, paper: { ...paper, member } });
    setSaid(isPriced ? "" : text.resolve.pricesMissing);
  };
  // Old and new price are there before anybody asks.
  useEffect(() => {
    if (PRICE_CODES.has(code)) void reprice(item.body);
  }, []);

  return {
    changes,
    said,
    failure,
    isWorking,
    reprice,
    async lookInBook() {
      setWorking(true);
      setFailure(null);
      const answer = await findInBook(item);
      setWorking(false);
      if (!answer.ok) return setFailure(answer.failure);
      const seq = answer.value;
      if (seq === null) return setSaid(text.resolve.notInBook);
      await changeItem(item.id, (now) => foundInBook(now, seq, Date.now()));
    },
    send() {
      const decision = { key: newId(), nowMs: Date.now(), ...changes };
      void changeItem(item.id, (now) => decide(now, decision));
    },
  };
}
