import type { Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import { betterAuth } from "better-auth";
import { username } from "better-auth/plugins/username";
import type { RegistryDb } from "../registry/tables.ts";
import { MEMBER_SIGN_IN_PATH, memberSignIn } from "./member-sign-in.ts";

export const AUTH_BASE_PATH = "/api/v1/auth";

/** Header by which our own edge tells the library the peer's address; never taken from outside. */
export const PEER_HEADER = "x-resik-peer";

const SESSION_S = 30 * 24 * 3_600;
const SESSION_RENEWAL_S = 24 * 3_600;
export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;
/** Sign-ins one address may try in a minute, right or wrong: a whole office shares one. */
export const SIGN_INS_PER_ADDRESS = 30;
const SIGN_IN_WINDOW_S = 60;

export interface SignInOptions {
  db: RegistryDb;
  sessionSecret: string;
  /** Where people reach the system; null when it is whatever host they used. */
  publicUrl: string | null;
  logger: Logger;
  clock: Pick<Clock, "nowMs">;
}

export const signInOptions = (options: SignInOptions) => ({
  appName: "Resik",
  database: { db: options.db, type: "sqlite" as const },
  secret: options.sessionSecret,
  baseURL: options.publicUrl ?? "http://localhost",
  basePath: AUTH_BASE_PATH,
  // The page and the api are one origin. A deployment without a public address is reached by
  // whatever name the village office's network gives it.
  trustedOrigins: (request?: Request) => (request ? [new URL(request.url).origin] : []),
  emailAndPassword: {
    enabled: true,
    disableSignUp: true,
    minPasswordLength: PASSWORD_LENGTH_MIN,
    maxPasswordLength: PASSWORD_LENGTH_MAX,
  },
  session: { expiresIn: SESSION_S, updateAge: SESSION_RENEWAL_S },
  rateLimit: {
    enabled: true,
    storage: "database" as const,
    window: SIGN_IN_WINDOW_S,
    max: 120,
    customRules: {
      "/sign-in/username": { window: SIGN_IN_WINDOW_S, max: SIGN_INS_PER_ADDRESS },
      [MEMBER_SIGN_IN_PATH]: { window: SIGN_IN_WINDOW_S, max: SIGN_INS_PER_ADDRESS },
      "/get-session": false as const,
    },
  },
  advanced: {
    cookiePrefix: "resik",
    useSecureCookies: options.publicUrl?.startsWith("https:") ?? false,
    defaultCookieAttributes: { httpOnly: true, sameSite: "lax" as const, path: "/" },
    ipAddress: { ipAddressHeaders: [PEER_HEADER] },
  },
  telemetry: { enabled: false },
  logger: {
    // Wrong passwords are our events to count; the library's own lines are for finding defects.
    log: (level: string, message: string) =>
      level === "error"
        ? options.logger.error({ source: "sign-in" }, message)
        : options.logger.debug({ source: "sign-in" }, message),
  },
  plugins: [
    username({
      displayUsername: false,
      minUsernameLength: 3,
      maxUsernameLength: 30,
      usernameValidator: (text: string) => /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(text),
    }),
    memberSignIn({ db: options.db, nowMs: options.clock.nowMs }),
  ],
});

/** Sign-in with username and password, or as a member with a PIN; sessions in the registry. */
export const createSignIn = (options: SignInOptions) => betterAuth(signInOptions(options));

export type SignIn = ReturnType<typeof createSignIn>;
