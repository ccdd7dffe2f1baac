import { formatNumber } from "../../format/number.ts";
import { DeskIcon, type DeskIconName } from "../frame/desk-icon.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useHomeText } from "../text/home-text.ts";
import { SUBJECTS, type Subject } from "./attention-list.ts";

const ICONS: Record<Subject, DeskIconName> = {
  bin: "bin",
  air: "air",
  device: "device",
  report: "report",
  task: "task",
};

interface SubjectTilesProps {
  /** Null while nobody knows. */
  counts: Readonly<Record<Subject, number>> | null;
  chosen: Subject | null;
  onChoose: (subject: Subject | null) => void;
}

/** How many things of each kind need somebody; each filters the list to what it counts. */
export function SubjectTiles({ counts, chosen, onChoose }: SubjectTilesProps) {
  const text = useHomeText();
  const { isStaff } = useDesk();
  const shown = isStaff ? SUBJECTS : SUBJECTS.filter((name) => name !== "report");
  return (
    <div class="subjects" role="group" aria-label={text.summary}>
      {shown.map((subject) => (
        <button
          key={subject}
          class={counts !== null && counts[subject] > 0 ? "subject subject-some" : "subject"}
          type="button"
          aria-pressed={chosen === subject}
          onClick={() => onChoose(chosen === subject ? null : subject)}
        >
          <span class="subject-head">
            <DeskIcon name={ICONS[subject]} />
            <span class="subject-count">
              {counts === null ? "–" : formatNumber(counts[subject])}
            </span>
          </span>
          <span class="subject-name">{text.tiles[subject]}</span>
        </button>
      ))}
    </div>
  );
}
