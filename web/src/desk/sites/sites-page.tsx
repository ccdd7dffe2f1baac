import { useMemo, useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SearchField } from "../../controls/search-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { parseSites, type SiteView } from "./parse-sites.ts";
import { useSitesText } from "./text/use-sites-text.ts";
import "../parts/desk-rows.css";
import "./sites.css";

/** Every place of the district, to be looked through and changed. */
export function SitesPage() {
  const text = useSitesText();
  const sites = useLoaded("/api/v1/sites?limit=500", parseSites);
  useFresh(sites.refresh);
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <a class="button" href="/dlh/tempat/baru">
          {text.add}
        </a>
      </PageHead>
      <LoadedView of={sites}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Notice icon="search" title={text.list.noneTitle} text={text.list.noneText} />
          ) : (
            <Found sites={items} isCut={next !== null} />
          )
        }
      </LoadedView>
    </>
  );
}

const fits = ({ name, id, areaName }: SiteView, search: string): boolean =>
  `${name} ${id} ${areaName}`.toLowerCase().includes(search.trim().toLowerCase());

function Found({ sites, isCut }: { sites: readonly SiteView[]; isCut: boolean }) {
  const { list } = useSitesText();
  const [search, setSearch] = useState("");
  const found = useMemo(
    () =>
      sites
        .filter((site) => fits(site, search))
        .sort((one, other) => one.name.localeCompare(other.name, "id")),
    [sites, search],
  );
  return (
    <>
      <SearchField
        // Cleared from outside, it begins anew.
        key={search === "" ? "empty" : "typed"}
        id="site-search"
        label={list.search}
        placeholder={list.searchHint}
        value={search}
        onSearch={setSearch}
      />
      <p class="quiet sites-count" role="status">
        {list.count(formatNumber(found.length), formatNumber(sites.length))}
        {isCut && ` ${list.cut}`}
      </p>
      {found.length === 0 ? (
        <Notice icon="search" title={list.noneMatchTitle} text={list.noneMatchText}>
          <button class="button button-quiet" type="button" onClick={() => setSearch("")}>
            {list.clear}
          </button>
        </Notice>
      ) : (
        <ul class="rows panel" aria-label={list.name}>
          {found.map((site) => (
            <SiteRow key={site.id} site={site} />
          ))}
        </ul>
      )}
    </>
  );
}

function SiteRow({ site }: { site: SiteView }) {
  const { kinds } = useSitesText();
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/tempat/${site.id}`}>
        <DeskIcon name={site.kind === "waste-bank" ? "bank" : "place"} />
        <span class="row-main">
          <span class="row-name">{site.name}</span>
          <span class="row-note desk-row-place">
            {kinds[site.kind]} · {site.areaName} · {site.id}
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}
