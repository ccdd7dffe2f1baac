import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { TargetKind } from "@resik/contract/http/notifications";
import { KEPT, type LANGUAGES, type SECURITIES, type Target } from "./parse-targets.ts";

export interface HeaderDraft {
  name: string;
  value: string;
}

/** A target as the form holds it: every kind's fields, so that a change of kind loses nothing. */
export interface TargetDraft {
  name: string;
  enabled: boolean;
  language: (typeof LANGUAGES)[number];
  severityMin: AlertSeverity;
  sites: readonly string[];
  tellsResolved: boolean;
  onlyEscalated: boolean;
  kind: TargetKind;
  url: string;
  headers: readonly HeaderDraft[];
  signingKey: string;
  host: string;
  port: string;
  security: (typeof SECURITIES)[number];
  username: string;
  password: string;
  from: string;
  /** Addresses or numbers, one a line. */
  to: string;
  botToken: string;
  chatId: string;
  apiUrl: string;
  bodyTemplate: string;
}

const NEW: TargetDraft = {
  name: "",
  enabled: true,
  language: "id",
  severityMin: "warning",
  sites: [],
  tellsResolved: true,
  onlyEscalated: false,
  kind: "telegram",
  url: "",
  headers: [],
  signingKey: "",
  host: "",
  port: "465",
  security: "tls",
  username: "",
  password: "",
  from: "",
  to: "",
  botToken: "",
  chatId: "",
  apiUrl: "",
  bodyTemplate: '{"to": "{{to}}", "text": "{{text}}"}',
};

/** What the form begins with. */
export function draftOf(target: Target | null): TargetDraft {
  if (target === null) return NEW;
  const { name, enabled, language, severityMin, sites, tellsResolved, onlyEscalated } = target;
  const common = { name, enabled, language, severityMin, sites, tellsResolved, onlyEscalated };
  const { settings } = target;
  switch (settings.kind) {
    case "webhook":
    case "telegram":
    case "web-push":
      return { ...NEW, ...common, ...settings };
    case "whatsapp":
      return { ...NEW, ...common, ...settings, to: settings.to.join("\n") };
    case "email":
      return {
        ...NEW,
        ...common,
        ...settings,
        port: String(settings.port),
        to: settings.to.join("\n"),
      };
  }
}

/** Lines with something on them. */
const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const numbersOf = (text: string): string[] =>
  linesOf(text).map((line) => line.replace(/[\s().-]/g, ""));

const kept = (headers: readonly HeaderDraft[]): HeaderDraft[] =>
  headers.filter(({ name, value }) => name.trim() !== "" || value !== "");

function settingsOf(draft: TargetDraft): object {
  const { kind } = draft;
  switch (kind) {
    case "webhook":
      return {
        kind,
        url: draft.url.trim(),
        headers: kept(draft.headers),
        signingKey: draft.signingKey,
      };
    case "email":
      return {
        kind,
        host: draft.host.trim(),
        port: Number(draft.port),
        security: draft.security,
        username: draft.username,
        password: draft.password,
        from: draft.from.trim(),
        to: linesOf(draft.to),
      };
    case "telegram":
      return {
        kind,
        botToken: draft.botToken.trim(),
        chatId: draft.chatId.trim(),
        ...(draft.apiUrl === "" ? {} : { apiUrl: draft.apiUrl }),
      };
    case "whatsapp":
      return {
        kind,
        url: draft.url.trim(),
        headers: kept(draft.headers),
        bodyTemplate: draft.bodyTemplate,
        to: numbersOf(draft.to),
      };
    case "web-push":
      return { kind };
  }
}

/** What is sent to the api. */
export const inputOf = (draft: TargetDraft): object => ({
  name: draft.name.trim(),
  enabled: draft.enabled,
  language: draft.language,
  severityMin: draft.severityMin,
  sites: draft.sites,
  tellsResolved: draft.tellsResolved,
  onlyEscalated: draft.onlyEscalated,
  settings: settingsOf(draft),
});

export type DraftProblem =
  | "name"
  | "url"
  | "botToken"
  | "chatId"
  | "bodyTemplate"
  | "numbers"
  | "host"
  | "port"
  | "from"
  | "mails"
  | "headers"
  /** The address changed: what is stored is sent nowhere else. */
  | "secret"
  /** Nothing is stored for a header of this name. */
  | "headerSecret";

// As the api reads addresses; its own pattern would bring its schemas along.
const MAIL = /^(?:[\w'+-]+\.)*[\w'+-]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
const RECIPIENTS_MAX = 20;

/** Null for what is no web address. */
function webAddressOf(text: string): URL | null {
  if (!/^https?:\/\//i.test(text.trim())) return null;
  try {
    return new URL(text.trim());
  } catch {
    // Not an address, which the caller has words for.
    return null;
  }
}

/** A name and a password in it would be shown to everybody: they belong into a header. */
function isHttp(text: string): boolean {
  const url = webAddressOf(text);
  return url !== null && url.username === "" && url.password === "";
}
const areSome = (entries: readonly string[], pattern: RegExp): boolean =>
  entries.length > 0 &&
  entries.length <= RECIPIENTS_MAX &&
  entries.every((entry) => pattern.test(entry));

function isTemplate(template: string): boolean {
  if (!template.includes("{{to}}") || !template.includes("{{text}}")) return false;
  try {
    // A plus and a quote show whether the places are inside strings.
    JSON.parse(template.replace(/\{\{to\}\}/g, "+1").replace(/\{\{text\}\}/g, 'a\\"b'));
    return true;
  } catch {
    return false;
  }
}

/** Where the secrets of a draft are sent to, told apart as the api does. */
function destinationOf(draft: TargetDraft): string {
  switch (draft.kind) {
    case "webhook":
    case "whatsapp":
      return webAddressOf(draft.url)?.origin ?? "";
    case "email":
      return `${draft.security} ${draft.host.trim()}:${Number(draft.port)} ${draft.username}`;
    case "telegram":
      return draft.apiUrl;
    case "web-push":
      return "";
  }
}

/** Names of headers whose stored value is kept. */
const keptHeadersOf = ({ kind, headers }: TargetDraft): string[] =>
  kind === "webhook" || kind === "whatsapp"
    ? headers.filter(({ value }) => value === KEPT).map(({ name }) => name.trim().toLowerCase())
    : [];

/** Whether anything that is stored stays as it is. */
const keepsSecret = (draft: TargetDraft): boolean =>
  (draft.kind === "webhook" && draft.signingKey === KEPT) ||
  (draft.kind === "email" && draft.password === KEPT) ||
  (draft.kind === "telegram" && draft.botToken === KEPT) ||
  keptHeadersOf(draft).length > 0;

/** Whether what is stored for a saved target can stay with this draft of it. */
function secretChecks(
  draft: TargetDraft,
  saved: Target | null,
): { secret: boolean; headerSecret: boolean } {
  if (saved === null) return { secret: true, headerSecret: true };
  const before = draftOf(saved);
  const stored = new Set(keptHeadersOf(before));
  return {
    secret: !keepsSecret(draft) || destinationOf(draft) === destinationOf(before),
    headerSecret: keptHeadersOf(draft).every((name) => stored.has(name)),
  };
}

/**
 * What of a form has to be put right before it is sent; the api checks it all again. `saved` is the
 * target as it is stored, null for a new one.
 */
export function problemsOf(draft: TargetDraft, saved: Target | null): Set<DraftProblem> {
  const checks: Partial<Record<DraftProblem, boolean>> = {
    name: draft.name.trim() !== "",
    ...secretChecks(draft, saved),
  };
  const areHeaders = kept(draft.headers).every(({ name }) => /^[A-Za-z0-9-]{1,60}$/.test(name));
  switch (draft.kind) {
    case "webhook":
      Object.assign(checks, { url: isHttp(draft.url), headers: areHeaders });
      break;
    case "whatsapp":
      Object.assign(checks, {
        url: isHttp(draft.url),
        headers: areHeaders,
        bodyTemplate: isTemplate(draft.bodyTemplate),
        numbers: areSome(numbersOf(draft.to), /^\+?\d{8,15}$/),
      });
      break;
    case "telegram":
      Object.assign(checks, {
        botToken: /^(\d{5,20}:[A-Za-z0-9_-]{20,60}|•+)$/.test(draft.botToken.trim()),
        chatId: /^(-?\d{1,20}|@\w{5,32})$/.test(draft.chatId.trim()),
      });
      break;
    case "email":
      Object.assign(checks, {
        host: draft.host.trim() !== "",
        port:
          /^\d{1,5}$/.test(draft.port) && Number(draft.port) >= 1 && Number(draft.port) < 65_536,
        from: MAIL.test(draft.from.trim()),
        mails: areSome(linesOf(draft.to), MAIL),
      });
      break;
    case "web-push":
      break;
  }
  // The keys of `checks` are those of its own type.
  const names = Object.keys(checks) as DraftProblem[];
  return new Set(names.filter((name) => checks[name] === false));
}
