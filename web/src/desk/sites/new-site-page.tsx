import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useToast } from "../../controls/toast.tsx";
import { isSame } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost, type Post } from "../../controls/use-post.ts";
import { isRefusal } from "../../edge/request.ts";
import { parseSite, parseSites, SITE_KINDS, type SiteView } from "./parse-sites.ts";
import { areasOf, newSite, readSite, suggestedSiteId } from "./site-draft.ts";
import { SiteFields, type SiteFieldsProps } from "./site-fields.tsx";
import { useSitesText } from "./text/use-sites-text.ts";
import "../parts/desk-form.css";

const LIST_PATH = "/dlh/tempat";

/** Adds a place that devices, or a waste bank's book, can belong to. */
export function NewSitePage() {
  const text = useSitesText();
  const sites = useLoaded("/api/v1/sites?limit=500", parseSites);
  return (
    <>
      <PageHead
        title={text.form.newTitle}
        lead={text.form.newLead}
        back={{ href: LIST_PATH, label: text.back }}
      />
      <LoadedView of={sites}>{({ items }) => <NewSite sites={items} />}</LoadedView>
    </>
  );
}

function NewSite({ sites }: { sites: readonly SiteView[] }) {
  const { page, form } = useSitesText();
  const { route } = useLocation();
  const say = useToast();
  // The list is read once: a choice that somebody made must not change under their hands.
  const [areas] = useState(() => areasOf(sites));
  const [empty] = useState(() => newSite(areas));
  const [draft, setDraft] = useState(empty);
  const [isTried, setTried] = useState(false);
  const [refusedId, setRefusedId] = useState<string | null>(null);
  const post = usePost(parseSite);
  const taken = new Set(sites.map(({ id }) => id));
  if (refusedId !== null) taken.add(refusedId);
  const suggestion = suggestedSiteId(draft, taken);
  const { site, problems } = readSite(draft, areas, suggestion);
  const save = async (): Promise<void> => {
    if (site === null) return;
    const answer = await post.send("/api/v1/sites", site);
    if (answer === null) return;
    if (answer.ok) {
      say(page.saved);
      route(`${LIST_PATH}/${answer.value.id}`, true);
    } else if (isRefusal(answer.failure, "already-exists")) {
      setRefusedId(site.id);
      setDraft((before) => ({ ...before, id: site.id }));
    }
  };
  const isTaken = refusedId !== null && draft.id.trim() === refusedId;
  return (
    <>
      <NewSiteForm
        draft={draft}
        areas={areas}
        suggestion={suggestion}
        problems={isTried ? problems : new Set(problems.has("id") ? ["id"] : [])}
        takenText={isTaken ? form.taken(refusedId) : null}
        post={post}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onSubmit={() => {
          setTried(true);
          void save();
          return site !== null;
        }}
      />
      <LeaveGuard isOn={!post.isSending && !isSame(draft, empty)} back={LIST_PATH} />
    </>
  );
}

interface NewSiteFormProps extends SiteFieldsProps {
  suggestion: string | null;
  /** Why the id that was sent cannot be had; null while it can. */
  takenText: string | null;
  post: Pick<Post<SiteView>, "isSending" | "failure">;
  /** Whether it could be sent: nothing in it is wrong. */
  onSubmit: () => boolean;
}

function NewSiteForm(props: NewSiteFormProps) {
  const { draft, problems, suggestion, takenText, post, onChange } = props;
  const text = useSitesText();
  const { form } = text;
  const controls = useControlText();
  const wrong = useFirstWrong();
  const isOther = post.failure !== null && !isRefusal(post.failure, "already-exists");
  return (
    <form
      class="panel section desk-form"
      noValidate
      ref={wrong.ref}
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.onSubmit()) wrong.refused();
      }}
    >
      <SegmentField
        id="site-kind"
        label={form.kind}
        rule={form.kindRule}
        value={draft.kind}
        choices={SITE_KINDS.map((value) => ({ value, label: text.kinds[value] }))}
        onChange={(kind) => onChange({ kind })}
      />
      <SiteFields {...props} />
      <TextField
        id="site-id"
        label={form.id}
        rule={suggestion === null ? form.idRuleFirst : form.idRule(suggestion)}
        value={draft.id}
        capitals="none"
        maxLength={40}
        isOptional
        error={problems.has("id") ? text.problems.id : (takenText ?? undefined)}
        onInput={(id) => onChange({ id })}
      />
      {isOther && <FailureLine failure={post.failure} />}
      <div class="form-actions">
        <button class="button" type="submit" aria-disabled={post.isSending}>
          {post.isSending ? controls.sending : form.save}
        </button>
      </div>
    </form>
  );
}
