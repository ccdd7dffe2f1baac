import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { FailureNotice } from "../../shell/failure-notice.tsx";
import { createLazyPart } from "../../shell/lazy-part.tsx";
import { useWide } from "../../shell/use-wide.ts";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useHomeText } from "../text/home-text.ts";
import { countBySubject, type Subject } from "./attention-list.ts";
import { AttentionView } from "./attention-view.tsx";
import "./desk-home.css";
import { SubjectTiles } from "./subject-tiles.tsx";
import { useHomeData, type HomeData } from "./use-home-data.ts";

const DistrictMap = createLazyPart(
  async () => (await import("../map/district-map.tsx")).DistrictMap,
);

type View = "list" | "map";

/** What needs somebody now, and where: side by side on a screen, one after the other on a phone. */
export function DeskHomePage() {
  const text = useHomeText();
  const controls = useControlText();
  const { alerts, failure, refresh } = useDesk();
  const data = useHomeData();
  const isWide = useWide();
  const [view, setView] = useState<View>("list");
  const [subject, choose] = useState<Subject | null>(null);
  if (alerts === null && failure !== null) {
    return (
      <FailureNotice title={controls.errorTitle} failure={failure} level="h1" onRetry={refresh} />
    );
  }
  const counts = data.items === null ? null : countBySubject(data.items);
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <SubjectTiles counts={counts} chosen={subject} onChoose={choose} />
      <Trouble isPartial={data.isPartial} />
      {!isWide && <ViewSwitch view={view} onChange={setView} />}
      <div class="home-columns">
        {(isWide || view === "list") && <ListColumn data={data} subject={subject} />}
        {(isWide || view === "map") && (
          <div class="home-map">
            <DistrictMap
              items={(data.items ?? []).filter(
                ({ about }) => subject === null || about === subject,
              )}
              stations={data.stations.value?.stations ?? []}
              isFiltered={subject !== null}
            />
          </div>
        )}
      </div>
    </>
  );
}

/** What is shown may be old or incomplete; the list and the map say nothing of it. */
function Trouble({ isPartial }: { isPartial: boolean }) {
  const text = useHomeText();
  const { failure } = useDesk();
  if (failure !== null) {
    return (
      <div class="home-trouble">
        <FailureLine failure={failure} />
      </div>
    );
  }
  if (!isPartial) return null;
  return (
    <p class="status-line status-line-warn home-trouble" role="status">
      {text.partFailed}
    </p>
  );
}

function ListColumn({ data, subject }: { data: HomeData; subject: Subject | null }) {
  const text = useHomeText();
  const { alerts } = useDesk();
  if (data.items === null) return <div class="skeleton skeleton-part" aria-busy="true" />;
  return (
    <div class="home-list">
      <AttentionView items={data.items} subject={subject} hasDevices={data.hasDevices} />
      {alerts?.isCut === true && <p class="quiet">{text.cut}</p>}
    </div>
  );
}

function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const text = useHomeText();
  return (
    <fieldset class="home-views">
      <legend class="visually-hidden">{text.views}</legend>
      <div class="segments">
        {(["list", "map"] as const).map((name) => (
          <label class="segment" key={name}>
            <input
              type="radio"
              name="view"
              checked={view === name}
              onChange={() => onChange(name)}
            />
            <span>
              <DeskIcon name={name} />
              {text[name]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
