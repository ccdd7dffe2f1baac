import type { Buyer } from "@resik/contract/http/bank/books";
import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, list } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { buyerPart } from "../edge/parse-books.ts";
import { useListText } from "../list-text.ts";
import { isPhoneOrEmpty, tidyPhone } from "../members/member-draft.ts";
import { useMembersText } from "../members/members-text.ts";
import { useSalesText } from "./sales-text.ts";

const parseBuyers = answerOf(fields({ items: list(buyerPart) }));
const parseBuyer = answerOf(buyerPart);

/** To whom the bank sells, and what they still owe. */
export function Buyers() {
  const text = useSalesText();
  const { api, isTreasurer } = useBank();
  const buyers = useLoaded(api("buyers"), parseBuyers);
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={text.buyers}
      isFlush
      action={
        isTreasurer && (
          <button class="button button-quiet" type="button" onClick={() => setAdding(true)}>
            {text.addBuyer}
          </button>
        )
      }
    >
      <LoadedView of={buyers}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="section-note">{text.buyersNone}</p>
          ) : (
            <ul class="rows">
              {items.map((buyer) => (
                <BuyerRow buyer={buyer} key={buyer.id} />
              ))}
            </ul>
          )
        }
      </LoadedView>
      {isAdding && (
        <BuyerDialog
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            buyers.refresh();
          }}
        />
      )}
    </Section>
  );
}

function BuyerRow({ buyer }: { buyer: Buyer }) {
  const text = useSalesText();
  const words = useListText();
  const owes = buyer.receivableRupiah;
  return (
    <li class="row-link">
      <span class="row-main">
        <span class="row-name">{buyer.name}</span>
        <span class="row-note">
          {[words.buyer[buyer.kind], buyer.phone].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span class="row-figure">
        {owes === 0 ? (
          <span class="badge badge-good">{text.noDebt}</span>
        ) : (
          <>
            <span class="row-note">{text.receivable}</span>
            {formatRupiah(owes)}
          </>
        )}
      </span>
    </li>
  );
}

function BuyerDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const text = useSalesText();
  const words = useListText();
  const member = useMembersText();
  const { api } = useBank();
  const say = useToast();
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [kind, setKind] = useState<"induk" | "collector">("collector");
  const [isTried, setTried] = useState(false);
  const post = usePost(parseBuyer);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "" || !isPhoneOrEmpty(phone)) return;
    const body = { name: name.trim(), phone: tidyPhone(phone) || null, kind };
    const answer = await post.send(api("buyers"), body);
    if (!answer?.ok) return;
    say(text.buyerAdded);
    onDone();
  };
  return (
    <FormDialog
      id="buyer"
      title={text.addBuyer}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        id="buyer-name"
        label={text.name}
        capitals="words"
        value={name}
        error={isTried && name.trim() === "" ? text.nameMissing : undefined}
        onInput={setName}
      />
      <SegmentField
        id="buyer-kind"
        label={text.kind}
        value={kind}
        choices={[
          { value: "collector", label: words.buyer.collector },
          { value: "induk", label: words.buyer.induk },
        ]}
        onChange={setKind}
      />
      <TextField
        id="buyer-phone"
        label={text.phone}
        type="tel"
        isOptional
        maxLength={20}
        value={phone}
        error={isTried && !isPhoneOrEmpty(phone) ? member.phoneWrong : undefined}
        onInput={setPhone}
      />
    </FormDialog>
  );
}
