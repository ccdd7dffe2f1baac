import type { Member } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { newIntentKey } from "../../controls/intent.ts";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { requestJson, type Failure } from "../../edge/request.ts";
import { useBank } from "../bank-context.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { issuedCardPart, memberPart } from "../edge/parse-members.ts";
import { CardSheet, type IssuedCard } from "./issued-page.tsx";
import { useMembersText } from "./members-text.ts";

const parseMembers = answerOf(pageOf(memberPart));
const parseCard = answerOf(issuedCardPart);
/** What one sheet after another is made of; the next ones wait for the next time. */
const CARDS_MAX = 100;

/** Cards for all who have none, to be printed together. */
export function CardsPage() {
  const text = useMembersText();
  const { api } = useBank();
  const members = useLoaded(api(`members?limit=${CARDS_MAX}`), parseMembers);
  const [cards, setCards] = useState<readonly IssuedCard[]>([]);
  return (
    <>
      <div class="screen-only">
        <PageHead
          title={text.cardsTitle}
          lead={cards.length > 0 ? text.cardsOnce : text.cardsLead}
          back={{ href: "/bank/nasabah", label: text.back }}
        >
          {cards.length > 0 && (
            <button class="button" type="button" onClick={() => print()}>
              {text.print}
            </button>
          )}
        </PageHead>
      </div>
      {cards.length > 0 ? (
        <CardSheet cards={cards} />
      ) : (
        <LoadedView of={members}>
          {({ items }) => (
            <CardMaker members={items.filter(({ card }) => card === null)} onMade={setCards} />
          )}
        </LoadedView>
      )}
    </>
  );
}

interface CardMakerProps {
  members: readonly Member[];
  onMade: (cards: readonly IssuedCard[]) => void;
}

function CardMaker({ members, onMade }: CardMakerProps) {
  const text = useMembersText();
  const { api } = useBank();
  const [made, setMade] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const make = async (): Promise<void> => {
    if (made !== null) return;
    const cards: IssuedCard[] = [];
    setFailure(null);
    for (const member of members) {
      setMade(cards.length);
      const answer = await requestJson(api(`members/${member.id}/card`), parseCard, {
        body: {},
        idempotencyKey: newIntentKey(),
      });
      if (!answer.ok) {
        setFailure(answer.failure);
        break;
      }
      cards.push(answer.value);
    }
    setMade(null);
    // Those that were made are known only now, also when a later one failed.
    if (cards.length > 0) onMade(cards);
  };
  if (members.length === 0) return <p class="section-note">{text.cardsNone}</p>;
  return (
    <div class="stack-close">
      <FailureLine failure={failure} />
      <button
        class="button"
        type="button"
        aria-disabled={made !== null}
        onClick={() => void make()}
      >
        {made === null ? text.cardsMake(members.length) : text.cardsMaking(made, members.length)}
      </button>
    </div>
  );
}
