import type { RegistryDb } from "./tables.ts";

/** What can be done; the list is closed so that the log can be searched. */
export type AuditAction =
  | "site.add"
  | "device.register"
  | "device.rotate"
  | "device.retire"
  | "device.configure"
  | "device.command"
  | "quarantine.replay"
  | "user.add"
  | "user.password"
  | "setup.administrator";

/** One line of the append-only log. `target` names a thing, never a secret. */
export const writeAudit = (
  db: RegistryDb,
  line: { atMs: number; actor: string; action: AuditAction; target: string },
) =>
  db
    .insertInto("audit_log")
    .values({ at_ms: line.atMs, actor: line.actor, action: line.action, target: line.target })
    .execute();
