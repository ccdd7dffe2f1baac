import { useState } from "preact/hooks";
import { isPin } from "../../access/pin.ts";
import { PinField } from "../../access/pin-field.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal, type Failure } from "../../edge/request.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import { useMeText } from "../text/use-me-text.ts";
import { useEndedSession } from "../use-mine.ts";

/** A new PIN by the old one. Other sessions end with it. */
export function PinForm() {
  const me = useMeText();
  const post = usePost(() => true);
  useEndedSession(post.failure);
  const [pins, setPins] = useState({ old: "", new: "", again: "" });
  const [isChecked, setChecked] = useState(false);
  const [isDone, setDone] = useState(false);
  const words = { show: me.pin.show, hide: me.pin.hide };
  const isSame = pins.new === pins.again;
  const isFine = isPin(pins.old) && isPin(pins.new) && isSame;

  const submit = async (): Promise<void> => {
    setChecked(true);
    setDone(false);
    if (!isFine) return;
    const answer = await post.send("/api/v1/me/pin", { pin: pins.old, newPin: pins.new });
    if (answer === null) return;
    setPins({ old: "", new: "", again: "" });
    setChecked(false);
    setDone(answer.ok);
  };
  const set = (name: keyof typeof pins) => (value: string) =>
    setPins((before) => ({ ...before, [name]: value }));
  const short = (pin: string) => (isChecked && !isPin(pin) ? me.pin.short : undefined);
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.pin.title}</h2>
      <form
        class="pin-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PinField
          id="pin-old"
          label={me.pin.old}
          value={pins.old}
          error={short(pins.old)}
          words={words}
          onInput={set("old")}
        />
        <PinField
          id="pin-new"
          label={me.pin.new}
          rule={me.pin.rule}
          value={pins.new}
          error={short(pins.new)}
          words={words}
          onInput={set("new")}
        />
        <PinField
          id="pin-again"
          label={me.pin.again}
          value={pins.again}
          error={isChecked && !isSame ? me.pin.notSame : undefined}
          words={words}
          onInput={set("again")}
        />
        <PinFailure failure={post.failure} />
        <StatusLine>{isDone && me.pin.done}</StatusLine>
        <button class="button" type="submit" aria-disabled={post.isSending}>
          {post.isSending ? me.sending : me.pin.send}
        </button>
      </form>
    </section>
  );
}

function PinFailure({ failure }: { failure: Failure | null }) {
  const { language } = useLanguage();
  const me = useMeText();
  if (failure === null) return null;
  return (
    <p class="status-line status-line-alarm" role="alert">
      {pinFailureText(failure, me.pin) ?? refusalText(failure, language)}
    </p>
  );
}

/** What a refusal means here and nowhere else; null for all others. */
function pinFailureText(failure: Failure, words: { wrong: string; easy: string }): string | null {
  if (isRefusal(failure, "not-allowed")) return words.wrong;
  return isRefusal(failure, "invalid-input") ? words.easy : null;
}
