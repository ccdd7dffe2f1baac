import { useEffect, useRef } from "preact/hooks";
import { toCsv, type CsvTable } from "./csv-table.ts";

interface CsvLinkProps {
  /** Without its ending. */
  file: string;
  /** Made only when somebody wants the file. */
  table: () => CsvTable;
  label: string;
}

/** Makes a file of what is drawn, on the phone itself: it works without a network too. */
export function CsvLink({ file, table, label }: CsvLinkProps) {
  const made = useRef<string | null>(null);
  const forget = (): void => {
    if (made.current !== null) URL.revokeObjectURL(made.current);
    made.current = null;
  };
  useEffect(() => forget, []);

  const download = (): void => {
    forget();
    // The mark at the start tells spreadsheets that the file is UTF-8.
    const blob = new Blob(["\ufeff", toCsv(table())], { type: "text/csv;charset=utf-8" });
    made.current = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = made.current;
    link.download = `${file}.csv`;
    link.click();
  };
  return (
    <button class="button button-quiet" type="button" onClick={download}>
      {label}
    </button>
  );
}
