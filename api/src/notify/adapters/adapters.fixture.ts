import type { NotificationBody } from "@resik/contract/http/notifications";
import { systemClock } from "@resik/kit/clock";
import { isReachable } from "../addresses.ts";
import type { AdapterDeps, Sending } from "./adapter.ts";

export const BODY: NotificationBody = {
  id: "pesan0123456789abcde",
  kind: "alerts",
  language: "id",
  createdAt: "2026-11-02T03:00:00.000Z",
  title: 'Kritis: Bak panas, Bak 07 <b>"Pasar"</b>',
  text: 'Bak 07, "Pasar" \\ Puri (Pati)\n72 °C, sejak 2 Nov 2026 10.00 WIB',
  alerts: [
    {
      id: "alarm1",
      rule: "bin-hot",
      ruleName: "Bak panas",
      severity: "critical",
      state: "open",
      site: "pasar-puri",
      siteName: "Pasar Puri",
      areaName: "Pati",
      subject: "bin-07",
      subjectName: "Bak 07",
      value: 72,
      valueText: "72 °C",
      openedAt: "2026-11-02T03:00:00.000Z",
      resolvedAt: null,
      url: null,
      transitions: [{ seq: 0, at: "2026-11-02T03:00:00.000Z" }],
    },
  ],
};

/** A message on its way, with a list of who was told. */
export function sendingOf(told: readonly string[] = []): Sending & { list: string[] } {
  const list: string[] = [];
  const onTold = async (recipient: string): Promise<void> => void list.push(recipient);
  return { body: BODY, severity: "critical", attempt: 1, told: new Set(told), onTold, list };
}

export const depsOf = (own: Partial<AdapterDeps> = {}): AdapterDeps => ({
  clock: systemClock,
  addressRule: isReachable,
  timeoutMs: 2_000,
  signal: new AbortController().signal,
  ...own,
});
