import { ruleName } from "@resik/contract/alert-text";
import { useLocation } from "preact-iso/router";
import { useMemo, useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePages } from "../../controls/use-pages.ts";
import { answerOf, fields, pageOf, text as textPart } from "../../edge/parts.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { alertPart, SEVERITIES } from "../edge/parse-alerts.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useFreshPages } from "../live/use-fresh-pages.ts";
import { ListChanged } from "../parts/list-changed.tsx";
import { useAlertText } from "../text/alert-text.ts";
import { useListText } from "../text/list-text.ts";
import {
  alertsHref,
  alertsPath,
  NO_FILTER,
  parseAlertFilter,
  type AlertFilter,
} from "./alert-filter.ts";
import { AlertList } from "./alert-list.tsx";

/** Every alert there is or was, by what one looks for. */
export function AlertsPage() {
  const text = useAlertText();
  const { url, route } = useLocation();
  const filter = parseAlertFilter(url.split("?")[1] ?? "");
  const pages = usePages(alertsPath(filter), alertPart);
  const hasChanged = useFreshPages(pages);
  const choose = (change: Partial<AlertFilter>) =>
    route(alertsHref({ ...filter, ...change }), true);
  const isPlain = alertsHref(filter) === alertsHref(NO_FILTER);
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <StateChoice filter={filter} choose={choose} />
      <Filters filter={filter} choose={choose} />
      {filter.subject !== null && (
        <p class="desk-changed">
          {text.onlyOf(pages.rows?.[0]?.subjectName ?? filter.subject)}
          <button class="link-button" type="button" onClick={() => choose({ subject: null })}>
            {text.ofAll}
          </button>
        </p>
      )}
      <ListChanged hasChanged={hasChanged} onReload={pages.refresh} />
      <PagedList
        of={pages}
        empty={
          <Notice
            icon="check"
            title={text.noneTitle}
            text={isPlain ? text.noneText : text.noneMatchText}
          >
            {!isPlain && (
              <button class="button button-quiet" type="button" onClick={() => choose(NO_FILTER)}>
                {text.clear}
              </button>
            )}
          </Notice>
        }
      >
        {(rows) => <AlertList rows={rows} />}
      </PagedList>
    </>
  );
}

interface FilterProps {
  filter: AlertFilter;
  choose: (change: Partial<AlertFilter>) => void;
}

function StateChoice({ filter, choose }: FilterProps) {
  const text = useAlertText();
  const list = useListText();
  return (
    <div class="segments-wide">
      <SegmentField
        id="state"
        label={text.state}
        value={filter.state}
        choices={[
          { value: "unresolved", label: text.unresolved },
          { value: "open", label: list.alertState.open },
          { value: "resolved", label: list.alertState.resolved },
        ]}
        onChange={(state) => choose({ state })}
      />
    </div>
  );
}

const ANY = "";
const siteListPart = pageOf(fields({ id: textPart, name: textPart }));
const parseSites = answerOf(siteListPart);

function Filters({ filter, choose }: FilterProps) {
  const text = useAlertText();
  const list = useListText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  const [isOpen, setOpen] = useState(
    filter.severity !== null || filter.rule !== null || filter.site !== null,
  );
  const sites = useLoaded(isOpen ? "/api/v1/sites?limit=500" : null, parseSites);
  const ruleChoices = useMemo(
    () =>
      [...rules.values()]
        .map(({ id, name }) => ({ value: id, label: ruleName(id, name, language) }))
        .sort((a, b) => a.label.localeCompare(b.label, language)),
    [rules, language],
  );
  const orNull = (value: string): string | null => (value === ANY ? null : value);
  return (
    <details
      class="desk-filter-panel"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{text.filters}</summary>
      <div class="desk-filters">
        <SelectField
          id="severity"
          label={text.severity}
          value={filter.severity ?? ANY}
          choices={[
            { value: ANY, label: text.all },
            ...SEVERITIES.map((value) => ({ value, label: list.severity[value] })),
          ]}
          onChange={(value) => choose({ severity: value === ANY ? null : value })}
        />
        <SelectField
          id="rule"
          label={text.rule}
          value={filter.rule ?? ANY}
          choices={[{ value: ANY, label: text.allRules }, ...ruleChoices]}
          onChange={(value) => choose({ rule: orNull(value) })}
        />
        <SelectField
          id="site"
          label={text.site}
          value={filter.site ?? ANY}
          choices={[
            { value: ANY, label: text.allSites },
            ...(sites.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => choose({ site: orNull(value) })}
        />
      </div>
    </details>
  );
}
