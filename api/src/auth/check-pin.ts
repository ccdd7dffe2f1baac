import { fail, ok, type Result } from "@resik/contract/error-code";
import { beginPin, findPinHolder, pinWasRight, type PinHolder } from "../registry/member-pins.ts";
import { sha256Hex } from "../registry/secret-hash.ts";
import type { RegistryDb } from "../registry/tables.ts";

/** The sign-in library's slow hash. */
export interface PasswordHash {
  hash(password: string): Promise<string>;
  verify(input: { hash: string; password: string }): Promise<boolean>;
}

export type PinClaim = { name: string } | { card: string } | { userId: string };

type PinRefusal = "not-allowed" | "too-many-requests" | "pin-locked";
export type PinCheck = Result<PinHolder, PinRefusal>;

/** Hashed, so that the table of failures holds no card tokens and no phones. */
const claimKey = (claim: PinClaim): string => sha256Hex(JSON.stringify(claim));

/**
 * Whether the PIN is that of the member who is named. Somebody who is nobody, retired, or without
 * a PIN is answered like a wrong PIN, and as slowly.
 *
 * @returns `not-allowed` when it is wrong, `too-many-requests` with the seconds to wait,
 * `pin-locked` when only the bank can help.
 */
export async function checkPin(
  deps: { db: RegistryDb; nowMs: () => number; password: PasswordHash },
  claim: PinClaim,
  pin: string,
): Promise<PinCheck> {
  const { db, password } = deps;
  const holder = await findPinHolder(db, claim);
  const barrier = await beginPin(db, holder, claimKey(claim), deps.nowMs());
  if (barrier?.kind === "wait") {
    const retryAfterS = barrier.seconds;
    return { ...fail("too-many-requests", `wait ${retryAfterS} seconds`), retryAfterS };
  }
  if (barrier?.kind === "locked") return fail("pin-locked", "the bank must set a new PIN");
  if (holder === null) {
    await password.hash(pin);
    return fail("not-allowed", "the PIN is wrong");
  }
  if (!(await password.verify({ hash: holder.pinHash, password: pin }))) {
    return fail("not-allowed", "the PIN is wrong");
  }
  await pinWasRight(db, holder);
  return ok(holder);
}
