import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { isSame } from "../../controls/use-draft.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal } from "../../edge/request.ts";
import { useDevices } from "./use-devices.ts";
import { Notice } from "../../shell/notice.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { CredentialsView } from "./credentials-view.tsx";
import { parseCredentials, parseSites, type Credentials, type SiteChoice } from "./device-parts.ts";
import { RegistrationForm } from "./registration-form.tsx";
import { NEW_REGISTRATION, readRegistration, suggestedId } from "./registration-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";
import "../parts/desk-form.css";
import "./devices.css";

/** Every id that is or was taken, as far as one may see. */
const EVERY_DEVICE = { query: "limit=500&retired=true", pages: 10, periodMs: 300_000 };

const LIST_PATH = "/dlh/perangkat";

/** Registers a device and shows its secret once. */
export function NewDevicePage() {
  const text = useDevicesText();
  const { isStaff } = useDesk();
  const { route } = useLocation();
  const sites = useLoaded(isStaff ? "/api/v1/sites?limit=500" : null, parseSites);
  // The secret lives in this page's memory alone.
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  if (!isStaff) {
    return <Notice icon="person" level="h1" title={text.form.title} text={text.staffOnly} />;
  }
  return (
    <>
      <PageHead
        title={credentials?.device.name ?? text.form.title}
        {...(credentials === null ? { lead: text.form.lead } : {})}
        back={{ href: LIST_PATH, label: text.form.back }}
      />
      {credentials === null ? (
        <LoadedView of={sites}>
          {({ items }) =>
            items.length === 0 ? (
              <Notice icon="bin" title={text.form.noSiteTitle} text={text.form.noSiteText}>
                <a class="button" href="/dlh/tempat/baru">
                  {text.form.newSite}
                </a>
              </Notice>
            ) : (
              <NewDevice sites={items} onRegistered={setCredentials} />
            )
          }
        </LoadedView>
      ) : (
        <CredentialsView
          of={credentials}
          onDone={() => route(`${LIST_PATH}/${credentials.device.id}`, true)}
        />
      )}
    </>
  );
}

interface NewDeviceProps {
  sites: readonly SiteChoice[];
  onRegistered: (credentials: Credentials) => void;
}

function NewDevice({ sites, onRegistered }: NewDeviceProps) {
  const { form, credentials } = useDevicesText();
  const { query } = useLocation();
  // Whoever comes from a place means that one.
  const [empty] = useState(() => {
    const asked = sites.find(({ id }) => id === query["tempat"]);
    return { ...NEW_REGISTRATION, site: asked?.id ?? NEW_REGISTRATION.site };
  });
  const [draft, setDraft] = useState(empty);
  const [isTried, setTried] = useState(false);
  const [sentId, setSentId] = useState<string | null>(null);
  const [refusedId, setRefusedId] = useState<string | null>(null);
  const devices = useDevices(EVERY_DEVICE);
  const post = usePost(parseCredentials);
  const taken = new Set((devices.rows ?? []).map(({ id }) => id));
  for (const { id } of sites) taken.add(id);
  // It may be in the list because its own registration went through and the answer was lost: sent
  // again under the same id it is the same wish, under the next one it would be a second device.
  if (sentId !== null) taken.delete(sentId);
  if (refusedId !== null) taken.add(refusedId);
  const suggestion = suggestedId(draft, taken);
  const { registration, problems } = readRegistration(draft, suggestion);
  const save = async (): Promise<void> => {
    if (registration === null) return;
    setSentId(registration.id);
    const answer = await post.send("/api/v1/devices", registration);
    if (answer === null) return;
    if (answer.ok) onRegistered(answer.value);
    else if (isRefusal(answer.failure, "already-exists")) setRefusedId(registration.id);
  };
  const isTaken = post.failure !== null && isRefusal(post.failure, "already-exists");
  // Who has typed another id since has no need to hear of the first one.
  const isStillAsked = ["", refusedId].includes(draft.id.trim());
  return (
    <>
      <RegistrationForm
        sites={sites}
        draft={draft}
        suggestion={suggestion}
        problems={isTried ? problems : new Set(problems.has("id") ? ["id"] : [])}
        takenText={isTaken && isStillAsked && refusedId !== null ? form.taken(refusedId) : null}
        isSending={post.isSending}
        failure={isTaken ? null : post.failure}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onSubmit={() => {
          setTried(true);
          void save();
          return registration !== null;
        }}
      />
      <LeaveGuard
        isOn={post.isSending || !isSame(draft, empty)}
        back={LIST_PATH}
        words={post.isSending ? credentials.making : undefined}
      />
    </>
  );
}
