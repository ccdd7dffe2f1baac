import { useMemo } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { SearchList } from "../parts/search-list.tsx";
import { parseSiteChoices } from "../rules/parse-alert-rules.ts";
import { draftOfRoles } from "./account-draft.ts";
import { parseAccounts, type Account } from "./parse-accounts.ts";
import { useAccountsText } from "./text/use-accounts-text.ts";

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
        {({ items, next }) => (
          <SearchList
            id="account-search"
            items={items}
            isCut={next !== null}
            words={text.list}
            textOf={({ name, username }) => `${name} ${username}`}
            keyOf={({ id }) => id}
            row={(account) => <AccountRow account={account} siteNames={nameOf} />}
          />
        )}
      </LoadedView>
    </>
  );
}

/** More places than this are read on the account's own page. */
const DUTIES_SHOWN = 3;

interface AccountRowProps {
  account: Account;
  siteNames: ReadonlyMap<string, string>;
}

function AccountRow({ account, siteNames }: AccountRowProps) {
  const text = useAccountsText();
  const { user } = useDesk();
  const { agency, duties } = draftOfRoles(account.roles);
  return (
    <a class="row-link desk-row" href={`/dlh/akun/${account.id}`}>
      <span class="row-main">
        <span class="row-name">{account.name}</span>
        <span class="row-note desk-row-place">
          {account.username}
          {account.id === user.id && ` · ${text.list.self}`}
        </span>
        <span class="desk-row-note">
          {agency !== "none" && <span class="badge">{text.agency[agency]}</span>}
          {duties.slice(0, DUTIES_SHOWN).map(({ role, site }) => (
            <span class="badge" key={`${role} ${site}`}>
              {text.dutyAt(text.duty[role], siteNames.get(site) ?? site)}
            </span>
          ))}
          {duties.length > DUTIES_SHOWN && (
            <span>{text.list.moreDuties(duties.length - DUTIES_SHOWN)}</span>
          )}
          {account.roles.length === 0 && <span class="badge badge-warn">{text.list.noAccess}</span>}
        </span>
      </span>
      <DeskIcon name="forward" />
    </a>
  );
}
