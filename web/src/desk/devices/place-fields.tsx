import { useEffect } from "preact/hooks";
import { TextField } from "../../controls/text-field.tsx";
import { usePhoneLocation } from "../../me/report/use-location.ts";
import { typedDegrees, type PlaceDraft, type PlaceProblem } from "./place-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface PlaceFieldsProps {
  draft: PlaceDraft;
  /** Only those that somebody should see now. */
  problems: ReadonlySet<string>;
  onChange: (change: Partial<PlaceDraft>) => void;
}

/** Where a device stands, by hand or by the phone that is held beside it. */
export function PlaceFields({ draft, problems, onChange }: PlaceFieldsProps) {
  const text = useDevicesText();
  const { form } = text;
  const phone = usePhoneLocation();
  useEffect(() => {
    if (phone.located === null) return;
    const { lat, lon } = phone.located;
    onChange({ lat: typedDegrees(lat), lon: typedDegrees(lon) });
  }, [phone.located]);
  const errorOf = (problem: PlaceProblem) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <fieldset class="field">
      <legend class="field-label">{form.place}</legend>
      <span class="field-rule">{form.placeRule}</span>
      <div class="form-grid">
        <TextField
          id="lat"
          label={form.lat}
          value={draft.lat}
          isOptional
          error={errorOf("lat")}
          onInput={(lat) => onChange({ lat })}
        />
        <TextField
          id="lon"
          label={form.lon}
          value={draft.lon}
          isOptional
          error={errorOf("lon")}
          onInput={(lon) => onChange({ lon })}
        />
      </div>
      <div class="device-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={phone.state === "looking"}
          onClick={phone.locate}
        >
          {phone.state === "looking" ? form.looking : form.here}
        </button>
      </div>
      <span role="status">
        {phone.state === "failed" && form.notLocated}
        {phone.state === "idle" && phone.located !== null && form.located(phone.located.accuracyM)}
      </span>
    </fieldset>
  );
}
