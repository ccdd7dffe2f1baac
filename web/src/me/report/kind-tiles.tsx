import type { ResidentReportKind } from "@resik/contract/http/resident-reports";
import { Icon, type IconName } from "../../shell/icon.tsx";
import { REPORT_KINDS } from "../edge/parse-my-reports.ts";
import { useReportText } from "./text/use-report-text.ts";

export const KIND_ICONS = {
  "full-bin": "bin",
  burning: "fire",
  dumping: "warning",
  "broken-bin": "silent",
  other: "more",
} as const satisfies Record<ResidentReportKind, IconName>;

interface KindTilesProps {
  value: ResidentReportKind | null;
  error: string | undefined;
  onChange: (kind: ResidentReportKind) => void;
}

/** What is seen, as tiles that any thumb hits. */
export function KindTiles({ value, error, onChange }: KindTilesProps) {
  const text = useReportText();
  return (
    <fieldset class="field" aria-describedby={error && "kind-error"}>
      <legend class="field-label">{text.form.kind}</legend>
      <div class="report-kinds">
        {REPORT_KINDS.map((kind) => (
          <label class="report-kind" key={kind}>
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={kind === value}
              onChange={() => onChange(kind)}
            />
            <span>
              <Icon name={KIND_ICONS[kind]} />
              {text.kinds[kind]}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <span class="field-error" id="kind-error">
          {error}
        </span>
      )}
    </fieldset>
  );
}
