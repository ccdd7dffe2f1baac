import type { FIELDS } from "@resik/contract/series";
import { OWN_SITE_ID } from "@resik/contract/slug";
import { deviceTopic } from "@resik/contract/topic";
import type { Clock, Timer } from "@resik/kit/clock";
import type { BrokerEvents, BrokerFigures } from "./events.ts";
import type { PublishGate } from "./publish-gate.ts";

/** The broker reports like a device: under this topic, into its own inbox. */
export const PIPELINE_TOPIC = deviceTopic(OWN_SITE_ID, "broker", "pipeline");

export interface PipelineReportOptions {
  clock: Clock;
  gate: PublishGate;
  events: BrokerEvents;
  figures: BrokerFigures;
  /** Drawn at each start of the process, like a device's. */
  boot: string;
  everyMs: number;
}

/** Of the payload. The broker loads no schemas; its test holds every report against the channel's. */
const SCHEMA_VERSION = 1;

type PipelineFields = Partial<Record<keyof typeof FIELDS.pipeline, number>>;

/**
 * Puts a message about the broker into its own inbox now and then. It takes the way of every
 * message: with a full inbox or disk it is dropped and counted, and what was counted meanwhile goes
 * with the first one that is on disk again.
 */
export function startPipelineReports(options: PipelineReportOptions): Timer {
  const { clock, gate, events, figures, boot, everyMs } = options;
  let reported = events.totals();
  let seq = 0;
  let isUnderWay = false;

  function report(): void {
    // A disk that takes longer than a period has enough to do.
    if (isUnderWay) return events.reportDropped("too-many-open");
    const totals = events.totals();
    const fields: PipelineFields = {
      inboxRows: figures.inboxRows(),
      inboxBytes: figures.inboxBytes(),
      connectedDevices: totals.connectedDevices,
      messagesAccepted: totals.messagesAccepted - reported.messagesAccepted,
      publishesRefused: totals.publishesRefused - reported.publishesRefused,
      ...ageOf(figures),
    };
    const payload = JSON.stringify({
      v: SCHEMA_VERSION,
      boot,
      seq: seq++,
      sampledAt: clock.nowMs(),
      ...fields,
    });
    isUnderWay = true;
    gate.passOwn({ topic: PIPELINE_TOPIC, payload, retain: false }, (refusal) => {
      isUnderWay = false;
      if (refusal) events.reportDropped(refusal);
      else reported = totals;
    });
  }

  return clock.every(everyMs, report);
}

/** Nothing where the disk cannot be read just now: the other figures matter most then. */
function ageOf(figures: BrokerFigures): PipelineFields {
  try {
    return { inboxAgeS: figures.inboxAgeS() };
  } catch {
    return {};
  }
}
