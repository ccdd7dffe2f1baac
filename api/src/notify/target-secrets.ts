import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  KEPT_SECRET,
  targetSettingsSchema,
  type TargetSettings,
} from "@resik/contract/http/notifications";

/** Secrets of one target by name. */
export type TargetSecrets = Readonly<Record<string, string>>;

type Swap = (name: string, value: string) => string;

/** The same settings with each secret replaced by what `swap` says of it. */
function swapSecrets(settings: TargetSettings, swap: Swap): TargetSettings {
  switch (settings.kind) {
    case "webhook":
      return {
        ...settings,
        headers: swapHeaders(settings.headers, swap),
        signingKey: swap("signingKey", settings.signingKey),
      };
    case "email":
      return { ...settings, password: swap("password", settings.password) };
    case "telegram":
      return { ...settings, botToken: swap("botToken", settings.botToken) };
    case "whatsapp":
      return { ...settings, headers: swapHeaders(settings.headers, swap) };
    case "web-push":
      return settings;
  }
}

const swapHeaders = (headers: readonly { name: string; value: string }[], swap: Swap) =>
  headers.map(({ name, value }) => ({
    name,
    value: swap(`header:${name.toLowerCase()}`, value),
  }));

/**
 * The same for whoever may not change targets: of a webhook's address only its origin, because what
 * stands behind it is the whole secret of many services.
 */
export const withoutPaths = (settings: TargetSettings): TargetSettings =>
  settings.kind === "webhook" || settings.kind === "whatsapp"
    ? { ...settings, url: new URL(settings.url).origin }
    : settings;

/** Where a secret is sent to. */
function destinationOf(settings: TargetSettings): string {
  switch (settings.kind) {
    case "webhook":
    case "whatsapp":
      return new URL(settings.url).origin;
    case "email":
      return `${settings.security} ${settings.host}:${settings.port} ${settings.username}`;
    case "telegram":
      return new URL(settings.apiUrl ?? "https://api.telegram.org").origin;
    case "web-push":
      return "";
  }
}

/** Settings apart from their secrets; an empty text is none. */
export function splitSecrets(settings: TargetSettings): {
  shown: TargetSettings;
  secrets: TargetSecrets;
} {
  const secrets: Record<string, string> = {};
  const shown = swapSecrets(settings, (name, value) => {
    if (value === "") return "";
    secrets[name] = value;
    return KEPT_SECRET;
  });
  return { shown, secrets };
}

/** The settings as they are used; a secret that is not there is an empty text. */
export const joinSecrets = (shown: TargetSettings, secrets: TargetSecrets): TargetSettings =>
  swapSecrets(shown, (name, value) => (value === "" ? "" : (secrets[name] ?? "")));

/**
 * Puts the kept secrets where `KEPT_SECRET` stands. They are given to nobody else: where the
 * address changes, they have to be entered again.
 *
 * @returns `invalid-input` when there is nothing kept under a name, or the address is another one.
 */
export function fillKept(
  input: TargetSettings,
  before: { shown: TargetSettings; secrets: TargetSecrets | null } | null,
): Result<TargetSettings, "invalid-input"> {
  const missing: string[] = [];
  let isKept = false;
  const filled = swapSecrets(input, (name, value) => {
    if (!/^•+$/.test(value)) return value;
    isKept = true;
    const kept = before?.shown.kind === input.kind ? before.secrets?.[name] : undefined;
    if (kept === undefined) missing.push(name);
    return kept ?? "";
  });
  if (missing.length > 0) return fail("invalid-input", `nothing is kept of ${missing.join(", ")}`);
  if (isKept && before && destinationOf(before.shown) !== destinationOf(input)) {
    return fail("invalid-input", "the address changed: enter its secrets again");
  }
  return ok(filled);
}

/** What the file holds of settings; it was written by `splitSecrets`. */
export const parseShown = (text: string): TargetSettings =>
  targetSettingsSchema.parse(JSON.parse(text));

/** Takes every secret out of a text that is kept or logged, and cuts it. */
export function scrub(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 3) continue;
    for (const form of [secret, encodeURIComponent(secret)]) {
      clean = clean.replaceAll(form, KEPT_SECRET);
    }
    clean = clean.replaceAll(Buffer.from(secret).toString("base64"), KEPT_SECRET);
  }
  // Control characters have no place in a list or a log.
  return clean.replaceAll(/\p{Cc}+/gu, " ").slice(0, 300);
}
