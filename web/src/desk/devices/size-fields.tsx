import { TextField } from "../../controls/text-field.tsx";
import type { FormatFieldsProps } from "./mapping-table.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

/** Sizes of the bin, and the device's clock where its times have no zone. */
export function SizeFields({ draft, problems, onChange }: FormatFieldsProps) {
  const { format: text } = useDevicesText();
  const hasDistance = draft.entries.some(({ target }) => target === "bin.distanceMm");
  const wrongDepth = problems.has("depth-missing")
    ? text.problems.depthMissing
    : problems.has("depth")
      ? text.problems.depth
      : undefined;
  if (!hasDistance && draft.format !== "tasmota") return null;
  return (
    <div class="form-grid">
      {hasDistance && (
        <>
          <TextField
            id="format-depth"
            inputMode="numeric"
            label={text.depth}
            rule={text.depthRule}
            value={draft.depthMm}
            isOptional
            error={wrongDepth}
            onInput={(depthMm) => onChange({ depthMm })}
          />
          <TextField
            id="blind-zone"
            inputMode="numeric"
            label={text.blindZone}
            rule={text.blindZoneRule}
            value={draft.blindZoneMm}
            isOptional
            error={problems.has("blind-zone") ? text.problems.blindZone : undefined}
            onInput={(blindZoneMm) => onChange({ blindZoneMm })}
          />
        </>
      )}
      {draft.format === "tasmota" && (
        <TextField
          id="utc-offset"
          label={text.utcOffset}
          rule={text.utcOffsetRule}
          value={draft.utcOffsetH}
          isOptional
          error={problems.has("offset") ? text.problems.offset : undefined}
          onInput={(utcOffsetH) => onChange({ utcOffsetH })}
        />
      )}
    </div>
  );
}
