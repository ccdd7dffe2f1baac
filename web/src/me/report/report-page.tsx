import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { TextField } from "../../controls/text-field.tsx";
import { PageHead } from "../page-head.tsx";
import { KindTiles } from "./kind-tiles.tsx";
import { PhotoField } from "./photo-field.tsx";
import { PlaceField } from "./place-field.tsx";
import { WAITING_MAX } from "./report-queue.ts";
import { useReportText } from "./text/use-report-text.ts";
import { useReportDraft, type Outcome } from "./use-report-draft.ts";
import "./report.css";

const NOTE_CHARACTERS_MAX = 500;

/** A resident tells of a full bin, burning and the like; with a network or without. */
export function ReportPage({ owner }: { owner: string }) {
  const { form } = useReportText();
  return (
    <>
      <PageHead title={form.title} lead={form.lead}>
        <a class="report-mine" href="/saya/laporan">
          {form.mine}
        </a>
      </PageHead>
      <ReportForm owner={owner} />
    </>
  );
}

function ReportForm({ owner }: { owner: string }) {
  const { form } = useReportText();
  const { route } = useLocation();
  const [isShrinking, setShrinking] = useState(false);
  const draft = useReportDraft(owner, () => route("/saya/laporan"));
  const { kind, photo, place, device, note, location, outcome, change } = draft;
  const isWaiting = outcome === "saving" || isShrinking;
  return (
    <form
      class="panel me-card report-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWaiting) void draft.save();
      }}
    >
      <KindTiles
        value={kind}
        error={draft.isKindMissing ? form.kindMissing : undefined}
        onChange={(value) => change({ kind: value })}
      />
      <PhotoField
        photo={photo}
        onPhoto={(value) => change({ photo: value })}
        onBusy={setShrinking}
      />
      <PlaceField
        location={location}
        place={place}
        device={device}
        error={draft.isPlaceMissing ? form.whereMissing : undefined}
        onPlace={(value) => change({ place: value })}
        onDevice={(value) => change({ device: value })}
      />
      <TextField
        id="note"
        label={form.note}
        value={note}
        maxLength={NOTE_CHARACTERS_MAX}
        isOptional
        onInput={(value) => change({ note: value })}
      />
      <NotSaved outcome={outcome} />
      <button class="button" type="submit" aria-disabled={isWaiting}>
        {outcome === "saving" ? form.saving : form.send}
      </button>
      <p class="me-note">{form.privacy}</p>
    </form>
  );
}

function NotSaved({ outcome }: { outcome: Outcome }) {
  const { form } = useReportText();
  if (outcome !== "full" && outcome !== "not-saved") return null;
  return (
    <p class="status-line status-line-alarm" role="alert">
      {outcome === "full" ? form.full(WAITING_MAX) : form.notSaved}
    </p>
  );
}
