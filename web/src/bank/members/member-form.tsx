import type { Member } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { requestJson } from "../../edge/request.ts";
import { useBank } from "../bank-context.ts";
import { MEMBER_KINDS } from "../edge/member-kinds.ts";
import { memberPart } from "../edge/parse-members.ts";
import { openBanksPart } from "../edge/parse-profile.ts";
import { useListText } from "../list-text.ts";
import {
  EMPTY_DRAFT,
  draftOf,
  fieldsOf,
  isLike,
  isPhoneOrEmpty,
  tidyPhone,
  type MemberDraft,
} from "./member-draft.ts";
import { askMembers } from "./member-question.ts";
import { useMembersText } from "./members-text.ts";

const parseMember = answerOf(memberPart);
const parseMembers = answerOf(pageOf(memberPart));
const parseBanks = answerOf(openBanksPart);

interface MemberFormProps {
  /** Null registers a new one. */
  member: Member | null;
  onSaved: (member: Member) => void;
  onCancel: () => void;
  cancelLabel: string;
}

/** Registers or changes a member; a new one that looks like a known one is asked about first. */
export function MemberForm({ member, onSaved, onCancel, cancelLabel }: MemberFormProps) {
  const text = useMembersText();
  const { api } = useBank();
  const [draft, setDraft] = useState<MemberDraft>(member === null ? EMPTY_DRAFT : draftOf(member));
  const [isTried, setTried] = useState(false);
  const [similar, setSimilar] = useState<readonly Member[]>([]);
  const [isLooking, setLooking] = useState(false);
  const post = usePost(parseMember);
  const wrong = useFirstWrong();
  const change = (part: Partial<MemberDraft>): void => {
    setDraft({ ...draft, ...part });
    setSimilar([]);
  };

  const save = async (): Promise<void> => {
    const path = member === null ? api("members") : api(`members/${member.id}`);
    const method = member === null ? "POST" : "PUT";
    const answer = await post.send(path, fieldsOf(draft), { method });
    if (answer?.ok) onSaved(answer.value);
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (draft.name.trim() === "" || !isPhoneOrEmpty(draft.phone) || isLooking) return;
    if (member === null && similar.length === 0) {
      setLooking(true);
      const found = await findSimilar(api("members"), draft);
      setLooking(false);
      setSimilar(found);
      if (found.length > 0) return;
    }
    await save();
  };
  const isBusy = post.isSending || isLooking;
  return (
    <form
      class="stack-close"
      noValidate
      ref={wrong.ref}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
        wrong.refused();
      }}
    >
      <MemberFields draft={draft} isTried={isTried} onChange={change} />
      {similar.length > 0 && <Similar members={similar} />}
      <FailureLine failure={post.failure} />
      <div class="dialog-actions">
        <button class="button button-quiet" type="button" onClick={onCancel}>
          {cancelLabel}
        </button>
        <button class="button" type="submit" aria-disabled={isBusy}>
          {isBusy ? text.saving : similar.length > 0 ? text.saveAnyway : text.save}
        </button>
      </div>
    </form>
  );
}

/** A question that fails finds nobody: registering must not depend on it. */
async function findSimilar(path: string, draft: MemberDraft): Promise<Member[]> {
  const searches = [draft.name.trim(), tidyPhone(draft.phone)].filter((part) => part.length > 2);
  const answers = await Promise.all(
    searches.map((search) => {
      const { address, body } = askMembers(path, { search, limit: 20, isRetired: false });
      return requestJson(address, parseMembers, { body });
    }),
  );
  const found = new Map<string, Member>();
  for (const answer of answers) {
    for (const member of answer.ok ? answer.value.items : []) {
      if (isLike(draft, member)) found.set(member.id, member);
    }
  }
  return [...found.values()];
}

interface MemberFieldsProps {
  draft: MemberDraft;
  isTried: boolean;
  onChange: (part: Partial<MemberDraft>) => void;
}

function MemberFields({ draft, isTried, onChange }: MemberFieldsProps) {
  const text = useMembersText();
  const words = useListText();
  return (
    <>
      <TextField
        id="member-name"
        label={text.name}
        rule={text.nameRule}
        capitals="words"
        value={draft.name}
        error={isTried && draft.name.trim() === "" ? text.required : undefined}
        onInput={(name) => onChange({ name })}
      />
      <SelectField
        id="member-kind"
        label={text.kind}
        value={draft.kind}
        choices={MEMBER_KINDS.map((kind) => ({ value: kind, label: words.member[kind] }))}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === "unit" && <UnitField draft={draft} onChange={onChange} />}
      <TextField
        id="member-phone"
        label={text.phone}
        rule={text.phoneRule}
        type="tel"
        maxLength={20}
        isOptional
        value={draft.phone}
        error={isTried && !isPhoneOrEmpty(draft.phone) ? text.phoneWrong : undefined}
        onInput={(phone) => onChange({ phone })}
      />
      <TextField
        id="member-address"
        label={text.address}
        rule={text.addressRule}
        isOptional
        value={draft.address}
        onInput={(address) => onChange({ address })}
      />
    </>
  );
}

/** The banks of the district, for an induk that buys from them. */
function UnitField({ draft, onChange }: Omit<MemberFieldsProps, "isTried">) {
  const text = useMembersText();
  const { bank } = useBank();
  const banks = useLoaded("/api/v1/open/banks", parseBanks);
  const others = (banks.value?.banks ?? []).filter(({ id }) => id !== bank);
  return (
    <SelectField
      id="member-unit"
      label={text.unit}
      value={draft.unit}
      choices={[
        { value: "", label: text.unitNone },
        ...others.map(({ id, name }) => ({ value: id as string, label: name })),
      ]}
      onChange={(unit) => onChange({ unit })}
    />
  );
}

function Similar({ members }: { members: readonly Member[] }) {
  const text = useMembersText();
  return (
    <div class="status-line status-line-warn" role="alert">
      <p>{text.similarTitle}</p>
      <ul>
        {members.map((member) => (
          <li key={member.id}>
            <a href={`/bank/nasabah/${member.id}`}>
              {member.name} · {member.number}
            </a>
          </li>
        ))}
      </ul>
      <p>{text.similarGo}</p>
    </div>
  );
}
