import { useLanguage } from "../text/language-context.tsx";
import type { FiltersProps } from "./filters.tsx";
import { areasOf } from "./select.ts";

/** Which kecamatan, and in which order. */
export function AreaAndOrder({ filter, stations, onChange }: FiltersProps) {
  const { text } = useLanguage();
  return (
    <>
      <label class="field">
        <span class="field-label">{text.stations.area}</span>
        <select
          class="input"
          value={filter.areaCode}
          onChange={(event) => onChange({ ...filter, areaCode: event.currentTarget.value })}
        >
          <option value="">{text.stations.areaAll}</option>
          {areasOf(stations).map((area) => (
            <option value={area.code} key={area.code}>
              {area.name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span class="field-label">{text.stations.order}</span>
        <select
          class="input"
          value={filter.order}
          onChange={(event) =>
            onChange({
              ...filter,
              order: event.currentTarget.value === "name" ? "name" : "attention",
            })
          }
        >
          <option value="attention">{text.stations.orderAttention}</option>
          <option value="name">{text.stations.orderName}</option>
        </select>
      </label>
    </>
  );
}
