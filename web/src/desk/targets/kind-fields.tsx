import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { HeaderFields } from "./header-fields.tsx";
import { LinesField } from "./lines-field.tsx";
import { SECURITIES } from "./parse-targets.ts";
import { SecretField } from "./secret-field.tsx";
import type { DraftProblem, TargetDraft } from "./target-draft.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

export interface KindFieldsProps {
  draft: TargetDraft;
  /** What to show as wrong; empty until somebody tried to save. */
  problems: ReadonlySet<DraftProblem>;
  onChange: (part: Partial<TargetDraft>) => void;
}

/** What the api takes of each. */
const URL_MAX = 500;
const TOKEN_MAX = 90;
const SECRET_MAX = 200;

/** The fields of the chosen kind, with where to get what goes into them. */
export function KindFields(props: KindFieldsProps) {
  const text = useTargetsText();
  switch (props.draft.kind) {
    case "telegram":
      return <TelegramFields {...props} />;
    case "whatsapp":
      return <WhatsappFields {...props} />;
    case "email":
      return <EmailFields {...props} />;
    case "webhook":
      return <WebhookFields {...props} />;
    case "web-push":
      return <p class="targets-help">{text.push.help}</p>;
  }
}

/** The words of a problem, if it is one. */
export function useProblem({ problems }: Pick<KindFieldsProps, "problems">) {
  const text = useTargetsText();
  return (name: DraftProblem): string | undefined =>
    problems.has(name) ? text.problems[name] : undefined;
}

function TelegramFields({ draft, problems, onChange }: KindFieldsProps) {
  const { telegram } = useTargetsText();
  const problem = useProblem({ problems });
  return (
    <>
      <p class="targets-help">{telegram.help}</p>
      <SecretField
        id="bot-token"
        label={telegram.botToken}
        value={draft.botToken}
        maxLength={TOKEN_MAX}
        error={problem("botToken")}
        onInput={(botToken) => onChange({ botToken })}
      />
      <TextField
        id="chat-id"
        label={telegram.chatId}
        rule={telegram.chatIdRule}
        capitals="none"
        value={draft.chatId}
        error={problem("chatId")}
        onInput={(chatId) => onChange({ chatId })}
      />
    </>
  );
}

function AddressField({ draft, problems, onChange }: KindFieldsProps) {
  const { webhook } = useTargetsText();
  const problem = useProblem({ problems });
  return (
    <TextField
      id="url"
      label={webhook.url}
      capitals="none"
      maxLength={URL_MAX}
      value={draft.url}
      error={problem("url")}
      onInput={(url) => onChange({ url })}
    />
  );
}

function WhatsappFields(props: KindFieldsProps) {
  const { draft, onChange } = props;
  const { whatsapp } = useTargetsText();
  const problem = useProblem(props);
  return (
    <>
      <p class="targets-help">{whatsapp.help}</p>
      <AddressField {...props} />
      <LinesField
        id="template"
        label={whatsapp.template}
        rule={whatsapp.templateRule}
        rows={4}
        maxLength={4_000}
        value={draft.bodyTemplate}
        error={problem("bodyTemplate")}
        onInput={(bodyTemplate) => onChange({ bodyTemplate })}
      />
      <LinesField
        id="numbers"
        label={whatsapp.to}
        rule={whatsapp.toRule}
        rows={3}
        maxLength={500}
        value={draft.to}
        error={problem("numbers")}
        onInput={(to) => onChange({ to })}
      />
      <HeaderFields {...props} />
    </>
  );
}

function WebhookFields(props: KindFieldsProps) {
  const { draft, onChange } = props;
  const { webhook } = useTargetsText();
  const problem = useProblem(props);
  return (
    <>
      <p class="targets-help">{webhook.help}</p>
      <AddressField {...props} />
      <SecretField
        id="signing-key"
        label={webhook.signingKey}
        isOptional
        value={draft.signingKey}
        maxLength={SECRET_MAX}
        keptError={problem("secret")}
        onInput={(signingKey) => onChange({ signingKey })}
      />
      <HeaderFields {...props} />
    </>
  );
}

function EmailFields(props: KindFieldsProps) {
  const { draft, onChange } = props;
  const { email } = useTargetsText();
  const problem = useProblem(props);
  return (
    <>
      <p class="targets-help">{email.help}</p>
      <MailServerFields {...props} />
      <TextField
        id="from"
        label={email.from}
        capitals="none"
        value={draft.from}
        error={problem("from")}
        onInput={(from) => onChange({ from })}
      />
      <LinesField
        id="mails"
        label={email.to}
        rule={email.toRule}
        rows={3}
        maxLength={2_000}
        value={draft.to}
        error={problem("mails")}
        onInput={(to) => onChange({ to })}
      />
    </>
  );
}

function MailServerFields({ draft, problems, onChange }: KindFieldsProps) {
  const { email } = useTargetsText();
  const problem = useProblem({ problems });
  return (
    <>
      <TextField
        id="host"
        label={email.host}
        capitals="none"
        value={draft.host}
        error={problem("host")}
        onInput={(host) => onChange({ host })}
      />
      <div class="form-grid">
        <TextField
          id="port"
          label={email.port}
          type="tel"
          maxLength={5}
          value={draft.port}
          error={problem("port")}
          onInput={(port) => onChange({ port })}
        />
        <SelectField
          id="security"
          label={email.security}
          value={draft.security}
          choices={SECURITIES.map((value) => ({ value, label: email.securities[value] }))}
          onChange={(security) => onChange({ security })}
        />
      </div>
      <TextField
        id="mail-username"
        label={email.username}
        isOptional
        capitals="none"
        value={draft.username}
        onInput={(username) => onChange({ username })}
      />
      <SecretField
        id="mail-password"
        label={email.password}
        isOptional
        value={draft.password}
        maxLength={SECRET_MAX}
        keptError={problem("secret")}
        onInput={(password) => onChange({ password })}
      />
    </>
  );
}
