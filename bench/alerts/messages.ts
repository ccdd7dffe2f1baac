import type { Desk } from "./desk.ts";
import type { TruthEvent } from "./events.ts";
import type { PostedMessage } from "./postbox.ts";
import type { PlayedAlert } from "./score.ts";

/** Rules that speak of somebody's silence. */
const SILENCE_RULES: ReadonlySet<string> = new Set(["site-silent", "device-silent"]);
/** A power cut's message may come so much after its end. */
const GRACE_MS = 5 * 60_000;

/** How often an alert was open beside another of the same rule and subject. Must be 0. */
export function countDuplicates(alerts: readonly PlayedAlert[]): number {
  let duplicates = 0;
  for (const own of Map.groupBy(alerts, ({ rule, subject }) => `${rule} ${subject}`).values()) {
    const inOrder = own.toSorted((one, other) => one.openedAtMs - other.openedAtMs);
    let openUntilMs = Number.NEGATIVE_INFINITY;
    for (const { openedAtMs, resolvedAtMs } of inOrder) {
      if (openedAtMs < openUntilMs) duplicates++;
      openUntilMs = Math.max(openUntilMs, resolvedAtMs ?? Infinity);
    }
  }
  return duplicates;
}

export interface CutMessages {
  /** Everything a target was sent that hears of all alerts, and of their ends. */
  messages: number;
  /** Those that tell of at least one new alert. */
  messagesOpening: number;
  powerCuts: number;
  /** About the loss of one site: the most that one cut caused, and how many cuts had no message. */
  powerCutMessagesMax: number;
  powerCutsUntold: number;
}

/** A power cut with more or fewer messages than one. */
export interface WronglyTold {
  subject: string;
  fromMs: number;
  toMs: number;
  messages: number;
}

/**
 * Messages about each power cut of a site: those that tell of a new silence of that site or of one
 * of its devices between the cut and the end of its grace. A device that was dark by itself at
 * that time has a message of its own by right.
 */
export function powerCutMessages(
  messages: ReturnType<Desk["messages"]>,
  events: readonly TruthEvent[],
): { counts: CutMessages; wronglyTold: WronglyTold[] } {
  const cuts = events.filter(({ kind, outOfScope }) => kind === "site-power" && !outOfScope);
  const ownDark = Map.groupBy(
    events.filter(({ kind }) => kind === "outage"),
    ({ subject }) => subject,
  );
  const isOwn = (subject: string, atMs: number): boolean =>
    (ownDark.get(subject) ?? []).some(
      ({ beginMs, endMs }) => beginMs <= atMs && atMs <= endMs + GRACE_MS,
    );
  const isAbout = ({ opened, atMs }: PostedMessage, { subject, beginMs, endMs }: TruthEvent) =>
    atMs >= beginMs &&
    atMs <= endMs + GRACE_MS &&
    opened.some(
      (one) => SILENCE_RULES.has(one.rule) && one.site === subject && !isOwn(one.subject, atMs),
    );
  const told = cuts.map((cut) => ({
    subject: cut.subject,
    fromMs: cut.beginMs,
    toMs: cut.endMs,
    messages: messages.filter((message) => isAbout(message, cut)).length,
  }));
  const counts = {
    messages: messages.length,
    messagesOpening: messages.filter(({ opened }) => opened.length > 0).length,
    powerCuts: cuts.length,
    powerCutMessagesMax: Math.max(0, ...told.map((one) => one.messages)),
    powerCutsUntold: told.filter((one) => one.messages === 0).length,
  };
  return { counts, wronglyTold: told.filter((one) => one.messages !== 1) };
}
