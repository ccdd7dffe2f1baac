/**
 * A process of its own that evaluates again and again and says after each evaluation that it did,
 * until it is killed. Arguments: data folder, seed, milliseconds that its clock is ahead.
 */
import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openReadingSource } from "@resik/readings/open";
import { openRegistry, registryPath } from "../registry/open.ts";
import { createAlertEvents } from "./alert-events.ts";
import { createEvaluator } from "./evaluator.ts";
import { createRoster } from "./roster.ts";

const [dataDir = "", seed = "", aheadMs = "0"] = process.argv.slice(2);
const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + Number(aheadMs) };
const { db } = openRegistry(registryPath(dataDir));
const evaluator = createEvaluator({
  db,
  source: await openReadingSource("sqlite:", { dataDir, clock }),
  states: { stateOf: () => "online" },
  roster: createRoster(db, clock),
  rules: DEFAULT_ALERT_RULES.filter(({ id }) => id === "bin-hot"),
  clock,
  random: createRandom(seed),
  events: createAlertEvents(
    createLogger("api", "silent"),
    createMetrics({ processMetrics: false }),
  ),
  onTransitions: () => {},
});
process.once("disconnect", () => process.exit(0));
for (;;) {
  const outcome = await evaluator.evaluate();
  await new Promise<void>((resolve) => process.send?.(outcome, () => resolve()));
}
