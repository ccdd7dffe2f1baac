import type { Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import type { Registry as Metrics } from "@resik/kit/metrics";
import type { Random } from "@resik/kit/random";
import type { Shutdown } from "@resik/kit/shutdown";
import { createAlertEvents } from "./alerts/alert-events.ts";
import { startAlerts } from "./alerts/start-alerts.ts";
import type { RouteDeps } from "./deps.ts";
import type { ApiEvents } from "./events.ts";
import type { MqttLink } from "./mqtt/link.ts";
import { createNotifyEvents } from "./notify/notify-events.ts";
import { startNotify } from "./notify/start-notify.ts";
import { startBankAnnouncer } from "./outbox/bank-announcer.ts";
import { startPlaceAnnouncer } from "./outbox/place-announcer.ts";
import { startTaskFollower } from "./tasks/start-task-follower.ts";
import { createTaskEvents } from "./tasks/task-events.ts";

export interface FollowingOptions extends Pick<RouteDeps, "db" | "source" | "ledger" | "states"> {
  link: MqttLink;
  clock: Clock;
  random: Random;
  events: ApiEvents;
  logger: Logger;
  metrics: Metrics;
  shutdown: Shutdown;
  sessionSecret: string;
  publicUrl: string | null;
}

/**
 * Starts what follows readings, registry and book by itself: the alerts, the messages about them,
 * the tasks and the announcers.
 */
export function startFollowing(
  options: FollowingOptions,
): Pick<RouteDeps, "alerts" | "notify" | "taskEvents" | "placeChanged"> {
  const { db, source, ledger, states, link, clock, random, events, shutdown } = options;
  const common = { db, link, clock, events };
  const alertEvents = createAlertEvents(options.logger, options.metrics);
  const alerts = startAlerts({
    ...common,
    source,
    states,
    alertEvents,
    random: random.fork("alerts"),
  });
  shutdown.add("alerts", () => alerts.stop());
  const { sessionSecret, publicUrl } = options;
  const notify = startNotify({
    db,
    clock,
    random: random.fork("notify"),
    events: createNotifyEvents(options.logger, options.metrics),
    sessionSecret,
    publicUrl,
  });
  shutdown.add("notify", () => notify.stop());
  const taskEvents = createTaskEvents(options.logger, options.metrics);
  const tasks = startTaskFollower({
    db,
    source,
    clock,
    random: random.fork("tasks"),
    events: taskEvents,
    onSteps: () => alerts.wake(),
  });
  shutdown.add("tasks", () => tasks.stop());
  const places = startPlaceAnnouncer({ ...common, random: random.fork("places") });
  shutdown.add("place-announcer", () => places.stop());
  const banks = startBankAnnouncer({ ...common, ledger, random: random.fork("banks") });
  shutdown.add("bank-announcer", () => banks.stop());
  return {
    alerts,
    notify,
    taskEvents,
    placeChanged(id) {
      places.changed(id);
      banks.changed(id);
      alerts.registryChanged();
    },
  };
}
