import type { RuleBook } from "@resik/contract/bank/rule-book";
import { useEffect, useState } from "preact/hooks";
import type { SignedInUser } from "../../access/session.ts";
import { readText, writeSetting } from "../../shell/kept-setting.ts";
import { Notice } from "../../shell/notice.tsx";
import type { KeptDesk } from "../desk/desk.ts";
import type { DeskAccess } from "../desk/use-desk.ts";
import { newId } from "../new-id.ts";
import type { QueueItem } from "../queue/queue-item.ts";
import { DeskStrip } from "./desk-strip.tsx";
import { Depositing } from "./depositing.tsx";
import { newDraft, type Draft } from "./draft.ts";
import { MemberPicker } from "./member-picker.tsx";
import { productsOf } from "./products.ts";
import { SavedView } from "./saved-view.tsx";
import { useWeighText } from "./text/use-weigh-text.ts";
import type { DraftAccess } from "./use-draft.ts";
import { useReach } from "./use-reach.ts";

export interface WeighingProps {
  bank: string;
  user: SignedInUser;
  desk: DeskAccess;
  kept: KeptDesk;
  rules: RuleBook;
  items: readonly QueueItem[];
  access: DraftAccess;
  draft: Draft | null;
}

/** Member, then lines, then what became of it; and over again. */
export function Weighing(props: WeighingProps) {
  const { bank, user, desk, kept, rules, items, access, draft } = props;
  const text = useWeighText();
  const [savedItem, setSaved] = useState<QueueItem | null>(null);
  const isOnline = useReach(desk);
  const savedElsewhere = items.find(({ id }) => id === draft?.id);
  // Another tab saved what this one was still showing.
  useEffect(() => {
    if (savedElsewhere === undefined) return;
    setSaved(savedElsewhere);
    access.end();
  }, [savedElsewhere?.id]);
  useEffect(askToPersist, []);

  if (savedItem !== null && draft === null) {
    // The store's own copy tells what became of it meanwhile.
    const item = items.find(({ id }) => id === savedItem.id) ?? savedItem;
    return <SavedView item={item} onNext={() => setSaved(null)} />;
  }
  const products = productsOf(rules, kept.desk.takenAtMs);
  const start = (member: string | null): void => {
    const product = products[0]?.product ?? "";
    const username = user.username ?? "";
    setSaved(null);
    access.start(newDraft({ id: newId(), bank, username, member, product }));
  };
  return (
    <div class="weigh">
      <DeskStrip desk={desk} kept={kept} isOnline={isOnline} />
      {draft !== null && (
        <Depositing {...props} draft={draft} isOnline={isOnline} onSaved={setSaved} />
      )}
      {draft === null && kept.desk.rules.every(({ rule }) => rule.type !== "item") && (
        <Notice icon="scale" title={text.desk.noItemsTitle} text={text.desk.noItemsText} />
      )}
      {draft === null && (
        <section aria-labelledby="member-title">
          <h2 id="member-title">{text.member.title}</h2>
          <MemberPicker desk={kept.desk} allowsNobody onPick={start} />
        </section>
      )}
    </div>
  );
}

const ASKED_SETTING = "persist-asked";

/** Asks the browser once to let the phone's store be, also when space runs short. */
function askToPersist(): void {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage?.persist === undefined || readText(ASKED_SETTING) !== "") return;
  writeSetting(ASKED_SETTING, "yes");
  // Refused, the store still works; the browser may then clear it only when space runs out.
  void storage.persisted().then((isKept) => (isKept ? true : storage.persist()));
}
