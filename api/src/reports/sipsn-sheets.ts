import type { SipsnReport } from "@resik/contract/http/bank/reports";
import { isCompleteWords } from "./report-words.ts";
import type { Cell, Column, Sheet } from "./sheet.ts";

type SipsnColumn = SipsnReport["columns"][number];

const COLUMN_WIDTH = 18;
const REMARK_WIDTH = 70;

function toCell({ kind }: SipsnColumn, value: string | number | null | undefined): Cell {
  if (value === null || value === undefined || typeof value === "string") return value ?? null;
  switch (kind) {
    case "text":
      return String(value);
    case "count":
      return { count: value };
    case "mass":
      return { massG: value };
    case "rupiah":
      return { rupiah: value };
    case "degree":
      return { degrees: value };
  }
}

const toColumn = ({ title, kind }: SipsnColumn): Column => ({
  title,
  unit: kind === "mass" || kind === "rupiah" ? kind : null,
  width: COLUMN_WIDTH,
});

/** The sheet with a row for each bank and one for all, and what its columns count or leave out. */
export function sipsnSheets(report: SipsnReport, districtName: string): Sheet[] {
  const { columns, year, half } = report;
  const period = half === 1 ? `Januari-Juni ${year}` : `Juli-Desember ${year}`;
  const isFirst = (column: SipsnColumn): boolean => column.key === columns[0]?.key;
  const totals = columns.map((column) =>
    isFirst(column) ? "JUMLAH" : toCell(column, report.totals[column.key]),
  );
  return [
    {
      name: "SIPSN",
      heading: [
        `Data bank sampah ${districtName} untuk SIPSN, ${period}`,
        isCompleteWords(report.isComplete),
      ],
      columns: columns.map(toColumn),
      rows: [
        ...report.rows.map(({ cells }) =>
          columns.map((column) => toCell(column, cells[column.key])),
        ),
        totals,
      ],
    },
    {
      name: "Keterangan",
      heading: ["Keterangan kolom"],
      columns: [
        { title: "Kolom", unit: null, width: COLUMN_WIDTH * 2 },
        { title: "Diisi oleh Resik", unit: null, width: COLUMN_WIDTH },
        { title: "Keterangan", unit: null, width: REMARK_WIDTH },
      ],
      rows: columns.map(({ title, isKnown, remark }) => [title, isKnown ? "Ya" : "Tidak", remark]),
    },
  ];
}
