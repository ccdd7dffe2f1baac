import { PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { Notice } from "../../shell/notice.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { When } from "../parts/when.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { failureWords } from "./failure-words.ts";
import { originOf, parseTargets, type Target } from "./parse-targets.ts";
import { PhoneSwitch } from "./phone-switch.tsx";
import { useIsAdministrator } from "./use-is-administrator.ts";
import { useTargetsText } from "./text/use-targets-text.ts";
import "./targets.css";

/** Where messages go and how each target stands; this device's own switch; the log. */
export function TargetsPage() {
  const text = useTargetsText();
  const mayChange = useIsAdministrator();
  const targets = useLoaded("/api/v1/notification-targets", parseTargets);
  useFresh(targets.refresh);
  return (
    <div class="targets">
      <PageHead title={text.title} lead={text.lead}>
        {mayChange && (
          <a class="button" href="/dlh/penerima/baru">
            {text.add}
          </a>
        )}
      </PageHead>
      {!mayChange && <p class="targets-help">{text.readOnly}</p>}
      <LoadedView of={targets}>
        {(answer) =>
          answer.targets.length === 0 ? (
            <Notice icon="warning" title={text.noneTitle} text={text.noneText} />
          ) : (
            <Section title={text.title}>
              <ul class="targets-list">
                {answer.targets.map((target) => (
                  <TargetRow target={target} key={target.id} />
                ))}
              </ul>
            </Section>
          )
        }
      </LoadedView>
      <PhoneSwitch />
      <DeliveryLog target={null} mayChange={mayChange} />
    </div>
  );
}

/** How a target stands, as a word and its colour. */
export function StateBadge({ target }: { target: Target }) {
  const { state } = useTargetsText();
  if (!target.enabled) return <span class="badge">{state.off}</span>;
  if (target.lastFailure !== null) return <span class="badge badge-alarm">{state.failing}</span>;
  if (target.lastDeliveredAt === null) return <span class="badge">{state.fresh}</span>;
  return <span class="badge badge-good">{state.good}</span>;
}

/** Figures and times of a target, one after the other. */
export function TargetFacts({ target }: { target: Target }) {
  const text = useTargetsText();
  const { lastDeliveredAt, lastFailure } = target;
  return (
    <span class="targets-note">
      <span>{text.kinds[target.settings.kind]}</span>
      {originOf(target) !== null && <span>{originOf(target)}</span>}
      {target.settings.kind === "web-push" && <span>{text.phones(target.phones)}</span>}
      {target.waiting > 0 && <span>{text.waiting(target.waiting)}</span>}
      {target.failed > 0 && <span>{text.gaveUp(target.failed)}</span>}
      <span>
        {text.lastDelivered}:{" "}
        {lastDeliveredAt === null ? text.never : <When atMs={lastDeliveredAt} />}
      </span>
      {lastFailure !== null && (
        <span>
          {text.lastFailure}: {failureWords(lastFailure, text)}
        </span>
      )}
    </span>
  );
}

function TargetRow({ target }: { target: Target }) {
  return (
    <li class="targets-row">
      <span class="targets-row-head">
        <a class="targets-link" href={`/dlh/penerima/${target.id}`}>
          {target.name}
        </a>
        <StateBadge target={target} />
      </span>
      <TargetFacts target={target} />
    </li>
  );
}
