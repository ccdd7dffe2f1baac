import { noteText } from "@resik/contract/program-note";
import { Facts, PageHead, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { answerOf } from "../../edge/parts.ts";
import { stationHref } from "../../route/route.ts";
import { createLazyPart } from "../../shell/lazy-part.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { alertDetailPart, type AlertDetail } from "../edge/parse-alerts.ts";
import { useDesk } from "../live/desk-context.tsx";
import { alertName, alertValue, limitsOf } from "../parts/alert-words.ts";
import { AlertStateBadge, SeverityBadge } from "../parts/badges.tsx";
import { DetailPage } from "../parts/detail-page.tsx";
import { durationText } from "../parts/duration-text.ts";
import { PlaceLine } from "../parts/place-line.tsx";
import { Story } from "../parts/story.tsx";
import { When } from "../parts/when.tsx";
import { useAlertText } from "../text/alert-text.ts";
import { useListText } from "../text/list-text.ts";
import { AlertActions } from "./alert-actions.tsx";
import "../parts/desk-rows.css";

const AlertChart = createLazyPart(async () => (await import("./alert-chart.tsx")).AlertChart);

const parseAlert = answerOf(alertDetailPart);

/** One alert: what, where, since when, what was done, and what can be done. */
export function AlertPage({ id }: { id: string }) {
  const text = useAlertText();
  const back = { href: "/dlh/peringatan", label: text.title };
  return (
    <DetailPage
      path={`/api/v1/alerts/${encodeURIComponent(id)}`}
      parse={parseAlert}
      back={back}
      unknownTitle={text.unknownTitle}
    >
      {(alert) => <AlertView alert={alert} back={back} />}
    </DetailPage>
  );
}

interface AlertViewProps {
  alert: AlertDetail;
  back: { href: string; label: string };
}

function AlertView({ alert, back }: AlertViewProps) {
  const { language } = useLanguage();
  const { refresh } = useDesk();
  return (
    <>
      <PageHead title={alertName(alert, language)} lead={alert.subjectName} back={back} />
      <p class="desk-state">
        <SeverityBadge severity={alert.severity} />
        <AlertStateBadge state={alert.state} />
      </p>
      <AlertActions alert={alert} onChanged={refresh} />
      <AlertBody alert={alert} />
    </>
  );
}

function AlertBody({ alert }: { alert: AlertDetail }) {
  const text = useAlertText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  const steps = alert.story.map(({ step, at, by, note, value }) => {
    const measured = alertValue(alert, value, rules, language);
    const words = text.steps[step];
    return {
      words: measured === null ? words : `${words} · ${measured}`,
      at,
      by: by ?? text.byProgram,
      note: noteText({ by, note }, language),
    };
  });
  return (
    <div class="desk-columns">
      <div class="stack">
        <Section title={text.subject}>
          <AlertFacts alert={alert} />
          <LimitNote alert={alert} />
          {alert.subjectKind !== "site" && alert.subjectKind !== "scale" && (
            <a class="link-button" href={stationHref(alert.subject)}>
              {text.seeStation}
            </a>
          )}
        </Section>
        <AlertChart alert={alert} />
      </div>
      <div class="stack">
        <Story title={text.story} steps={steps} />
        <PlaceLine title={text.mapTitle} lat={alert.lat} lon={alert.lon} />
      </div>
    </div>
  );
}

function LimitNote({ alert }: { alert: AlertDetail }) {
  const text = useAlertText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  const limits = limitsOf(alert, rules, language);
  return limits === null ? null : <p class="quiet">{text.limits(limits.raise, limits.clear)}</p>;
}

function AlertFacts({ alert }: { alert: AlertDetail }) {
  const text = useAlertText();
  const list = useListText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  const nowMs = useNow();
  const endMs = alert.resolvedAt ?? nowMs;
  const lasted = durationText(Math.max(0, endMs - alert.openedAt) / 1_000, list);
  const value = alertValue(alert, alert.value, rules, language);
  const facts: Fact[] = [
    ...(value === null ? [] : [{ label: text.value, value }]),
    {
      label: text.since,
      value: <When atMs={alert.openedAt} />,
      note: alert.resolvedAt === null ? text.running(lasted) : text.lasted(lasted),
    },
    {
      label: text.place,
      value: alert.siteName,
      note: alert.areaName,
    },
    ...(alert.resolvedAt === null
      ? []
      : [
          {
            label: text.ended,
            value: <When atMs={alert.resolvedAt} />,
            note: alert.resolvedBy === null ? text.endedBySensor : text.endedBy(alert.resolvedBy),
          },
        ]),
    { label: text.assignee, value: alert.assignee?.name ?? list.nobody },
  ];
  return <Facts facts={facts} />;
}
