import { isWaiting } from "./report-item.ts";
import { useReports } from "./use-reports.ts";
import { useReportText } from "./text/use-report-text.ts";

/** On a resident's first screen: reports still wait, and are being sent from here too. */
export function WaitingLine({ owner }: { owner: string }) {
  const { list } = useReportText();
  const { items } = useReports(owner);
  if (items === null || items.length === 0) return null;
  const waiting = items.filter(isWaiting).length;
  return (
    <p class="me-banner status-line status-line-warn">
      <a href="/saya/laporan">
        {waiting > 0 ? list.waitingCount(waiting) : list.refusedCount(items.length)}
      </a>
    </p>
  );
}
