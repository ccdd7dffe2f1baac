import type { Member } from "@resik/contract/http/bank/members";
import { QrCode } from "../../receipt/qr-code.tsx";
import { PageHead } from "../desk-frame/page-parts.tsx";
import "./members.css";
import { useMembersText } from "./members-text.ts";

/** A card's token or a PIN, in the only moment in which they are known. */
export type Issued =
  { kind: "cards"; cards: readonly IssuedCard[] } | { kind: "pin"; member: Member; pin: string };

export interface IssuedCard {
  member: Member;
  token: string;
}

/** Shows what was issued so that it can be printed and handed over; then it is gone. */
export function IssuedPage({ issued, onDone }: { issued: Issued; onDone: () => void }) {
  const text = useMembersText();
  const isCards = issued.kind === "cards";
  return (
    <>
      <div class="screen-only">
        <PageHead
          title={isCards ? text.cardReady : text.pinReady}
          lead={isCards ? text.cardOnce : text.pinOnce}
        >
          <button class="button button-quiet" type="button" onClick={onDone}>
            {text.done}
          </button>
          <button class="button" type="button" onClick={() => print()}>
            {text.print}
          </button>
        </PageHead>
      </div>
      {isCards ? <CardSheet cards={issued.cards} /> : <PinSlip {...issued} />}
    </>
  );
}

/** Ten cards on a sheet of A4, in the size of a bank card. */
export function CardSheet({ cards }: { cards: readonly IssuedCard[] }) {
  return (
    <ul class="card-sheet">
      {cards.map(({ member, token }) => (
        <li class="member-card" key={member.id}>
          <div class="member-card-words">
            <p class="member-card-mark">Resik</p>
            <p class="member-card-name">{member.name}</p>
            <p class="member-card-number">{member.number}</p>
          </div>
          {/* The token stands behind the #, which no server and no log ever sees. */}
          <QrCode text={`${location.origin}/masuk#${token}`} label={`QR ${member.number}`} />
        </li>
      ))}
    </ul>
  );
}

function PinSlip({ member, pin }: { member: Member; pin: string }) {
  const text = useMembersText();
  return (
    <div class="pin-slip panel">
      <p class="member-card-mark">Resik</p>
      <p class="member-card-name">{member.name}</p>
      <p>
        {text.number}: <strong>{member.number}</strong>
      </p>
      <p class="pin-digits" data-testid="pin">
        {pin}
      </p>
      <p class="quiet">{text.slipHow(location.host)}</p>
    </div>
  );
}
