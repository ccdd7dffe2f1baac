import { useMemo, useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeviceRow } from "./parse-devices.ts";
import { devicesHref, NO_FILTER, STATES, type DeviceFilter } from "./device-filter.ts";
import { DEVICE_KINDS } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface DeviceFiltersProps {
  rows: readonly DeviceRow[];
  filter: DeviceFilter;
  search: string;
  onSearch: (search: string) => void;
  onChoose: (change: Partial<DeviceFilter>) => void;
}

const ANY = "" as const;

/** Search, kind, place and state. Only places with devices can be chosen. */
export function DeviceFilters(props: DeviceFiltersProps) {
  const { rows, filter, onChoose } = props;
  const { text, language } = useLanguage();
  const { list } = useDevicesText();
  const sites = useMemo(
    () =>
      [...new Map(rows.map(({ site, siteName }) => [site, siteName]))]
        .map(([value, label]) => ({ value, label }))
        .sort((a, b) => a.label.localeCompare(b.label, language)),
    [rows, language],
  );
  const [isOpen, setOpen] = useState(devicesHref(filter) !== devicesHref(NO_FILTER));
  const any = { value: ANY, label: list.all };
  const stateWord = (state: (typeof STATES)[number]): string =>
    state === "faulty" ? list.faulty : text.lists.presence[state];
  return (
    <div class="devices-filters">
      <SearchField
        // Cleared from outside, it begins anew.
        key={props.search === "" ? "empty" : "typed"}
        id="device-search"
        label={list.search}
        placeholder={list.searchHint}
        value={props.search}
        onSearch={props.onSearch}
      />
      <details
        class="desk-filter-panel"
        open={isOpen}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>{list.filters}</summary>
        <div class="desk-filters">
          <SelectField
            id="device-kind"
            label={list.kind}
            value={filter.kind ?? ANY}
            choices={[
              any,
              ...DEVICE_KINDS.map((value) => ({ value, label: text.lists.deviceKind[value] })),
            ]}
            onChange={(value) => onChoose({ kind: value === ANY ? null : value })}
          />
          <SelectField
            id="device-site"
            label={list.site}
            value={filter.site ?? ANY}
            choices={[any, ...sites]}
            onChange={(value) => onChoose({ site: value === ANY ? null : value })}
          />
          <SelectField
            id="device-state"
            label={list.state}
            value={filter.state ?? ANY}
            choices={[any, ...STATES.map((value) => ({ value, label: stateWord(value) }))]}
            onChange={(value) => onChoose({ state: value === ANY ? null : value })}
          />
        </div>
        <CheckField
          label={list.withRetired}
          isOn={filter.isWithRetired}
          onChange={(isWithRetired) => onChoose({ isWithRetired })}
        />
      </details>
    </div>
  );
}
