import type { AlertSeverity } from "@resik/contract/alert-rule";
import { SEVERITY_NAMES, type TextLanguage } from "@resik/contract/alert-text";
import type { NotificationAlert } from "@resik/contract/http/notifications";

/** Lines of a list before the rest is counted. */
const LINES_MAX = 12;
/** WIB: a clock there is 7 hours ahead of UTC. */
const WIB_AHEAD_MS = 7 * 3_600_000;

const MONTHS: Readonly<Record<TextLanguage, string>> = {
  id: "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
};

interface Words {
  over: string;
  escalated: string;
  since(when: string): string;
  overAt(from: string, until: string): string;
  alerts(count: number): string;
  atSites(count: number): string;
  andMore(count: number): string;
  critical(count: number): string;
  ended(count: number): string;
  testTitle: string;
  testText: string;
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

export const WORDS: Readonly<Record<TextLanguage, Words>> = {
  id: {
    over: "Selesai",
    escalated: "Belum ditangani",
    since: (when) => `sejak ${when}`,
    overAt: (from, until) => `${from} sampai ${until}`,
    alerts: (count) => `${count} peringatan`,
    atSites: (count) => `di ${count} tempat`,
    andMore: (count) => `dan ${count} lagi`,
    critical: (count) => `${count} kritis`,
    ended: (count) => `${count} selesai`,
    testTitle: "Pesan uji dari Resik",
    testText: "Pesan ini dikirim untuk mencoba. Tidak ada yang perlu dilakukan.",
  },
  en: {
    over: "Over",
    escalated: "Not yet dealt with",
    since: (when) => `since ${when}`,
    overAt: (from, until) => `${from} to ${until}`,
    alerts: (count) => plural(count, "alert"),
    atSites: (count) => `at ${plural(count, "place")}`,
    andMore: (count) => `and ${count} more`,
    critical: (count) => `${count} critical`,
    ended: (count) => `${count} over`,
    testTitle: "Test message from Resik",
    testText: "This message was sent as a try. Nothing has to be done.",
  },
};

/** A time as people in the district read it: `22 Nov 2026 09.31 WIB`. */
export function wibTime(atMs: number, language: TextLanguage): string {
  const [day = "", time = ""] = new Date(atMs + WIB_AHEAD_MS).toISOString().split("T");
  const [year, month, date] = day.split("-");
  const name = MONTHS[language].split(" ")[Number(month) - 1];
  const clock = time.slice(0, 5).replace(":", language === "id" ? "." : ":");
  return `${Number(date)} ${name} ${year} ${clock} WIB`;
}

const severityPrefix = (severity: AlertSeverity, language: TextLanguage): string =>
  severity === "warning" ? "" : `${SEVERITY_NAMES[severity][language]}: `;

/** `Kritis: Bak panas`, or `Selesai: Bak panas`. */
function headOf(alert: NotificationAlert, language: TextLanguage): string {
  const words = WORDS[language];
  if (alert.state === "resolved") return `${words.over}: ${alert.ruleName}`;
  const escalated = alert.state === "escalated" ? `${words.escalated}: ` : "";
  return `${escalated}${severityPrefix(alert.severity, language)}${alert.ruleName}`;
}

const placeOf = ({ subject, site, subjectName, siteName }: NotificationAlert): string =>
  subject === site ? siteName : `${subjectName}, ${siteName}`;

function whenOf(alert: NotificationAlert, language: TextLanguage): string {
  const words = WORDS[language];
  const opened = wibTime(Date.parse(alert.openedAt), language);
  if (alert.state !== "resolved" || alert.resolvedAt === null) return words.since(opened);
  return words.overAt(opened, wibTime(Date.parse(alert.resolvedAt), language));
}

const valueAndWhen = (alert: NotificationAlert, language: TextLanguage): string =>
  [alert.valueText, whenOf(alert, language)].filter((part) => part !== null).join(", ");

/** Title and text of a message about these alerts, the worst first. */
export function textOf(
  alerts: readonly NotificationAlert[],
  { language, listUrl }: { language: TextLanguage; listUrl: string | null },
): { title: string; text: string } {
  const [only] = alerts;
  if (only && alerts.length === 1) return textOfOne(only, language);
  const words = WORDS[language];
  const sites = new Set(alerts.map(({ site }) => site));
  const critical = alerts.filter(
    ({ severity, state }) => severity === "critical" && state !== "resolved",
  ).length;
  const ended = alerts.filter(({ state }) => state === "resolved").length;
  const counts = [
    words.alerts(alerts.length),
    ...(critical > 0 ? [words.critical(critical)] : []),
    ...(ended > 0 ? [words.ended(ended)] : []),
  ].join(", ");
  const where = sites.size === 1 ? only?.siteName : words.atSites(sites.size);
  const title = sites.size === 1 ? `${where}: ${counts}` : `${counts} ${where}`;
  const lines = alerts.slice(0, LINES_MAX).map((alert) => {
    const place = sites.size === 1 ? alert.subjectName : placeOf(alert);
    return `- ${headOf(alert, language)}, ${place} (${valueAndWhen(alert, language)})`;
  });
  if (alerts.length > LINES_MAX) lines.push(words.andMore(alerts.length - LINES_MAX));
  if (listUrl !== null) lines.push(listUrl);
  return { title: oneLine(title), text: lines.map(oneLine).join("\n") };
}

function textOfOne(
  alert: NotificationAlert,
  language: TextLanguage,
): { title: string; text: string } {
  const lines = [
    `${placeOf(alert)} (${alert.areaName})`,
    valueAndWhen(alert, language),
    ...(alert.url === null ? [] : [alert.url]),
  ];
  return {
    title: oneLine(`${headOf(alert, language)}, ${placeOf(alert)}`),
    text: lines.map(oneLine).join("\n"),
  };
}

/** Names are typed by people; a line break in one would look like a line of ours. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
