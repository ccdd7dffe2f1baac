import type { DeviceKind } from "@resik/contract/http/registry";
import type { COMMANDS } from "@resik/contract/payload/downlink";
import { useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal, type Answer, type Failure } from "../../edge/request.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import { parseReply } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

type CommandName = (typeof COMMANDS)[number];

const COMMANDS_BY_KIND: Record<DeviceKind, readonly CommandName[]> = {
  bin: ["identify", "reboot"],
  air: ["identify", "reboot"],
  scale: ["tare", "identify", "reboot"],
};

type Reply = { ok: boolean; detail: string | null };

interface Outcome {
  name: CommandName;
  answer: Answer<{ reply: Reply }>;
}

/** Sends a command and says what the device answered. */
export function CommandSection({ id, kind }: { id: string; kind: DeviceKind }) {
  const { command: text } = useDevicesText();
  const post = usePost(parseReply);
  const [asked, setAsked] = useState<CommandName | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const send = async (name: CommandName): Promise<void> => {
    // Another command waits until this one has its answer.
    if (post.isSending) return;
    setAsked(name);
    setOutcome(null);
    const answer = await post.send(`/api/v1/devices/${id}/command`, { name });
    if (answer !== null) setOutcome({ name, answer });
  };
  return (
    <Section title={text.title} note={text.lead}>
      <ul class="commands">
        {COMMANDS_BY_KIND[kind].map((name) => (
          <li key={name}>
            <button
              class="button button-quiet"
              type="button"
              aria-disabled={post.isSending}
              onClick={() => void send(name)}
            >
              {text.names[name]}
            </button>
            <span class="quiet">{text.notes[name]}</span>
          </li>
        ))}
      </ul>
      <div role="status">
        {post.isSending && asked !== null && (
          <p class="status-line status-line-warn">{text.waiting(text.names[asked])}</p>
        )}
        {outcome !== null && <OutcomeLine outcome={outcome} />}
      </div>
    </Section>
  );
}

function OutcomeLine({ outcome: { name, answer } }: { outcome: Outcome }) {
  const { command: text } = useDevicesText();
  const { language } = useLanguage();
  const words = text.names[name];
  if (!answer.ok) {
    return <p class="status-line status-line-alarm">{failureOf(answer.failure)}</p>;
  }
  const { ok, detail } = answer.value.reply;
  return (
    <p class={ok ? "status-line" : "status-line status-line-alarm"}>
      {ok ? text.done(words) : text.refused(words)}
      {detail !== null && detail !== "" && ` ${text.detail(detail)}`}
    </p>
  );

  function failureOf(failure: Failure): string {
    if (isRefusal(failure, "device-silent")) return text.silent(words);
    return failure.reason === "network" ? text.lost(words) : refusalText(failure, language);
  }
}
