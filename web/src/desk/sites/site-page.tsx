import { useEffect, useState } from "preact/hooks";
import { PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useDraft } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isNotThere } from "../../edge/request.ts";
import { Notice } from "../../shell/notice.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { DraftEnd } from "../parts/draft-end.tsx";
import { parseSite, parseSites, type SiteView } from "./parse-sites.ts";
import { areasOf, changeOf, draftOfSite, readSite } from "./site-draft.ts";
import { SiteFields } from "./site-fields.tsx";
import { useSitesText } from "./text/use-sites-text.ts";
import "../parts/desk-form.css";
import "./sites.css";

const LIST_PATH = "/dlh/tempat";

/** One place: what it is, and what may change of it. */
export function SitePage({ id }: { id: string }) {
  const { page, back } = useSitesText();
  const site = useLoaded(`/api/v1/sites/${encodeURIComponent(id)}`, parseSite);
  const all = useLoaded("/api/v1/sites?limit=500", parseSites);
  useFresh(site.refresh);
  const { failure } = site;
  if (site.value === null && failure !== null && isNotThere(failure)) {
    return (
      <Notice icon="search" level="h1" title={page.unknownTitle} text={page.unknownText}>
        <a class="button" href={LIST_PATH}>
          {back}
        </a>
      </Notice>
    );
  }
  return (
    <LoadedView of={site} level="h1">
      {(view) => (
        <LoadedView of={all} level="h1">
          {({ items }) => <KnownSite site={view} sites={items} onChanged={site.refresh} />}
        </LoadedView>
      )}
    </LoadedView>
  );
}

interface KnownSiteProps {
  site: SiteView;
  sites: readonly SiteView[];
  onChanged: () => void;
}

function KnownSite({ site, sites, onChanged }: KnownSiteProps) {
  const text = useSitesText();
  const { page } = text;
  const [isDirty, setDirty] = useState(false);
  return (
    <>
      <PageHead
        title={site.name}
        lead={page.fixed(text.kinds[site.kind], site.id)}
        back={{ href: LIST_PATH, label: text.back }}
      />
      <div class="sites-ways">
        <a class="button button-quiet" href={`/dlh/perangkat?tempat=${site.id}`}>
          {page.devices}
        </a>
        <a class="button button-quiet" href={`/dlh/perangkat/baru?tempat=${site.id}`}>
          {page.register}
        </a>
      </div>
      <div class="sites-form">
        <SiteForm site={site} sites={sites} onDirty={setDirty} onSaved={onChanged} />
      </div>
      <LeaveGuard isOn={isDirty} back={LIST_PATH} />
    </>
  );
}

interface SiteFormProps {
  /** Read again from time to time: what is typed over it stays. */
  site: SiteView;
  sites: readonly SiteView[];
  onDirty: (isDirty: boolean) => void;
  onSaved: () => void;
}

function SiteForm({ site, sites, onDirty, onSaved }: SiteFormProps) {
  const { page } = useSitesText();
  const say = useToast();
  const wrong = useFirstWrong();
  const post = usePost(parseSite);
  const form = useDraft(draftOfSite(site));
  const { draft, isDirty } = form;
  const [isTried, setTried] = useState(false);
  // Its own area is known even where others of the list are not.
  const areas = areasOf([...sites, site]);
  const { site: input, problems } = readSite(draft, areas, null);
  useEffect(() => onDirty(isDirty), [isDirty]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (input === null) {
      wrong.refused();
      return;
    }
    const path = `/api/v1/sites/${site.id}`;
    const answer = await post.send(path, changeOf(input), { method: "PUT" });
    if (answer?.ok !== true) return;
    form.settle(draft, draftOfSite(answer.value));
    setTried(false);
    say(page.saved);
    onSaved();
  };
  return (
    <Section title={page.title} note={page.lead}>
      <form class="desk-form" noValidate ref={wrong.ref} onSubmit={(event) => void save(event)}>
        <SiteFields
          draft={draft}
          areas={areas}
          problems={isTried ? problems : new Set()}
          onChange={form.change}
        />
        <DraftEnd form={form} words={page} post={post} />
      </form>
    </Section>
  );
}
