import { fail, type Result } from "@resik/contract/error-code";
import type { Device } from "@resik/contract/http/registry";
import { deviceIdSchema } from "@resik/contract/slug";
import { z } from "zod";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import { findDevice } from "../registry/devices.ts";
import type { RegistryDb } from "../registry/tables.ts";

export const deviceParamsSchema = z.object({ id: deviceIdSchema });

/**
 * A device that the asker may see. Who is bound to sites learns nothing of others, not even
 * whether they exist.
 *
 * @returns `not-found` for staff, `not-allowed` for the others.
 */
export async function findVisibleDevice(
  db: RegistryDb,
  scope: SiteScope,
  id: string,
): Promise<Result<Device>> {
  const found = await findDevice(db, id);
  if (scope === "all") return found;
  if (found.ok && isInScope(scope, found.value.site)) return found;
  return fail("not-allowed", `device ${id} is not at a site of yours`);
}
