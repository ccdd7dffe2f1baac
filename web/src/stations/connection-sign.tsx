import { useLanguage } from "../text/language-context.tsx";
import { useStations } from "./stations-context.tsx";

/** A small sign of how the numbers are kept fresh. */
export function ConnectionSign() {
  const { text } = useLanguage();
  const { connection } = useStations().state;
  return (
    <p class={`connection connection-${connection}`}>
      <span class="connection-dot" aria-hidden="true" />
      {text.shell[connection]}
    </p>
  );
}
