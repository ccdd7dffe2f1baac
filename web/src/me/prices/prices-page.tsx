import type { Delivery, Payout } from "@resik/contract/bank/rule";
import { useState } from "preact/hooks";
import { LoadedView } from "../../controls/loaded.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatDate } from "../../format/date.ts";
import { dayOf } from "../../format/month.ts";
import { formatRupiah } from "../../format/number.ts";
import { unitWord } from "../../format/quantity.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { parsePrices, type Price } from "../edge/parse-prices.ts";
import { PageHead } from "../page-head.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { choicesOf, FIRST_CHOICE, groupPrices, type PriceChoice } from "./price-list.ts";
import "./prices.css";

/** What each item brings at the resident's bank today. */
export function PricesPage({ account }: { account: MyAccount }) {
  const me = useMeText();
  const prices = useLoaded(`/api/v1/open/banks/${account.bank.id}/prices`, parsePrices);
  return (
    <>
      <PageHead title={me.links.prices} lead={me.prices.lead(account.bank.name)} />
      <LoadedView of={prices}>
        {(value) =>
          value.prices.length === 0 ? (
            <Notice icon="scale" title={me.prices.noneTitle} text={me.prices.noneText} />
          ) : (
            <PriceBrowser prices={value.prices} />
          )
        }
      </LoadedView>
    </>
  );
}

function PriceBrowser({ prices }: { prices: readonly Price[] }) {
  const me = useMeText();
  const [choice, setChoice] = useState<PriceChoice>(FIRST_CHOICE);
  const { payouts, deliveries } = choicesOf(prices);
  const groups = groupPrices(prices, choice);
  return (
    <>
      <div class="prices-choices">
        <SearchField
          id="price-search"
          label={me.prices.search}
          placeholder={me.prices.searchHint}
          value={choice.search}
          onSearch={(search) => setChoice((before) => ({ ...before, search }))}
        />
        {payouts && (
          <SegmentField<Payout>
            id="payout"
            label={me.prices.payout}
            value={choice.payout}
            choices={[
              { value: "saved", label: me.prices.saved },
              { value: "cash", label: me.prices.cash },
            ]}
            onChange={(payout) => setChoice((before) => ({ ...before, payout }))}
          />
        )}
        {deliveries && (
          <SegmentField<Delivery>
            id="delivery"
            label={me.prices.delivery}
            value={choice.delivery}
            choices={[
              { value: "dropped-off", label: me.prices.droppedOff },
              { value: "picked-up", label: me.prices.pickedUp },
            ]}
            onChange={(delivery) => setChoice((before) => ({ ...before, delivery }))}
          />
        )}
      </div>
      <div aria-live="polite">
        {groups.length === 0 && (
          <Notice icon="search" title={me.prices.notFoundTitle} text={me.prices.notFoundText} />
        )}
        {groups.map(({ group, prices: own }) => (
          <section key={group}>
            <h2 class="prices-group">{me.groups[group]}</h2>
            <ul class="panel prices">
              {own.map((price) => (
                <PriceLine price={price} key={`${price.item}.${price.grade}`} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function PriceLine({ price }: { price: Price }) {
  const { language } = useLanguage();
  const me = useMeText();
  return (
    <li class="price">
      <span class="price-words">
        <span class="price-name">{price.name}</span>
        <span class="me-note">
          {me.prices.gradeSince(
            price.grade,
            formatDate(dayOf(Date.parse(price.validFrom)), language),
          )}
        </span>
      </span>
      <span class="price-amount">
        {formatRupiah(price.rupiahPerUnit)}
        <span class="price-unit">/{unitWord(price.unit, language)}</span>
      </span>
    </li>
  );
}
