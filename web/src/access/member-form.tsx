import { useState } from "preact/hooks";
import { TextField } from "../controls/text-field.tsx";
import type { Failure } from "../edge/request.ts";
import { Icon } from "../shell/icon.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { memberSignInText } from "./member-sign-in-text.ts";
import { isMemberName, isPin, tidyMemberName } from "./pin.ts";
import { PinField } from "./pin-field.tsx";
import { signInMember } from "./session.ts";
import { useAccessText } from "./text/use-access-text.ts";

interface MemberFormProps {
  /** The token of the card by which the page was opened; null without one. */
  card: string | null;
  onDropCard: () => void;
  onSignedIn: () => Promise<void>;
}

/** Number or phone and PIN; with a card the PIN alone. */
export function MemberForm({ card, onDropCard, onSignedIn }: MemberFormProps) {
  const access = useAccessText();
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [isSending, setSending] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isNameFine = card !== null || isMemberName(name);

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (isSending || !isNameFine || !isPin(pin)) return;
    setSending(true);
    setFailure(null);
    const answer = await signInMember(
      card === null ? { name: tidyMemberName(name) } : { card },
      pin,
    );
    if (answer.ok) {
      await onSignedIn();
    } else {
      setFailure(answer.failure);
      setPin("");
      setChecked(false);
    }
    setSending(false);
  };

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SignInFailure failure={failure} isByCard={card !== null} />
      {card === null ? (
        <TextField
          id="member-name"
          type="tel"
          label={access.memberName}
          rule={access.memberNameRule}
          maxLength={20}
          value={name}
          error={isChecked && !isNameFine ? nameError(name, access) : undefined}
          onInput={setName}
        />
      ) : (
        <CardSign onDrop={onDropCard} />
      )}
      <PinField
        id="pin"
        label={access.pin}
        rule={access.pinRule}
        value={pin}
        error={isChecked && !isPin(pin) ? pinError(pin, access) : undefined}
        words={{ show: access.pinShow, hide: access.pinHide }}
        onInput={setPin}
      />
      <button class="button" type="submit" aria-disabled={isSending}>
        {isSending ? access.signingIn : access.signIn}
      </button>
      <p class="form-note">{access.forgotten}</p>
    </form>
  );
}

function SignInFailure({ failure, isByCard }: { failure: Failure | null; isByCard: boolean }) {
  const { text } = useLanguage();
  const access = useAccessText();
  if (failure === null) return null;
  return (
    <p class="form-message form-message-error" role="alert">
      {memberSignInText(failure, { access, text }, isByCard)}
    </p>
  );
}

const nameError = (name: string, words: { missing: string; nameShort: string }): string =>
  name.trim() === "" ? words.missing : words.nameShort;

const pinError = (pin: string, words: { missing: string; pinShort: string }): string =>
  pin === "" ? words.missing : words.pinShort;

function CardSign({ onDrop }: { onDrop: () => void }) {
  const access = useAccessText();
  return (
    <div class="card-sign">
      <Icon name="person" />
      <span class="card-sign-words">
        <strong>{access.cardTitle}</strong>
        <span>{access.cardText}</span>
      </span>
      <button class="card-sign-drop" type="button" onClick={onDrop}>
        {access.cardDrop}
      </button>
    </div>
  );
}
