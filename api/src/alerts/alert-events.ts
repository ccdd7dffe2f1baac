import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "@resik/kit/metrics";

/** What happens to alerts, logged and counted together. Labels come from closed sets. */
export interface AlertEvents {
  opened(alert: { rule: string; severity: AlertSeverity; subject: string; site: string }): void;
  resolved(alert: { rule: string; id: string }): void;
  /** Nobody acknowledged it in time. */
  escalated(alert: { rule: string; id: string }): void;
  /** One evaluation is over. */
  evaluated(result: { seconds: number; devices: number; open: number }): void;
  /** Another program evaluates. */
  standsBy(): void;
  evaluationFailed(error: unknown): void;
  /** A device floods: its oldest samples are not judged. */
  samplesDropped(device: string, samples: number): void;
  /** A stored rule cannot be read: it counts as it came, or not at all where it was somebody's own. */
  ruleUnreadable(rule: string): void;
}

export function createAlertEvents(logger: Logger, metrics: Registry): AlertEvents {
  const registers = [metrics];
  const opened = new Counter({
    name: "api_alerts_opened_total",
    help: "Alerts opened, by severity.",
    labelNames: ["severity"] as const,
    registers,
  });
  const resolved = new Counter({
    name: "api_alerts_resolved_total",
    help: "Alerts whose cause is gone, or the subject that had it.",
    registers,
  });
  const escalated = new Counter({
    name: "api_alerts_escalated_total",
    help: "Alerts that nobody acknowledged in time.",
    registers,
  });
  const failed = new Counter({
    name: "api_alert_evaluations_failed_total",
    help: "Evaluations of the alert rules that broke off; the next one judges anew.",
    registers,
  });
  const dropped = new Counter({
    name: "api_alert_samples_dropped_total",
    help: "Samples that rules did not judge, by reason; counted anew with each reading of them.",
    labelNames: ["reason"] as const,
    registers,
  });
  const seconds = new Histogram({
    name: "api_alert_evaluation_seconds",
    help: "Time to judge all rules on all devices, with turns for requests between.",
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const open = new Gauge({
    name: "api_alerts_open",
    help: "Alerts that are not resolved, where this program evaluates; else 0.",
    registers,
  });
  return {
    opened({ severity, ...alert }) {
      opened.inc({ severity });
      logger.info({ severity, ...alert }, "alert opened");
    },
    resolved(alert) {
      resolved.inc();
      logger.info(alert, "alert resolved");
    },
    escalated(alert) {
      escalated.inc();
      logger.info(alert, "alert escalated: nobody acknowledged it");
    },
    evaluated(result) {
      seconds.observe(result.seconds);
      open.set(result.open);
    },
    standsBy: () => open.set(0),
    samplesDropped(device, samples) {
      dropped.inc({ reason: "window-full" }, samples);
      // Once for each evaluation for as long as it floods: too often for anything but a search.
      logger.debug({ device, samples }, "a device says more than is judged");
    },
    ruleUnreadable: (rule) =>
      logger.error({ rule }, "a stored alert rule cannot be read: set it anew or delete it"),
    evaluationFailed(error) {
      failed.inc();
      logger.warn({ err: error }, "alert rules were not evaluated; tried again");
    },
  };
}
