import { DataTable, type Column } from "../../controls/data-table.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseActiveMembers, type ActiveMembers } from "../../edge/parse-reports.ts";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { useReportsText } from "./reports-text.ts";

type Row = ActiveMembers["rows"][number];

/** Who brought something in a month: attendance is worth something in many places. */
export function ActiveMembersPart({ month }: { month: string }) {
  const text = useReportsText();
  const { api } = useBank();
  const path = api(`reports/active-members?month=${month}`);
  const active = useLoaded(path, parseActiveMembers);
  return (
    <Section
      title={text.active}
      note={text.activeText}
      isFlush
      action={
        <a class="button button-quiet" href={`${path}&format=xlsx`} download>
          {text.xlsx}
        </a>
      }
    >
      <LoadedView of={active}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p class="section-note">{text.activeNone}</p>
          ) : (
            <ActiveTable rows={rows} />
          )
        }
      </LoadedView>
    </Section>
  );
}

function ActiveTable({ rows }: { rows: readonly Row[] }) {
  const text = useReportsText();
  const { language } = useLanguage();
  const columns: Column<Row>[] = [
    { id: "name", label: text.name, isTitle: true, show: (row) => row.name },
    { id: "number", label: text.number, show: (row) => row.number },
    {
      id: "deposits",
      label: text.deposits,
      isNumeric: true,
      show: (row) => formatNumber(row.deposits),
    },
    {
      id: "mass",
      label: text.mass,
      isNumeric: true,
      show: (row) => formatQuantity(row.massG, "kg", language),
    },
    { id: "net", label: text.net, isNumeric: true, show: (row) => formatRupiah(row.netRupiah) },
  ];
  return (
    <DataTable caption={text.active} columns={columns} rows={rows} keyOf={(row) => row.number} />
  );
}
