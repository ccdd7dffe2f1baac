import { useListText } from "../text/list-text.ts";
import "./desk-rows.css";

interface ListChangedProps {
  hasChanged: boolean;
  onReload: () => void;
}

/** Offers to begin a list anew that is not what it was. */
export function ListChanged({ hasChanged, onReload }: ListChangedProps) {
  const text = useListText();
  return (
    <div role="status">
      {hasChanged && (
        <p class="desk-changed">
          {text.changed}
          <button class="link-button" type="button" onClick={onReload}>
            {text.reload}
          </button>
        </p>
      )}
    </div>
  );
}
