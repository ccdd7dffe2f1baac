import { formatClock } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import { useStations } from "./stations-context.tsx";

/** Says plainly, for as long as it is so, that the numbers on the page are not the latest. */
export function ConnectionBanner() {
  const { text, language } = useLanguage();
  const { state, refresh } = useStations();
  const isShown = state.connection === "lost" && state.byDevice !== null;
  return (
    <div role="status">
      {isShown && (
        <div class="banner">
          <p>{text.shell.lostSince(formatClock(state.freshAtMs, language))}</p>
          <button class="button button-quiet" type="button" onClick={refresh}>
            {text.shell.retry}
          </button>
        </div>
      )}
    </div>
  );
}
