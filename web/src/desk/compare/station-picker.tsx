import { useState } from "preact/hooks";
import type { Station } from "../../edge/station.ts";
import { COMPARED_MAX } from "./compare-choice.ts";
import { useCompareText } from "./text/use-compare-text.ts";

interface StationPickerProps {
  stations: readonly Station[];
  chosen: readonly string[];
  onChange: (devices: string[]) => void;
}

/** Stations to tick, with a search above where there are many. */
export function StationPicker({ stations, chosen, onChange }: StationPickerProps) {
  const compare = useCompareText();
  const [sought, setSought] = useState("");
  const words = sought.trim().toLowerCase();
  const shown = stations.filter(({ name, siteName, device }) =>
    `${name} ${siteName} ${device}`.toLowerCase().includes(words),
  );
  const isFull = chosen.length >= COMPARED_MAX;
  const toggle = (device: string, isChosen: boolean): void =>
    onChange(isChosen ? [...chosen, device] : chosen.filter((one) => one !== device));
  return (
    <fieldset class="compare-picker">
      <legend class="field-label">{compare.choose}</legend>
      <p class="compare-note">{compare.chooseRule(COMPARED_MAX)}</p>
      <label class="field">
        <span class="visually-hidden">{compare.search}</span>
        <input
          class="input"
          type="search"
          placeholder={compare.search}
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      </label>
      {shown.length === 0 && <p class="compare-note">{compare.noneFound}</p>}
      <ul class="compare-stations">
        {shown.map(({ device, name, siteName }) => {
          const isChosen = chosen.includes(device);
          return (
            <li key={device}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isFull && !isChosen}
                  onChange={(event) => toggle(device, event.currentTarget.checked)}
                />
                <span>
                  {name} <span class="compare-note">{siteName}</span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
