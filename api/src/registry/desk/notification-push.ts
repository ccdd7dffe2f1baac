import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  pushSubscriptionSchema,
  type PushSubscriptionInput,
} from "@resik/contract/http/notifications";
import type { Sealer } from "../../notify/seal.ts";
import { sha256Hex } from "../secret-hash.ts";
import type { RegistryDb } from "../tables.ts";

/** Phones and browsers of one person; one more takes the place of the oldest. */
export const PHONES_PER_PERSON_MAX = 10;
/** Of the whole installation; one more is refused. */
export const PHONES_MAX = 500;
const PHONE_ID_LENGTH = 20;

export interface Phone {
  id: string;
  subscription: PushSubscriptionInput;
}

const about = (id: string): string => `push/${id}`;

/**
 * Keeps where a browser wants its messages; a second time replaces the first.
 *
 * @returns `too-many-requests` when the installation has as many as it may.
 */
export async function addPhone(
  db: RegistryDb,
  phone: { userId: string; subscription: PushSubscriptionInput; nowMs: number },
  sealer: Sealer,
): Promise<Result<null, "too-many-requests">> {
  const { userId, subscription, nowMs } = phone;
  const endpoint_sha256 = sha256Hex(subscription.endpoint);
  const id = endpoint_sha256.slice(0, PHONE_ID_LENGTH);
  const sealed = sealer.seal(JSON.stringify(subscription), about(id));
  // The same browser may have another person at it now.
  await db
    .deleteFrom("push_subscriptions")
    .where("endpoint_sha256", "=", endpoint_sha256)
    .execute();
  if ((await countPhones(db)) >= PHONES_MAX) {
    return fail("too-many-requests", "no more phones can be added");
  }
  await db
    .insertInto("push_subscriptions")
    .values({ id, endpoint_sha256, user_id: userId, sealed, created_at_ms: nowMs })
    .execute();
  const own = await db
    .selectFrom("push_subscriptions")
    .select("id")
    .where("user_id", "=", userId)
    .orderBy("created_at_ms", "desc")
    .orderBy("id")
    .execute();
  const old = own.slice(PHONES_PER_PERSON_MAX).map(({ id }) => id);
  if (old.length > 0) await db.deleteFrom("push_subscriptions").where("id", "in", old).execute();
  return ok(null);
}

/** Ends a person's own subscription; of somebody else's nothing happens. */
export const endPhone = (db: RegistryDb, userId: string, endpoint: string) =>
  db
    .deleteFrom("push_subscriptions")
    .where("endpoint_sha256", "=", sha256Hex(endpoint))
    .where("user_id", "=", userId)
    .execute();

/** A push service said that it is gone. */
export const dropPhone = async (db: RegistryDb, id: string): Promise<void> =>
  void (await db.deleteFrom("push_subscriptions").where("id", "=", id).execute());

export async function countPhones(db: RegistryDb): Promise<number> {
  const { count } = await db
    .selectFrom("push_subscriptions")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Every phone of somebody who is staff or administrator now; one whose keys cannot be opened any
 * more is left out.
 */
export async function listPhones(db: RegistryDb, sealer: Sealer): Promise<Phone[]> {
  const rows = await db
    .selectFrom("push_subscriptions as phone")
    .select(["phone.id", "phone.sealed"])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("role_grants")
          .select("role_grants.user_id")
          .whereRef("role_grants.user_id", "=", "phone.user_id")
          .where("role_grants.role", "in", ["staff", "administrator"]),
      ),
    )
    .orderBy("phone.id")
    .execute();
  return rows.flatMap(({ id, sealed }) => {
    const text = sealer.open(sealed, about(id));
    if (text === null) return [];
    return [{ id, subscription: pushSubscriptionSchema.parse(JSON.parse(text)) }];
  });
}

const KEYS_ABOUT = "push-keys";

/** The VAPID keys of this installation; made when they are first asked for. */
export async function pushKeys(
  db: RegistryDb,
  sealer: Sealer,
  make: () => { publicKey: string; privateKey: string },
): Promise<{ publicKey: string; privateKey: string }> {
  const known = await openKeys(db, sealer);
  if (known) return known;
  const row = await db.selectFrom("push_keys").select("sealed").executeTakeFirst();
  const unreadable = row?.sealed ?? Buffer.alloc(0);
  // Phones subscribed under keys that cannot be opened any more hear nothing: they ask anew.
  const keys = make();
  const columns = {
    public_key: keys.publicKey,
    sealed: sealer.seal(keys.privateKey, KEYS_ABOUT),
  };
  // Two may ask for the first time at once: both get the keys of whoever was first.
  await db.deleteFrom("push_keys").where("sealed", "=", unreadable).execute();
  await db
    .insertInto("push_keys")
    .values({ only_one: 1, ...columns })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await openKeys(db, sealer)) ?? keys;
}

async function openKeys(
  db: RegistryDb,
  sealer: Sealer,
): Promise<{ publicKey: string; privateKey: string } | null> {
  const row = await db.selectFrom("push_keys").selectAll().executeTakeFirst();
  const privateKey = row ? sealer.open(row.sealed, KEYS_ABOUT) : null;
  return row && privateKey !== null ? { publicKey: row.public_key, privateKey } : null;
}
