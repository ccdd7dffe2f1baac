import { useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseSiteChoices } from "../rules/parse-alert-rules.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

interface SiteChoiceProps {
  chosen: readonly string[];
  onChange: (sites: readonly string[]) => void;
}

/** Of which places a target hears; the list is asked for when somebody opens it. */
export function SiteChoice({ chosen, onChange }: SiteChoiceProps) {
  const { form } = useTargetsText();
  const [isOpen, setOpen] = useState(false);
  const sites = useLoaded(isOpen ? "/api/v1/sites?limit=500" : null, parseSiteChoices);
  const count = chosen.length === 0 ? form.sitesAll : form.sitesSome(chosen.length);
  const toggle = (id: string, isOn: boolean): void =>
    onChange(isOn ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <details class="targets-sites" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{`${form.sites}: ${count}`}</summary>
      <p class="field-rule">{form.sitesRule}</p>
      <LoadedView of={sites} level="h3">
        {({ items }) => (
          <ul class="targets-site-list">
            {items.map(({ id, name }) => (
              <li key={id}>
                <CheckField
                  label={name}
                  isOn={chosen.includes(id)}
                  onChange={(isOn) => toggle(id, isOn)}
                />
              </li>
            ))}
          </ul>
        )}
      </LoadedView>
    </details>
  );
}
