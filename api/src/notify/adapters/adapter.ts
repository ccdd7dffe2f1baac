import type { NotificationBody, TargetSettings } from "@resik/contract/http/notifications";
import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { Clock } from "@resik/kit/clock";
import type { AddressRule } from "../addresses.ts";
import type { Outcome } from "../outcome.ts";

/** A message on its way, as every kind of target takes it. */
export interface Sending {
  body: NotificationBody;
  severity: AlertSeverity;
  /** Which try of this message it is, from 1. */
  attempt: number;
  /** Recipients that have it already, where there are several. */
  told: ReadonlySet<string>;
  /** Says that one of them has it now, before the others are asked. */
  onTold(recipient: string): Promise<void>;
}

export interface AdapterDeps {
  clock: Clock;
  addressRule: AddressRule;
  /** For one exchange with the other side. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Sends a message once. Failures of the other side are outcomes and never thrown. */
export type Adapter<K extends TargetSettings["kind"]> = (
  settings: Extract<TargetSettings, { kind: K }>,
  sending: Sending,
  deps: AdapterDeps,
) => Promise<Outcome>;
