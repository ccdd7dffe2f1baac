import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { DELIVERY_STATES, TargetKind } from "@resik/contract/http/notifications";
import type { Generated } from "kysely";

type Flag = 0 | 1;

interface TargetTable {
  seq: Generated<number>;
  id: string;
  name: string;
  enabled: Flag;
  language: "id" | "en";
  severity_min: AlertSeverity;
  /** JSON list of site ids. */
  sites: string;
  tells_resolved: Flag;
  only_escalated: Flag;
  kind: TargetKind;
  /** JSON of the contract's `TargetSettings`, secrets replaced by `KEPT_SECRET`. */
  settings: string;
  /** Sealed JSON: secrets by name. */
  secrets: Buffer;
  created_at_ms: number;
  removed_at_ms: number | null;
  paused_until_ms: Generated<number>;
  failures: Generated<number>;
  last_delivered_at_ms: number | null;
  last_failure: string | null;
}

interface NotificationTable {
  seq: Generated<number>;
  id: string;
  target: string;
  state: (typeof DELIVERY_STATES)[number];
  severity: AlertSeverity;
  title: string;
  /** JSON of the contract's `NotificationBody`. */
  body: string;
  alerts: number;
  /** Tries that were begun. */
  tries: number;
  created_at_ms: number;
  next_try_at_ms: number;
  give_up_at_ms: number;
  /** When it was delivered or given up. */
  settled_at_ms: number | null;
  last_failure: string | null;
  /** JSON list of recipients that have it. */
  told: string;
  after_seq: number | null;
}

interface NotificationAlertTable {
  target: string;
  transition_id: number;
  alert: string;
  notification: number;
}

interface PushSubscriptionTable {
  id: string;
  endpoint_sha256: string;
  user_id: string;
  /** Sealed JSON of the contract's `PushSubscriptionInput`. */
  sealed: Buffer;
  created_at_ms: number;
}

interface PushKeyTable {
  only_one: 1;
  public_key: string;
  /** Sealed private key. */
  sealed: Buffer;
}

/** Rows of this part of the registry. */
export interface NotificationTables {
  notification_targets: TargetTable;
  notifications: NotificationTable;
  notification_alerts: NotificationAlertTable;
  push_subscriptions: PushSubscriptionTable;
  push_keys: PushKeyTable;
}
