import { createNotifyEvents } from "@resik/api/notify-events";
import { createGather } from "@resik/api/notify-gather";
import { bodyOf, settleDelivered } from "@resik/api/notify-outbox";
import { createSealer } from "@resik/api/notify-seal";
import { saveTarget } from "@resik/api/notify-targets";
import type { openRegistry } from "@resik/api/registry";
import type { Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import type { Registry as Metrics } from "@resik/kit/metrics";
import { createRandom, createSecret } from "@resik/kit/random";

const TARGET = "everything";

/** One message as a target has it. */
export interface PostedMessage {
  atMs: number;
  /** Alerts that are new in it, over already or not. */
  opened: readonly { rule: string; subject: string; site: string }[];
}

/** A target that hears of every alert and answers at once; nothing leaves the machine. */
export interface Postbox {
  /** Something is to be told. */
  wake(): void;
  /** Makes and takes the messages whose time has come. */
  post(): Promise<void>;
  messages(): readonly PostedMessage[];
}

export interface PostboxOptions {
  db: ReturnType<typeof openRegistry>["db"];
  clock: Clock;
  seed: string;
  logger: Logger;
  metrics: Metrics;
}

/** The program's own gathering and grouping of messages, with a target that only counts. */
export async function openPostbox(options: PostboxOptions): Promise<Postbox> {
  const { db, clock, seed, logger, metrics } = options;
  await saveTarget(
    db,
    TARGET,
    {
      name: TARGET,
      enabled: true,
      language: "id",
      severityMin: "warning",
      sites: [],
      tellsResolved: true,
      onlyEscalated: false,
      // The port that discards; nobody sends to it here.
      settings: { kind: "webhook", url: "http://127.0.0.1:9/", headers: [], signingKey: "" },
    },
    { sealer: createSealer(createSecret()), nowMs: clock.nowMs() },
  );
  const gather = createGather({
    db,
    clock,
    random: createRandom(`${seed}/gather`),
    events: createNotifyEvents(logger, metrics),
    publicUrl: null,
  });
  const posted: PostedMessage[] = [];
  let mayHaveMore = false;

  async function take(): Promise<void> {
    const rows = await db
      .selectFrom("notifications")
      .selectAll()
      .where("state", "=", "waiting")
      .orderBy("seq")
      .execute();
    for (const row of rows) {
      const { alerts } = bodyOf(row);
      const opened = alerts.filter(({ transitions }) => transitions.some(({ seq }) => seq === 0));
      posted.push({ atMs: row.created_at_ms, opened });
      await settleDelivered(db, { seq: row.seq, target: TARGET, nowMs: clock.nowMs() });
    }
  }

  return {
    wake: () => {
      mayHaveMore = true;
    },
    async post() {
      if (!mayHaveMore) return;
      let step = await gather.step();
      while (step === "more") step = await gather.step();
      mayHaveMore = step !== "end";
      await take();
    },
    messages: () => posted,
  };
}
