import { AgeText } from "../../shell/age-text.tsx";
import type { KeptDesk } from "../desk/desk.ts";
import type { DeskAccess } from "../desk/use-desk.ts";
import { useWeighText } from "./text/use-weigh-text.ts";

/** A clock that differs by more than this is worth a word. */
const CLOCK_MS_MAX = 2 * 60_000;
const MINUTE_MS = 60_000;

/** The title, how old the lists are, and whether there is a network. */
export function DeskStrip(props: { desk: DeskAccess; kept: KeptDesk; isOnline: boolean }) {
  const { desk, kept, isOnline } = props;
  const text = useWeighText();
  const aheadMs = kept.clockAheadMs;
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  return (
    <div class="desk-strip">
      <div>
        <h1 class="weigh-title">{text.title}</h1>
        <p class="desk-strip-age">
          {text.desk.listsFrom} <AgeText atMs={kept.fetchedAtMs} />
        </p>
      </div>
      <button
        class="button button-quiet button-small"
        type="button"
        aria-disabled={desk.isRefreshing}
        onClick={() => void desk.refresh()}
      >
        {desk.isRefreshing ? text.desk.refreshing : text.desk.refresh}
      </button>
      {!isOnline && (
        <p class="desk-strip-note">
          <span class="badge badge-warn">{text.desk.offline}</span> {text.desk.offlineText}
        </p>
      )}
      {Math.abs(aheadMs) > CLOCK_MS_MAX && (
        <p class="field-error" role="alert">
          {aheadMs > 0 ? text.desk.clockAhead(minutes) : text.desk.clockBehind(minutes)}
        </p>
      )}
    </div>
  );
}
