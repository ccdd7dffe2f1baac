import { sql } from "kysely";
import { expect, test } from "vitest";
import { createSealer } from "../../notify/seal.ts";
import { openRegistry, type Registry } from "../open.ts";
import {
  addPhone,
  countPhones,
  endPhone,
  listPhones,
  PHONES_MAX,
  PHONES_PER_PERSON_MAX,
  pushKeys,
} from "./notification-push.ts";

const SEALER = createSealer("session-secret-of-this-test-0123456789abc");

/** Makes other keys each time, as it does in truth. */
function createMaker() {
  let made = 0;
  return () => ({ publicKey: `public-${++made}`, privateKey: `private-${made}` });
}

test("whoever asks first at the same time gets the keys that are kept", async () => {
  const registry = openRegistry(":memory:");
  const make = createMaker();
  const given = await Promise.all([1, 2, 3].map(() => pushKeys(registry.db, SEALER, make)));
  const kept = await pushKeys(registry.db, SEALER, make);
  expect(given).toEqual([kept, kept, kept]);
  await registry.close();
});

test("keys that another session secret sealed are replaced once", async () => {
  const registry = openRegistry(":memory:");
  const make = createMaker();
  const before = await pushKeys(registry.db, SEALER, make);
  const changed = createSealer("another-session-secret-0123456789abcdefgh");
  const given = await Promise.all([1, 2].map(() => pushKeys(registry.db, changed, make)));
  expect(given[0]).not.toEqual(before);
  expect(given[1]).toEqual(given[0]);
  expect(await pushKeys(registry.db, changed, make)).toEqual(given[0]);
  await registry.close();
});

/** A member of staff who may have phones. */
async function addStaff(registry: Registry, id: string): Promise<void> {
  const now = "2026-11-22T00:00:00.000Z";
  await sql`INSERT INTO "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
    VALUES (${id}, ${id}, ${`${id}@example.org`}, 0, ${now}, ${now})`.execute(registry.db);
  await registry.db
    .insertInto("role_grants")
    .values({ user_id: id, role: "staff", site: null })
    .execute();
}
const endpointOf = (phone: number): string => `https://push.example.org/${phone}`;
const add = (registry: Registry, userId: string, phone: number) => {
  const keys = { p256dh: "p".repeat(87), auth: "a".repeat(22) };
  const subscription = { endpoint: endpointOf(phone), keys };
  return addPhone(registry.db, { userId, subscription, nowMs: phone }, SEALER);
};

test("one phone more than a person may have takes the place of the oldest", async () => {
  const registry = openRegistry(":memory:");
  await addStaff(registry, "wati");
  for (let phone = 0; phone <= PHONES_PER_PERSON_MAX; phone++) await add(registry, "wati", phone);
  const phones = await listPhones(registry.db, SEALER);
  expect(phones).toHaveLength(PHONES_PER_PERSON_MAX);
  expect(phones.map(({ subscription }) => subscription.endpoint)).not.toContain(endpointOf(0));
  await registry.close();
});

test("one phone more than the installation may have is refused, and nobody ends another's", async () => {
  const registry = openRegistry(":memory:");
  for (let phone = 0; phone < PHONES_MAX; phone++) {
    const person = `person${Math.floor(phone / PHONES_PER_PERSON_MAX)}`;
    if (phone % PHONES_PER_PERSON_MAX === 0) await addStaff(registry, person);
    expect(await add(registry, person, phone)).toMatchObject({ ok: true });
  }
  await addStaff(registry, "wati");
  expect(await add(registry, "wati", PHONES_MAX)).toMatchObject({ code: "too-many-requests" });
  await endPhone(registry.db, "wati", endpointOf(7));
  expect(await countPhones(registry.db)).toBe(PHONES_MAX);
  // A phone that is known may change hands.
  expect(await add(registry, "wati", 7)).toMatchObject({ ok: true });
  await endPhone(registry.db, "wati", endpointOf(7));
  expect(await countPhones(registry.db)).toBe(PHONES_MAX - 1);
  await registry.close();
});
