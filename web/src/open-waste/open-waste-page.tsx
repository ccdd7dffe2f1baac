import { DataTable, type Column } from "../controls/data-table.tsx";
import { LoadedView } from "../controls/loaded.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { formatMonth } from "../format/month.ts";
import { formatNumber, formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { NextDays } from "./next-days.tsx";
import { parseOpenWaste, type WasteGroup, type WasteMonth } from "./parse-open-waste.ts";
import { useOpenWasteText } from "./text/use-open-waste-text.ts";
import "./open-waste.css";

/** What the district's waste banks took in, and when they weigh next: for everybody. */
export function OpenWastePage() {
  const waste = useOpenWasteText();
  const answer = useLoaded("/api/v1/open/waste", parseOpenWaste);
  usePageTitle(waste.title);
  return (
    <div class="waste">
      <h1 class="waste-title">{waste.title}</h1>
      <p class="waste-lead">{waste.lead}</p>
      <NextDays />
      <LoadedView of={answer}>
        {({ months }) =>
          sinceFirst(months).length === 0 ? (
            <Notice icon="scale" title={waste.noneTitle} text={waste.noneText} />
          ) : (
            <Figures months={sinceFirst(months)} />
          )
        }
      </LoadedView>
      <p>
        <a class="waste-data" href="/api/v1/open/waste">
          {waste.data}
        </a>
      </p>
    </div>
  );
}

/** Newest month first; months before the first deposit of all are none. */
function sinceFirst(months: readonly WasteMonth[]): WasteMonth[] {
  const newestFirst = [...months].sort((left, right) => (left.month < right.month ? 1 : -1));
  while (newestFirst[newestFirst.length - 1]?.deposits === 0) newestFirst.pop();
  return newestFirst;
}

function Figures({ months }: { months: readonly WasteMonth[] }) {
  const { language } = useLanguage();
  const waste = useOpenWasteText();
  const [latest] = months;
  if (latest === undefined) return null;
  const facts: [string, string][] = [
    [waste.mass, formatQuantity(latest.depositedMassG, "kg", language)],
    [waste.rupiah, formatRupiah(latest.depositedRupiah)],
    [waste.deposits, formatNumber(latest.deposits)],
    [waste.depositors, formatNumber(latest.depositors)],
  ];
  return (
    <>
      <section class="panel waste-section">
        <h2 class="waste-section-title">{waste.latest(formatMonth(latest.month, language))}</h2>
        <dl class="waste-facts">
          {facts.map(([name, value]) => (
            <div class="waste-fact" key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h3>{waste.groupsTitle}</h3>
        <Groups groups={latest.groups} />
      </section>
      <section class="panel waste-section waste-table">
        <h2 class="waste-section-title">{waste.monthsTitle}</h2>
        <MonthTable months={months} />
      </section>
    </>
  );
}

function Groups({ groups }: { groups: readonly WasteGroup[] }) {
  const { language } = useLanguage();
  const waste = useOpenWasteText();
  const longestG = Math.max(1, ...groups.map(({ depositedMassG }) => depositedMassG));
  return (
    <ul class="waste-groups">
      {groups.map(({ reportGroup, depositedMassG }) => (
        <li class="waste-group" key={reportGroup}>
          <span>{waste.groups[reportGroup]}</span>
          <strong>{formatQuantity(depositedMassG, "kg", language)}</strong>
          <svg class="waste-bar" aria-hidden="true" focusable="false">
            <rect class="waste-bar-ground" width="100%" height="100%" />
            <rect
              class="waste-bar-level"
              width={`${Math.max(0, (depositedMassG / longestG) * 100)}%`}
              height="100%"
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

function MonthTable({ months }: { months: readonly WasteMonth[] }) {
  const { language } = useLanguage();
  const waste = useOpenWasteText();
  const columns: Column<WasteMonth>[] = [
    {
      id: "month",
      label: waste.month,
      isTitle: true,
      show: ({ month }) => formatMonth(month, language),
    },
    {
      id: "mass",
      label: waste.mass,
      isNumeric: true,
      show: ({ depositedMassG }) => formatQuantity(depositedMassG, "kg", language),
    },
    {
      id: "rupiah",
      label: waste.rupiah,
      isNumeric: true,
      show: ({ depositedRupiah }) => formatRupiah(depositedRupiah),
    },
    {
      id: "deposits",
      label: waste.deposits,
      isNumeric: true,
      show: ({ deposits }) => formatNumber(deposits),
    },
  ];
  return (
    <DataTable
      caption={waste.monthsTitle}
      columns={columns}
      rows={months}
      keyOf={({ month }) => month}
    />
  );
}
