import { useMapText } from "../text/map-text.ts";
import { TONES } from "./map-place.ts";
import { SHAPES } from "./marker-icon.ts";

/** What the shapes on the map mean. */
export function MapLegend() {
  const text = useMapText();
  return (
    <ul class="map-legend" aria-label={text.legend}>
      {TONES.map((tone) => (
        <li key={tone}>
          <svg class={`map-shape map-shape-${tone}`} viewBox="0 0 24 24" aria-hidden="true">
            <path d={SHAPES[tone]} />
          </svg>
          {text.tone[tone]}
        </li>
      ))}
    </ul>
  );
}
