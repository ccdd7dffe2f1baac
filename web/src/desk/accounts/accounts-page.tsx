import { useMemo, useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { parseSiteChoices } from "../rules/parse-alert-rules.ts";
import { draftOfRoles } from "./account-draft.ts";
import { parseAccounts, type Account } from "./parse-accounts.ts";
import { useAccountsText } from "./text/use-accounts-text.ts";
import "../parts/desk-rows.css";
import "./accounts.css";

/** Everybody who may sign in with a user name, and as what. */
export function AccountsPage() {
  const text = useAccountsText();
  const accounts = useLoaded("/api/v1/users?limit=500", parseAccounts);
  const sites = useLoaded("/api/v1/sites?limit=500", parseSiteChoices);
  const nameOf = useMemo(
    () => new Map((sites.value?.items ?? []).map(({ id, name }) => [id, name])),
    [sites.value],
  );
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <a class="button" href="/dlh/akun/baru">
          {text.add}
        </a>
      </PageHead>
      <LoadedView of={accounts}>
        {({ items, next }) => <Found accounts={items} siteNames={nameOf} isCut={next !== null} />}
      </LoadedView>
    </>
  );
}

const fits = ({ name, username }: Account, search: string): boolean =>
  `${name} ${username}`.toLowerCase().includes(search.trim().toLowerCase());

interface FoundProps {
  accounts: readonly Account[];
  siteNames: ReadonlyMap<string, string>;
  isCut: boolean;
}

function Found({ accounts, siteNames, isCut }: FoundProps) {
  const { list } = useAccountsText();
  const [search, setSearch] = useState("");
  const found = accounts.filter((account) => fits(account, search));
  return (
    <>
      <SearchField
        // Cleared from outside, it begins anew.
        key={search === "" ? "empty" : "typed"}
        id="account-search"
        label={list.search}
        placeholder={list.searchHint}
        value={search}
        onSearch={setSearch}
      />
      <p class="quiet accounts-count" role="status">
        {list.count(formatNumber(found.length), formatNumber(accounts.length))}
        {isCut && ` ${list.cut}`}
      </p>
      {found.length === 0 ? (
        <Notice icon="search" title={list.noneMatchTitle} text={list.noneMatchText}>
          <button class="button button-quiet" type="button" onClick={() => setSearch("")}>
            {list.clear}
          </button>
        </Notice>
      ) : (
        <ul class="rows panel" aria-label={list.name}>
          {found.map((account) => (
            <AccountRow key={account.id} account={account} siteNames={siteNames} />
          ))}
        </ul>
      )}
    </>
  );
}

interface AccountRowProps {
  account: Account;
  siteNames: ReadonlyMap<string, string>;
}

function AccountRow({ account, siteNames }: AccountRowProps) {
  const text = useAccountsText();
  const { user } = useDesk();
  const { agency, duties } = draftOfRoles(account.roles);
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/akun/${account.id}`}>
        <span class="row-main">
          <span class="row-name">{account.name}</span>
          <span class="row-note desk-row-place">
            {account.username}
            {account.id === user.id && ` · ${text.list.self}`}
          </span>
          <span class="desk-row-note">
            {agency !== "none" && <span class="badge">{text.agency[agency]}</span>}
            {duties.map(({ role, site }) => (
              <span class="badge" key={`${role} ${site}`}>
                {text.dutyAt(text.duty[role], siteNames.get(site) ?? site)}
              </span>
            ))}
            {account.roles.length === 0 && (
              <span class="badge badge-warn">{text.list.noAccess}</span>
            )}
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}
