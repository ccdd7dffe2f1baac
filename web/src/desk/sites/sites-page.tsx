import { useMemo } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { Notice } from "../../shell/notice.tsx";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { SearchList } from "../parts/search-list.tsx";
import { parseSites, type SiteView } from "./parse-sites.ts";
import { useSitesText } from "./text/use-sites-text.ts";

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
            <Sites sites={items} isCut={next !== null} />
          )
        }
      </LoadedView>
    </>
  );
}

const byName = (one: SiteView, other: SiteView): number => one.name.localeCompare(other.name, "id");

function Sites({ sites, isCut }: { sites: readonly SiteView[]; isCut: boolean }) {
  const { list } = useSitesText();
  const sorted = useMemo(() => [...sites].sort(byName), [sites]);
  return (
    <SearchList
      id="site-search"
      items={sorted}
      isCut={isCut}
      words={list}
      textOf={({ name, id, areaName }) => `${name} ${id} ${areaName}`}
      keyOf={({ id }) => id}
      row={(site) => <SiteRow site={site} />}
    />
  );
}

function SiteRow({ site }: { site: SiteView }) {
  const { kinds } = useSitesText();
  return (
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
  );
}
