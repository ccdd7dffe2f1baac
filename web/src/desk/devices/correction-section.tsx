import { useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useIsAdministrator } from "../targets/use-is-administrator.ts";
import { CorrectionDialog } from "./correction-dialog.tsx";
import { NUMBERS, parseCorrections, type CorrectionVersion } from "./correction-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

/** The versions of an air station's humidity correction; administrators add one. */
export function CorrectionSection({ id, isInUse }: { id: string; isInUse: boolean }) {
  const { correction: text } = useDevicesText();
  const isAdministrator = useIsAdministrator();
  const corrections = useLoaded(`/api/v1/devices/${id}/correction`, parseCorrections);
  const [isAdding, setAdding] = useState(false);
  const mayAdd = isAdministrator && isInUse;
  return (
    <Section title={text.title} note={text.lead}>
      <div class="stack-close">
        <LoadedView of={corrections} level="h3">
          {({ versions }) => <Versions versions={versions} />}
        </LoadedView>
        {mayAdd ? (
          <div class="form-actions">
            <button class="button button-quiet" type="button" onClick={() => setAdding(true)}>
              {text.add}
            </button>
          </div>
        ) : (
          !isAdministrator && <p class="quiet">{text.administratorOnly}</p>
        )}
      </div>
      {isAdding && (
        <CorrectionDialog id={id} onSaved={corrections.refresh} onClose={() => setAdding(false)} />
      )}
    </Section>
  );
}

/** The later start counts, of two with the same start the newer version. */
function currentOf(versions: readonly CorrectionVersion[], nowMs: number): number | null {
  const begun = versions.filter(({ from }) => from <= nowMs);
  const [current] = [...begun].sort((a, b) => b.from - a.from || b.version - a.version);
  return current?.version ?? null;
}

function Versions({ versions }: { versions: readonly CorrectionVersion[] }) {
  const { correction: text } = useDevicesText();
  const { language } = useLanguage();
  const current = currentOf(versions, useNow());
  if (versions.length === 0) return <p>{text.none}</p>;
  return (
    <ol class="versions">
      {versions.map((one) => (
        <li key={one.version}>
          <p class="row-name">
            {text.version(one.version)}: {text.methods[one.correction.method]}{" "}
            {one.version === current && <span class="badge badge-good">{text.current}</span>}
          </p>
          <Numbers of={one.correction} />
          <p class="quiet">
            {text.from(formatMoment(one.from, language))}
            {one.by !== null && `, ${text.by(one.by)}`}
          </p>
          <p class="versions-note">{one.note}</p>
        </li>
      ))}
    </ol>
  );
}

function Numbers({ of }: { of: CorrectionVersion["correction"] }) {
  const { correction: text } = useDevicesText();
  if (of.method === "none") return null;
  const line = (title: string, numbers: Readonly<Record<string, unknown>>): string => {
    const parts = NUMBERS[of.method].map((name) => {
      const value = numbers[name];
      return `${text.numbers[name]} ${typeof value === "number" ? formatNumber(value, 4) : ""}`;
    });
    return `${title}: ${parts.join(", ")}`;
  };
  return (
    <>
      <p>{line("PM2.5", of)}</p>
      {of.pm10 !== null && <p>{line("PM10", of.pm10)}</p>}
    </>
  );
}
