import { SCHEMA_VERSION } from "@resik/contract/payload/reading";
import { deviceTopic } from "@resik/contract/topic";
import type { Clock } from "@resik/kit/clock";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { sendAll, startFollower, type Announcement, type Follower } from "../outbox/follower.ts";
import { transitionsAfter, type AlertTransition } from "../registry/alerts.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import type { RegistryDb } from "../registry/tables.ts";

/** The row of `outbox_cursors`. */
export const ALERT_CONSUMER = "alert";

const PAGE_ROWS = 50;
/** Another program may have written some. */
const LOOK_EVERY_MS = 30_000;

export interface AlertAnnouncerOptions {
  db: RegistryDb;
  link: Pick<MqttLink, "onConnect" | "isConnected" | "publish">;
  clock: Clock;
  events: ApiEvents;
}

/** Other steps are part of the story, which the registry keeps; they change no state. */
const changesState = ({ step }: AlertTransition): boolean =>
  step === "opened" || step === "acknowledged" || step === "resolved";

/** What a transition says on channel `alert`; its identity follows from the outbox alone. */
const messageOf = (transition: AlertTransition): Announcement => ({
  topic: deviceTopic(transition.site, transition.subject, "alert"),
  payload: JSON.stringify({
    v: SCHEMA_VERSION,
    boot: transition.alert,
    seq: transition.seq,
    sampledAt: transition.atMs,
    rule: transition.rule,
    severity: transition.severity,
    state: transition.state,
    open: transition.state === "resolved" ? 0 : 1,
    ...(transition.value === null ? {} : { value: transition.value }),
  }),
});

/** Parts in which no alert stands twice: its next state goes after the PUBACK of the one before. */
function windowsOf(transitions: readonly AlertTransition[]): AlertTransition[][] {
  const windows: AlertTransition[][] = [];
  let alerts = new Set<string>();
  for (const transition of transitions) {
    const last = windows.at(-1);
    if (last && !alerts.has(transition.alert)) last.push(transition);
    else {
      windows.push([transition]);
      alerts = new Set();
    }
    alerts.add(transition.alert);
  }
  return windows;
}

/**
 * Announces every change of an alert's state in order and at least once: the cursor moves when the
 * broker has acknowledged everything before it. One that is announced twice is the same reading.
 */
export function startAlertAnnouncer(options: AlertAnnouncerOptions): Follower {
  const { db, link, clock, events } = options;
  return startFollower({
    link,
    clock,
    lookEveryMs: LOOK_EVERY_MS,
    onFailure: (detail, retryMs) => events.announceDelayed("alert", detail, retryMs),
    async step(signal) {
      const afterId = await readOutboxCursor(db, ALERT_CONSUMER);
      const page = await transitionsAfter(db, { afterId, limit: PAGE_ROWS });
      if (page.length === 0) return "end";
      if (!link.isConnected()) return "away";
      for (const window of windowsOf(page)) {
        const told = window.filter(changesState);
        const sent = await sendAll(link, told.map(messageOf), signal);
        if (sent === "stopped") return "more";
        if (sent !== null) return sent;
        await keepOutboxCursor(db, ALERT_CONSUMER, window.at(-1)?.id ?? afterId);
        events.announced("alert", told.length);
      }
      return "more";
    },
  });
}
