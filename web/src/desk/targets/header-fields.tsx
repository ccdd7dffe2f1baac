import { TextField } from "../../controls/text-field.tsx";
import type { KindFieldsProps } from "./kind-fields.tsx";
import { SecretField } from "./secret-field.tsx";
import type { HeaderDraft } from "./target-draft.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

const HEADERS_MAX = 10;
/** As the api takes it. */
const VALUE_MAX = 500;

/** Further headers of a request, such as the key of a gateway. */
export function HeaderFields({ draft, problems, onChange }: KindFieldsProps) {
  const { webhook, problems: words } = useTargetsText();
  const change = (index: number, part: Partial<HeaderDraft>): void =>
    onChange({
      headers: draft.headers.map((header, at) => (at === index ? { ...header, ...part } : header)),
    });
  const keptError = problems.has("secret")
    ? words.secret
    : problems.has("headerSecret")
      ? words.headerSecret
      : undefined;
  return (
    <fieldset
      class="field"
      aria-describedby={problems.has("headers") ? "headers-error" : undefined}
    >
      <legend class="field-label">{webhook.headers}</legend>
      {draft.headers.map((header, index) => (
        <div class="targets-header" key={index}>
          <TextField
            id={`header-name-${index}`}
            label={webhook.headerName}
            capitals="none"
            maxLength={60}
            value={header.name}
            onInput={(name) => change(index, { name })}
          />
          <SecretField
            id={`header-value-${index}`}
            label={webhook.headerValue}
            value={header.value}
            maxLength={VALUE_MAX}
            keptError={keptError}
            onInput={(value) => change(index, { value })}
          />
          <button
            class="link-button"
            type="button"
            aria-label={`${webhook.removeHeader}: ${header.name}`}
            onClick={() => onChange({ headers: draft.headers.filter((_one, at) => at !== index) })}
          >
            {webhook.removeHeader}
          </button>
        </div>
      ))}
      {problems.has("headers") && (
        <span class="field-error" id="headers-error">
          {words.headers}
        </span>
      )}
      {draft.headers.length < HEADERS_MAX && (
        <button
          class="link-button"
          type="button"
          onClick={() => onChange({ headers: [...draft.headers, { name: "", value: "" }] })}
        >
          {webhook.addHeader}
        </button>
      )}
    </fieldset>
  );
}
