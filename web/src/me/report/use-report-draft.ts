import type { ResidentReportKind } from "@resik/contract/http/resident-reports";
import { useRef, useState } from "preact/hooks";
import { newId } from "../../bank/new-id.ts";
import type { ReportItem, ReportPhoto } from "./report-item.ts";
import { saveReport } from "./report-queue.ts";
import { usePhoneLocation, type PhoneLocation } from "./use-location.ts";

/** `incomplete`: the form says what is missing; `full`: too many wait on this phone. */
export type Outcome = "idle" | "incomplete" | "saving" | "full" | "not-saved";

interface Fields {
  kind: ResidentReportKind | null;
  photo: ReportPhoto | null;
  /** In words; empty for none. */
  place: string;
  /** The bin that was chosen; empty for none. */
  device: string;
  note: string;
}

const NOTHING: Fields = { kind: null, photo: null, place: "", device: "", note: "" };

export interface ReportDraft extends Fields {
  location: PhoneLocation;
  outcome: Outcome;
  isKindMissing: boolean;
  isPlaceMissing: boolean;
  change: (part: Partial<Fields>) => void;
  /** Writes it down on the phone, or says what is missing. */
  save: () => Promise<void>;
}

/** A report while it is being written. */
export function useReportDraft(owner: string, onSaved: () => void): ReportDraft {
  const location = usePhoneLocation();
  const [fields, setFields] = useState(NOTHING);
  const [outcome, setOutcome] = useState<Outcome>("idle");
  // One form is one report, however often it is sent off.
  const id = useRef(newId());
  const { located } = location;
  const { kind, photo, device } = fields;
  const isPlaced = located !== null || device !== "" || fields.place.trim() !== "";

  const save = async (): Promise<void> => {
    if (kind === null || !isPlaced) {
      setOutcome("incomplete");
      return;
    }
    setOutcome("saving");
    const savedAtMs = Date.now();
    const words: ReportItem["words"] = {
      kind,
      note: fields.note.trim(),
      seenAt: new Date(savedAtMs).toISOString(),
      lat: located?.lat ?? null,
      lon: located?.lon ?? null,
      place: fields.place.trim(),
      device: device === "" ? null : device,
    };
    const item = newItem({ id: id.current, owner, savedAtMs, words, photo });
    const saved = await saveReport(item).catch(() => "not-saved" as const);
    if (saved === "saved") onSaved();
    else setOutcome(saved);
  };
  const isChecked = outcome === "incomplete";
  return {
    ...fields,
    location,
    outcome,
    isKindMissing: isChecked && kind === null,
    isPlaceMissing: isChecked && !isPlaced,
    change: (part) => setFields((before) => ({ ...before, ...part })),
    save,
  };
}

const newItem = (
  written: Pick<ReportItem, "id" | "owner" | "savedAtMs" | "words" | "photo">,
): ReportItem => ({
  ...written,
  key: written.id,
  state: "waiting",
  tries: 0,
  nextTryAtMs: 0,
  trouble: null,
});
