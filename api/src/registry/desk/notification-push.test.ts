import { expect, test } from "vitest";
import { createSealer } from "../../notify/seal.ts";
import { openRegistry } from "../open.ts";
import { pushKeys } from "./notification-push.ts";

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
