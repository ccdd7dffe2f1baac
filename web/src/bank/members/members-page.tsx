import type { Member } from "@resik/contract/http/bank/members";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { Dialog } from "../../controls/dialog.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useToast } from "../../controls/toast.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { Icon } from "../../shell/icon.tsx";
import { Notice } from "../../shell/notice.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { memberPart } from "../edge/parse-members.ts";
import { useListText } from "../list-text.ts";
import { MemberForm } from "./member-form.tsx";
import { askMembers } from "./member-question.ts";
import { useMembersText } from "./members-text.ts";

/** Finds members, and registers new ones. */
export function MembersPage() {
  const text = useMembersText();
  const words = useControlText();
  const { api } = useBank();
  const { url, route } = useLocation();
  const say = useToast();
  const [search, setSearch] = useState("");
  const [isRetired, setRetired] = useState(false);
  const isAdding = new URLSearchParams(url.split("?")[1] ?? "").has("baru");
  const question = askMembers(api("members"), { search, limit: 50, isRetired });
  const members = usePages(question.address, memberPart, question.body);
  const close = (): void => route("/bank/nasabah", true);

  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <a class="button button-quiet" href="/bank/nasabah/kartu">
          <Icon name="card" />
          {text.cardsOpen}
        </a>
        <a class="button" href="/bank/nasabah?baru">
          <Icon name="person" />
          {text.add}
        </a>
      </PageHead>
      <div class="stack-close">
        <SearchField
          id="member-search"
          label={text.search}
          placeholder={text.searchHint}
          value={search}
          onSearch={setSearch}
        />
        <PagedList of={members} empty={<NoMembers isSearch={search !== "" || isRetired} />}>
          {(rows) => (
            <ul class="rows panel">
              {rows.map((member) => (
                <MemberRow member={member} key={member.id} />
              ))}
            </ul>
          )}
        </PagedList>
        <button class="button button-quiet" type="button" onClick={() => setRetired(!isRetired)}>
          {isRetired ? text.showActive : text.showRetired}
        </button>
      </div>
      {isAdding && (
        <Dialog id="member-form" title={text.formTitle} onClose={close}>
          <div class="dialog-body">
            <MemberForm
              member={null}
              cancelLabel={words.cancel}
              onCancel={close}
              onSaved={(member) => {
                say(text.added(member.name, member.number));
                route(`/bank/nasabah/${member.id}`, true);
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}

function NoMembers({ isSearch }: { isSearch: boolean }) {
  const text = useMembersText();
  return (
    <Notice
      icon="people"
      title={isSearch ? text.noneTitle : text.emptyTitle}
      text={isSearch ? text.noneText : text.emptyText}
    />
  );
}

function MemberRow({ member }: { member: Member }) {
  const text = useMembersText();
  const words = useListText();
  const notes = [member.number, words.member[member.kind], member.address].filter(Boolean);
  return (
    <li>
      <a class="row-link" href={`/bank/nasabah/${member.id}`}>
        <span class="row-main">
          <span class="row-name">{member.name}</span>
          <span class="row-note">{notes.join(" · ")}</span>
        </span>
        {member.retiredAt !== null && <span class="badge">{text.retired}</span>}
      </a>
    </li>
  );
}
