import { useEffect } from "preact/hooks";
import { TextField } from "../../controls/text-field.tsx";
import { usePhoneLocation } from "../../me/report/use-location.ts";
import { typedDegrees, type PlaceDraft, type PlaceProblem } from "./place-draft.ts";
import { usePlaceText } from "../text/place-text.ts";

interface PlaceFieldsProps {
  draft: PlaceDraft;
  /** What holds where both are empty, or that neither may be. */
  rule: string;
  isOptional?: boolean;
  /** Only those that somebody should see now. */
  problems: ReadonlySet<string>;
  onChange: (change: Partial<PlaceDraft>) => void;
}

/** Where something stands, by hand or by the phone that is held beside it. */
export function PlaceFields(props: PlaceFieldsProps) {
  const { draft, rule, isOptional = true, problems, onChange } = props;
  const text = usePlaceText();
  const phone = usePhoneLocation();
  useEffect(() => {
    if (phone.located === null) return;
    const { lat, lon } = phone.located;
    onChange({ lat: typedDegrees(lat), lon: typedDegrees(lon) });
  }, [phone.located]);
  const errorOf = (problem: PlaceProblem) =>
    problems.has(problem) ? text.wrong[problem] : undefined;
  return (
    <fieldset class="field">
      <legend class="field-label">{text.place}</legend>
      <span class="field-rule">{rule}</span>
      <div class="form-grid">
        <TextField
          id="lat"
          label={text.lat}
          value={draft.lat}
          isOptional={isOptional}
          error={errorOf("lat")}
          onInput={(lat) => onChange({ lat })}
        />
        <TextField
          id="lon"
          label={text.lon}
          value={draft.lon}
          isOptional={isOptional}
          error={errorOf("lon")}
          onInput={(lon) => onChange({ lon })}
        />
      </div>
      <div class="form-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={phone.state === "looking"}
          onClick={phone.locate}
        >
          {phone.state === "looking" ? text.looking : text.here}
        </button>
      </div>
      <span role="status">
        {phone.state === "failed" && text.notLocated}
        {phone.state === "idle" && phone.located !== null && text.located(phone.located.accuracyM)}
      </span>
    </fieldset>
  );
}
