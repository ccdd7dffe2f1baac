import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { BackoffOptions } from "../mqtt/backoff.ts";
import type { PaceOptions } from "../mqtt/pace.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Model } from "../physics/model.ts";
import type { Scenario } from "../scenario.ts";
import type { TruthLog } from "../truth/log.ts";
import type { SimTime } from "./sim-time.ts";

/** Messages on the wire without an acknowledgement. */
export const IN_FLIGHT_MAX = 20;
export const KEEPALIVE_S = 30;
/** A status is sent at each connect and this often, in simulated seconds. */
export const STATUS_INTERVAL_S = 3_600;

export interface DeviceOptions {
  spec: DeviceSpec;
  brokerUrl: string;
  scenario: Scenario;
  clock: Clock;
  simTime: SimTime;
  /** Simulated seconds per second. */
  speed: number;
  random: Random;
  /** Makes boot ids differ between runs with the same seed: identities must never come again. */
  bootTag: string;
  model: Model;
  outbox: Outbox;
  truth: TruthLog;
  /** The outbox could not keep a message: the run cannot go on. */
  failed(error: unknown): void;
  inFlightMax?: number;
  keepaliveS?: number;
  backoff?: BackoffOptions;
  pace?: PaceOptions;
  /** PEM of the authority that signed the broker's certificate. */
  caPem?: string;
}
