import type { BankProfile, BankProfileUpdate } from "@resik/contract/http/bank/profile";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatWeekday } from "../../format/date.ts";
import { formatNumber } from "../../format/number.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Facts, PageHead, Section, TreasurerNote } from "../desk-frame/page-parts.tsx";
import { openBanksPart, profilePart } from "../edge/parse-profile.ts";
import { isPhoneOrEmpty, tidyPhone } from "../members/member-draft.ts";
import { useReportsText } from "./reports-text.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { isSchedule, scheduleDraftOf, scheduleOf } from "./schedule-draft.ts";

const parseProfile = answerOf(profilePart);
const parseBanks = answerOf(openBanksPart);

/** What the bank says of itself: on receipts, to its members and to the agency. */
export function ProfilePage() {
  const text = useReportsText();
  const { language } = useLanguage();
  const { api, isTreasurer } = useBank();
  const profile = useLoaded(api(""), parseProfile);
  return (
    <>
      <PageHead title={text.profileTitle} lead={text.profileLead} />
      <LoadedView of={profile}>
        {(value) => (
          <div class="stack">
            <section class="section panel">
              <Facts
                facts={[
                  { label: text.name, value: value.name },
                  { label: text.bankNumber, value: String(value.number).padStart(3, "0") },
                  { label: text.area, value: value.areaName },
                  { label: text.members, value: formatNumber(value.activeMembers) },
                  ...(value.nextWeighingOn === null
                    ? []
                    : [{ label: text.next, value: formatWeekday(value.nextWeighingOn, language) }]),
                ]}
              />
            </section>
            {!isTreasurer && <TreasurerNote />}
            <ProfileForm profile={value} isLocked={!isTreasurer} onSaved={profile.refresh} />
          </div>
        )}
      </LoadedView>
    </>
  );
}

type Draft = Record<"address" | "phone" | "decreeNumber" | "director" | "receiptNote", string> & {
  induk: string;
};

const draftOf = (profile: BankProfile): Draft => ({
  address: profile.address ?? "",
  phone: profile.phone ?? "",
  decreeNumber: profile.decreeNumber ?? "",
  director: profile.director ?? "",
  receiptNote: profile.receiptNote ?? "",
  induk: profile.induk ?? "",
});

interface ProfileFormProps {
  profile: BankProfile;
  isLocked: boolean;
  onSaved: () => void;
}

function ProfileForm({ profile, isLocked, onSaved }: ProfileFormProps) {
  const text = useReportsText();
  const { bank, api } = useBank();
  const say = useToast();
  const banks = useLoaded("/api/v1/open/banks", parseBanks);
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [schedule, setSchedule] = useState(() => scheduleDraftOf(profile.weighing));
  const [isTried, setTried] = useState(false);
  const post = usePost(parseProfile);
  const wrong = useFirstWrong();
  const others = (banks.value?.banks ?? []).filter(({ id }) => id !== bank);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!isPhoneOrEmpty(draft.phone) || !isSchedule(schedule)) return;
    const body: BankProfileUpdate = {
      address: draft.address.trim() || null,
      phone: tidyPhone(draft.phone) || null,
      decreeNumber: draft.decreeNumber.trim() || null,
      director: draft.director.trim() || null,
      receiptNote: draft.receiptNote.trim() || null,
      induk: others.find(({ id }) => id === draft.induk)?.id ?? null,
      weighing: scheduleOf(schedule),
    };
    const answer = await post.send(api(""), body, { method: "PUT" });
    if (!answer?.ok) return;
    say(text.saved);
    onSaved();
  };
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
      <fieldset class="stack-close" disabled={isLocked}>
        <ProfileFields draft={draft} banks={others} isTried={isTried} onChange={change} />
        <Section title={text.schedule}>
          <ScheduleFields
            draft={schedule}
            hasError={isTried && !isSchedule(schedule)}
            onChange={setSchedule}
          />
        </Section>
        <FailureLine failure={post.failure} />
        {!isLocked && (
          <button class="button" type="submit" aria-disabled={post.isSending}>
            {post.isSending ? text.saving : text.save}
          </button>
        )}
      </fieldset>
    </form>
  );
}

interface ProfileFieldsProps {
  draft: Draft;
  banks: readonly { id: string; name: string }[];
  isTried: boolean;
  onChange: (part: Partial<Draft>) => void;
}

function ProfileFields({ draft, banks, isTried, onChange: change }: ProfileFieldsProps) {
  const text = useReportsText();
  return (
    <div class="section panel stack-close">
      <TextField
        id="bank-address"
        label={text.address}
        isOptional
        value={draft.address}
        onInput={(address) => change({ address })}
      />
      <div class="form-grid">
        <TextField
          id="bank-phone"
          label={text.phone}
          type="tel"
          isOptional
          maxLength={20}
          value={draft.phone}
          error={isTried && !isPhoneOrEmpty(draft.phone) ? text.phoneWrong : undefined}
          onInput={(phone) => change({ phone })}
        />
        <TextField
          id="bank-decree"
          label={text.decree}
          isOptional
          value={draft.decreeNumber}
          onInput={(decreeNumber) => change({ decreeNumber })}
        />
        <TextField
          id="bank-director"
          label={text.director}
          isOptional
          capitals="words"
          value={draft.director}
          onInput={(director) => change({ director })}
        />
        <SelectField
          id="bank-induk"
          label={text.induk}
          value={draft.induk}
          choices={[
            { value: "", label: text.indukNone },
            ...banks.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(induk) => change({ induk })}
        />
      </div>
      <TextField
        id="bank-note"
        label={text.note}
        isOptional
        value={draft.receiptNote}
        onInput={(receiptNote) => change({ receiptNote })}
      />
    </div>
  );
}
