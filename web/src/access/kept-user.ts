import { isShape, isText } from "../edge/shape.ts";
import { readText, writeSetting } from "../shell/kept-setting.ts";
import { banksOf, parseMe, type SignedInUser } from "./session.ts";

/**
 * Who works at a desk with this browser, so that the weighing screen opens when the phone restarts
 * without a network. Names and roles only: the session itself stays in its cookie, and the server
 * asks for it before it does anything.
 */
const KEPT_USER = "desk-user";

/** Keeps somebody who works at a desk; anybody else makes it forget. */
export function keepDeskUser(user: SignedInUser): void {
  if (banksOf(user).length === 0) return forgetDeskUser();
  const { username, name, roles } = user;
  writeSetting(KEPT_USER, JSON.stringify({ user: { username, name, roles } }));
}

export const forgetDeskUser = (): void => writeSetting(KEPT_USER, "");

/** Null when nobody works at a desk with this browser. */
export function readDeskUser(): SignedInUser | null {
  const text = readText(KEPT_USER);
  if (text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    // A member's data is never kept here, whatever the text says.
    return isShape(value) && isShape(value.user) && isText(value.user.username)
      ? parseMe({ user: value.user, member: null })
      : null;
  } catch {
    return null;
  }
}
