import type { AlertSeverity, AlertState } from "@resik/contract/alert-rule";
import type { AlertStep } from "@resik/contract/http/alerts";
import type { MemberKind } from "@resik/contract/http/bank/members";
import type { DeviceKind, Site } from "@resik/contract/http/registry";
import type { Role } from "@resik/contract/http/users";
import type { Generated, Kysely } from "kysely";
import type { AlertRuleTables } from "./desk/alert-rule-tables.ts";
import type { CorrectionTables } from "./desk/correction-tables.ts";
import type { NotificationTables } from "./desk/notification-tables.ts";
import type { PayloadFormatTables } from "./desk/payload-format-tables.ts";
import type { TaskTables } from "./desk/task-tables.ts";

interface SiteTable {
  id: string;
  name: string;
  kind: Site["kind"];
  area_code: string;
  area_name: string;
  lat: number;
  lon: number;
}

interface DeviceTable {
  id: string;
  site: string;
  kind: DeviceKind;
  name: string;
  lat: number;
  lon: number;
  /** Hex. The secret itself is shown once and kept nowhere. */
  secret_sha256: string;
  /** JSON of the contract's `DeviceConfig`. */
  config: string;
  registered_at_ms: number;
  rotated_at_ms: number | null;
  retired_at_ms: number | null;
}

interface RoleGrantTable {
  user_id: string;
  role: Role;
  site: string | null;
}

interface IdempotencyTable {
  /** Hash of principal and key. */
  key_sha256: string;
  /** Hash of route and body. */
  input_sha256: string;
  claimed_at_ms: number;
  /** Sealed answer; null while the first request is at work. */
  answer: Buffer | null;
}

interface ReplayTable {
  quarantine_id: string;
  replayed_at_ms: number;
}

interface AuditTable {
  seq: Generated<number>;
  at_ms: number;
  actor: string;
  action: string;
  target: string;
}

interface SetupTokenTable {
  token_sha256: string;
  created_at_ms: number;
  used_at_ms: number | null;
}

interface RevocationTable {
  device: string;
  since_ms: number;
}

interface SignInTable {
  bucket: string;
  failures: number;
  window_start_ms: number;
}

interface BankTable {
  /** The site. */
  id: string;
  number: number;
  address: string | null;
  phone: string | null;
  decree_number: string | null;
  director: string | null;
  induk: string | null;
  /** JSON of the contract's `WeighingSchedule`. */
  weighing: string | null;
  receipt_note: string | null;
}

interface MemberTable {
  id: string;
  bank: string;
  /** 1 to 9999 within the bank. */
  serial: number;
  kind: MemberKind;
  name: string;
  phone: string | null;
  address: string | null;
  unit: string | null;
  joined_on: string;
  retired_at_ms: number | null;
  /** The account by which the member signs in; null without one. */
  user_id: string | null;
}

interface MemberCardTable {
  token_sha256: string;
  member: string;
  issued_at_ms: number;
  revoked_at_ms: number | null;
}

interface MemberPinTable {
  member: string;
  pin_hash: string;
  set_at_ms: number;
  /** Wrong PINs since the last right one. */
  failures: number;
  last_failure_at_ms: number | null;
}

interface PartyTable {
  bank: string;
  id: string;
  kind: "induk" | "collector" | "fund";
  name: string;
  phone: string | null;
}

interface MonthlyReportTable {
  bank: string;
  month: string;
  state: "submitted" | "verified" | "returned";
  note: string | null;
  submitted_at_ms: number;
  decided_at_ms: number | null;
  /** The end of the chain that was reported on. */
  head_seq: number;
  head_sha256: string;
}

interface OutboxCursorTable {
  consumer: string;
  after_id: number;
}

interface AlertTable {
  seq: Generated<number>;
  id: string;
  rule: string;
  subject: string;
  site: string;
  severity: AlertSeverity;
  state: AlertState;
  value: number | null;
  /** How many there are of it in `alert_transitions`. */
  transitions: number;
  /** Time of the last of them. */
  changed_at_ms: number;
  opened_at_ms: number;
  acknowledged_at_ms: number | null;
  resolved_at_ms: number | null;
  /** The name that colleagues know; null where nobody did. */
  acknowledged_by: string | null;
  /** Null when the readings ended it. */
  resolved_by: string | null;
  escalated_at_ms: number | null;
  /** Account of the member of staff whose work it is. */
  assignee: string | null;
  /** 1: ended by hand, and the cause was not clear since. */
  quiet: Generated<number>;
}

interface AlertTransitionTable {
  id: Generated<number>;
  alert: string;
  seq: number;
  state: AlertState;
  value: number | null;
  at_ms: number;
  step: AlertStep;
  /** The name that colleagues know; null for what the program did by itself. */
  by_name: string | null;
  note: string | null;
  /** 1: nobody is to be told. */
  muted: number;
}

interface LeaseTable {
  name: string;
  holder: string;
  until_ms: number;
}

/** The sign-in library's own table, as far as we read it. */
interface UserTable {
  id: string;
  name: string;
  username: string | null;
  createdAt: string;
}

/** The sign-in library's own table, as far as we end what is in it. */
interface SessionTable {
  id: string;
  userId: string;
}

export interface RegistryTables
  extends AlertRuleTables, NotificationTables, TaskTables, CorrectionTables, PayloadFormatTables {
  sites: SiteTable;
  devices: DeviceTable;
  role_grants: RoleGrantTable;
  idempotency_keys: IdempotencyTable;
  quarantine_replays: ReplayTable;
  audit_log: AuditTable;
  setup_tokens: SetupTokenTable;
  revocations: RevocationTable;
  sign_in_failures: SignInTable;
  banks: BankTable;
  members: MemberTable;
  member_cards: MemberCardTable;
  member_pins: MemberPinTable;
  parties: PartyTable;
  monthly_reports: MonthlyReportTable;
  outbox_cursors: OutboxCursorTable;
  alerts: AlertTable;
  alert_transitions: AlertTransitionTable;
  leases: LeaseTable;
  user: UserTable;
  session: SessionTable;
}

/** The registry or a transaction in it: whoever gets this writes where it is told. */
export type RegistryDb = Kysely<RegistryTables>;
