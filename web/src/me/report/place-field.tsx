import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseStationList } from "../../edge/parse-stations.ts";
import type { Station } from "../../edge/station.ts";
import { Icon } from "../../shell/icon.tsx";
import { distanceOf } from "../home/air-near.ts";
import { useReportText } from "./text/use-report-text.ts";
import type { Located, PhoneLocation } from "./use-location.ts";

/** Bins to choose from: more make a list that nobody reads on a phone. */
const BINS_MAX = 60;
const PLACE_CHARACTERS_MAX = 200;

/**
 * Bins of the public list, nearest first, or by name where nobody knows what is near. The chosen
 * one stays among them: what the form does not show must not be sent.
 */
export function binsToChoose(
  stations: readonly Station[],
  near: Pick<Located, "lat" | "lon"> | null,
  chosen: string,
): Station[] {
  const bins = stations
    .filter(({ kind }) => kind === "bin")
    .sort((a, b) =>
      near === null
        ? a.name.localeCompare(b.name)
        : distanceOf(a, near) - distanceOf(b, near) || a.name.localeCompare(b.name),
    );
  return bins.filter(({ device }, place) => place < BINS_MAX || device === chosen);
}

interface PlaceFieldProps {
  location: PhoneLocation;
  place: string;
  device: string;
  error: string | undefined;
  onPlace: (place: string) => void;
  onDevice: (device: string) => void;
}

/** Where: by the phone, in words, or a bin; one of them is enough. */
export function PlaceField(props: PlaceFieldProps) {
  const { location, place, device, error, onPlace, onDevice } = props;
  const { form } = useReportText();
  const stations = useLoaded("/api/v1/open/stations", parseStationList);
  const bins = binsToChoose(stations.value?.stations ?? [], location.located, device);
  return (
    <fieldset class="field report-where">
      <legend class="field-label">{form.where}</legend>
      <span class="field-rule">{form.whereRule}</span>
      <PhonePlace location={location} />
      <TextField
        id="place"
        label={form.place}
        rule={form.placeRule}
        value={place}
        error={error}
        maxLength={PLACE_CHARACTERS_MAX}
        isOptional
        onInput={onPlace}
      />
      {bins.length > 0 && (
        <SelectField
          id="bin"
          label={form.bin}
          value={device}
          choices={[
            { value: "", label: form.noBin },
            ...bins.map((bin) => ({ value: bin.device, label: `${bin.name} · ${bin.siteName}` })),
          ]}
          onChange={onDevice}
        />
      )}
    </fieldset>
  );
}

function PhonePlace({ location: { located, state, locate, forget } }: { location: PhoneLocation }) {
  const { form } = useReportText();
  return (
    <>
      <div class="report-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={state === "looking"}
          onClick={locate}
        >
          <Icon name="place" />
          {located === null ? form.locate : form.locateAgain}
        </button>
        {located && (
          <button class="link-button" type="button" onClick={forget}>
            {form.forgetPlace}
          </button>
        )}
      </div>
      <span role="status">
        {state === "looking" && form.locating}
        {state === "idle" && located && form.located(located.accuracyM)}
        {state === "failed" && form.locateFailed}
      </span>
    </>
  );
}
