import type { TargetKind } from "@resik/contract/http/notifications";
import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, type Registry } from "@resik/kit/metrics";
import type { FailureReason } from "./outcome.ts";

/** Why a message is not tried any more. */
export type DropReason = "overdue" | "queue-full" | "no-recipient" | "switched-off";

/** What happens to messages, logged and counted together. Labels come from closed sets. */
export interface NotifyEvents {
  /** Transitions were put into so many messages. */
  gathered(result: { transitions: number; messages: number }): void;
  sent(kind: TargetKind): void;
  tryFailed(failure: {
    kind: TargetKind;
    reason: FailureReason;
    target: string;
    detail: string;
    retryMs: number;
  }): void;
  dropped(reason: DropReason, messages: number): void;
  waiting(messages: number): void;
  /** The loop itself could not go on; it tries again. */
  delayed(detail: string, retryMs: number): void;
}

export function createNotifyEvents(logger: Logger, metrics: Registry): NotifyEvents {
  const registers = [metrics];
  const gathered = new Counter({
    name: "api_notifications_gathered_total",
    help: "Messages made of transitions of alerts, for all targets.",
    registers,
  });
  const sent = new Counter({
    name: "api_notifications_sent_total",
    help: "Messages that a target took, by kind.",
    labelNames: ["kind"] as const,
    registers,
  });
  const failed = new Counter({
    name: "api_notification_tries_failed_total",
    help: "Tries that failed, by kind and reason; each is made again.",
    labelNames: ["kind", "reason"] as const,
    registers,
  });
  const dropped = new Counter({
    name: "api_notifications_dropped_total",
    help: "Messages that are not tried any more, by reason; they stay in the log.",
    labelNames: ["reason"] as const,
    registers,
  });
  const waiting = new Gauge({
    name: "api_notifications_waiting",
    help: "Messages that wait to be sent, those that failed and are tried again among them.",
    registers,
  });
  return {
    gathered({ transitions, messages }) {
      gathered.inc(messages);
      if (messages > 0) logger.info({ transitions, messages }, "alerts put into messages");
    },
    sent: (kind) => sent.inc({ kind }),
    tryFailed({ kind, reason, target, detail, retryMs }) {
      failed.inc({ kind, reason });
      logger.warn({ kind, reason, target, detail, retryMs }, "message not delivered; tried again");
    },
    dropped(reason, messages) {
      if (messages === 0) return;
      dropped.inc({ reason }, messages);
      logger.error({ reason, messages }, "messages are given up; they stay in the log");
    },
    waiting: (messages) => waiting.set(messages),
    delayed: (detail, retryMs) =>
      logger.warn({ detail, retryMs }, "notifications are held up; tried again"),
  };
}
