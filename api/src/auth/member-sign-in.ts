import { memberSignInSchema } from "@resik/contract/http/bank/members";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { RegistryDb } from "../registry/tables.ts";
import { findPinHolder } from "../registry/member-pins.ts";
import { checkPin, type PinCheck } from "./check-pin.ts";

/** Below the library's base path. */
export const MEMBER_SIGN_IN_PATH = "/member/sign-in";

/**
 * Sign-in of residents for the sign-in library: a member's number, phone or card, and a PIN. The
 * session and its cookie are the library's own.
 */
export const memberSignIn = (deps: { db: RegistryDb; nowMs: () => number }) => ({
  id: "member-sign-in" as const,
  endpoints: {
    signInMember: createAuthEndpoint(
      MEMBER_SIGN_IN_PATH,
      { method: "POST", body: memberSignInSchema },
      async (c) => {
        const { name, card, pin } = c.body;
        if ((name === undefined) === (card === undefined)) throw new APIError("BAD_REQUEST");
        const claim = card === undefined ? { name: name ?? "" } : { card };
        const { password, internalAdapter } = c.context;
        const checked = await checkPin({ ...deps, password }, claim, pin);
        if (!checked.ok) throw refusalOf(checked);
        const user = await internalAdapter.findUserById(checked.value.userId);
        if (!user) throw new Error("a member's account is not there");
        const session = await internalAdapter.createSession(user.id);
        // A new PIN and a retirement end the sessions that are there: one that opens beside them
        // is there by now, or sees here that its PIN is worth nothing any more.
        const holder = await findPinHolder(deps.db, { userId: user.id });
        if (holder?.pinHash !== checked.value.pinHash) {
          await internalAdapter.deleteSession(session.token);
          throw new APIError("UNAUTHORIZED");
        }
        await setSessionCookie(c, { session, user });
        return c.json({ member: checked.value.member });
      },
    ),
  },
});

function refusalOf(checked: PinCheck & { ok: false }): APIError {
  switch (checked.code) {
    case "not-allowed":
      return new APIError("UNAUTHORIZED");
    case "pin-locked":
      return new APIError("LOCKED");
    case "too-many-requests": {
      const headers = { "x-retry-after": String(checked.retryAfterS ?? 0) };
      return new APIError("TOO_MANY_REQUESTS", {}, headers);
    }
  }
}
