import { openPhoneStore } from "../phone-store.ts";

/** What only one tab at a time may send. */
export type SendLock = "resik-queue" | "resik-reports";

/** Longer than a request may take, so that a lease never ends under one. */
export const LEASE_MS = {
  "resik-queue": 45_000,
  "resik-reports": 120_000,
} as const satisfies Record<SendLock, number>;

/**
 * Does the work in one tab at a time. Where another tab is at it, nothing is done: that tab sends
 * what this one saved, or this one tries again later.
 *
 * @returns whether the work was done here.
 */
export async function inOneTab(
  name: SendLock,
  holder: string,
  work: () => Promise<void>,
): Promise<boolean> {
  // Old browsers, and pages of a village server without https, have no locks.
  if ("locks" in navigator) {
    return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      await work();
      return true;
    });
  }
  if (!(await takeLease(name, holder))) return false;
  try {
    await work();
  } finally {
    await endLease(name, holder);
  }
  return true;
}

/** Makes the lease last for another request; a browser with locks needs none. */
export async function renewLease(name: SendLock, holder: string): Promise<void> {
  if (!("locks" in navigator)) await takeLease(name, holder);
}

async function takeLease(name: SendLock, holder: string): Promise<boolean> {
  const store = await openPhoneStore();
  const write = store.transaction("leases", "readwrite");
  const held = await write.store.get(name);
  const nowMs = Date.now();
  // A clock that was set back must not lock everybody out for longer than a lease.
  const isHeld =
    held !== undefined &&
    held.holder !== holder &&
    held.untilMs > nowMs &&
    held.untilMs <= nowMs + LEASE_MS[name];
  if (!isHeld) await write.store.put({ holder, untilMs: nowMs + LEASE_MS[name] }, name);
  await write.done;
  return !isHeld;
}

async function endLease(name: SendLock, holder: string): Promise<void> {
  const store = await openPhoneStore();
  const write = store.transaction("leases", "readwrite");
  const held = await write.store.get(name);
  if (held?.holder === holder) await write.store.delete(name);
  await write.done;
}
