import { useState } from "preact/hooks";
import { isMeasure, type Measure } from "../format/measure.ts";
import { PRESETS, type ChartRange } from "../route/chart-range.ts";
import { useLanguage } from "../text/language-context.tsx";
import { CustomRange } from "./custom-range.tsx";
import "./chart-controls.css";

interface ChartControlsProps {
  measures: readonly Measure[];
  measure: Measure;
  range: ChartRange;
  onChange: (range: ChartRange, measure: Measure) => void;
}

/** Which measure over which time. */
export function ChartControls({ measures, measure, range, onChange }: ChartControlsProps) {
  const { text } = useLanguage();
  const [isCustom, setCustom] = useState(range.kind === "fixed");
  return (
    <div class="chart-controls">
      <label class="field">
        <span class="field-label">{text.detail.field}</span>
        <select
          class="input"
          value={measure}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (isMeasure(value)) onChange(range, value);
          }}
        >
          {measures.map((name) => (
            <option value={name} key={name}>
              {text.lists.measure[name]}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend class="field-label">{text.detail.range}</legend>
        <div class="segments range-segments">
          {PRESETS.map((preset) => (
            <label class="segment" key={preset}>
              <input
                type="radio"
                name="range"
                checked={!isCustom && range.kind === "preset" && range.preset === preset}
                onChange={() => {
                  setCustom(false);
                  onChange({ kind: "preset", preset }, measure);
                }}
              />
              <span>{text.lists.preset[preset]}</span>
            </label>
          ))}
          <label class="segment">
            <input type="radio" name="range" checked={isCustom} onChange={() => setCustom(true)} />
            <span>{text.detail.custom}</span>
          </label>
        </div>
      </fieldset>
      {isCustom && <CustomRange range={range} onChange={(chosen) => onChange(chosen, measure)} />}
    </div>
  );
}
