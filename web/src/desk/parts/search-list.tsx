import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { SearchField } from "../../controls/search-field.tsx";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import "./desk-rows.css";
import "./search-list.css";

export interface SearchListWords {
  name: string;
  search: string;
  searchHint: string;
  count: (shown: string, all: string) => string;
  /** Said where there are more than were fetched. */
  cut: string;
  noneMatchTitle: string;
  noneMatchText: string;
  clear: string;
}

interface SearchListProps<T> {
  id: string;
  items: readonly T[];
  /** Whether there are more than these. */
  isCut: boolean;
  words: SearchListWords;
  /** What is looked through for the words that are typed. */
  textOf: (item: T) => string;
  keyOf: (item: T) => string;
  row: (item: T) => ComponentChildren;
}

/** A list that is looked through on the phone, by what is typed. */
export function SearchList<T>(props: SearchListProps<T>) {
  const { id, items, isCut, words, textOf, keyOf, row } = props;
  const [search, setSearch] = useState("");
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return items.filter((item) => textOf(item).toLowerCase().includes(wanted));
  }, [items, search]);
  return (
    <>
      <SearchField
        // Cleared from outside, it begins anew.
        key={search === "" ? "empty" : "typed"}
        id={id}
        label={words.search}
        placeholder={words.searchHint}
        value={search}
        onSearch={setSearch}
      />
      <p class="quiet search-list-count" role="status">
        {words.count(formatNumber(found.length), formatNumber(items.length))}
        {isCut && ` ${words.cut}`}
      </p>
      {found.length === 0 ? (
        <Notice icon="search" title={words.noneMatchTitle} text={words.noneMatchText}>
          <button class="button button-quiet" type="button" onClick={() => setSearch("")}>
            {words.clear}
          </button>
        </Notice>
      ) : (
        <ul class="rows panel" aria-label={words.name}>
          {found.map((item) => (
            <li key={keyOf(item)}>{row(item)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
