import { sheetsToCsv, type Sheet } from "./sheet.ts";
import { sheetsToXlsx } from "./workbook.ts";

const CSV_TYPE = "text/csv; charset=utf-8; header=present";
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A report to keep: `name` without its ending, of letters, digits and hyphens. */
export async function reportFile(
  format: "csv" | "xlsx",
  name: string,
  sheets: readonly Sheet[],
): Promise<Response> {
  const body = format === "csv" ? sheetsToCsv(sheets) : new Uint8Array(await sheetsToXlsx(sheets));
  return new Response(body, {
    headers: {
      "content-type": format === "csv" ? CSV_TYPE : XLSX_TYPE,
      "content-disposition": `attachment; filename="${name}.${format}"`,
      "cache-control": "no-store",
    },
  });
}
