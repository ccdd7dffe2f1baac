import type { ComponentChildren } from "preact";
import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { refusalText } from "../text/refusal/refusal-text.ts";
import { useControlText } from "./text/use-control-text.ts";
import type { Pages } from "./use-pages.ts";

interface PagedListProps<T> {
  of: Pages<T>;
  /** What stands there when the list has no rows. */
  empty: ComponentChildren;
  children: (rows: readonly T[]) => ComponentChildren;
}

/** A list that comes page by page, with its waiting, empty and error states. */
export function PagedList<T>({ of, empty, children }: PagedListProps<T>) {
  const { text, language } = useLanguage();
  const words = useControlText();
  const { rows, failure, isLoading, hasMore } = of;
  if (rows === null && failure === null) {
    return (
      <div class="skeleton skeleton-part" aria-busy="true">
        <span class="visually-hidden">{text.shell.loading}</span>
      </div>
    );
  }
  return (
    <>
      {rows !== null && (rows.length === 0 ? empty : children(rows))}
      {failure !== null && (
        <Notice
          icon="warning"
          title={words.errorTitle}
          text={refusalText(failure, language)}
          isError
        >
          <button class="button" type="button" aria-disabled={of.isLoading} onClick={of.refresh}>
            {text.shell.retry}
          </button>
        </Notice>
      )}
      {failure === null && hasMore && (
        <button class="button button-quiet" type="button" onClick={of.more}>
          {isLoading ? text.shell.loading : words.more}
        </button>
      )}
    </>
  );
}
