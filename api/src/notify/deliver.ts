import type { TargetSettings } from "@resik/contract/http/notifications";
import type { Clock } from "@resik/kit/clock";
import webPush from "web-push";
import { dropPhone, listPhones, pushKeys } from "../registry/desk/notification-push.ts";
import { openSecrets, type TargetRow } from "../registry/desk/notification-targets.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { AdapterDeps, Sending } from "./adapters/adapter.ts";
import { sendEmail } from "./adapters/email.ts";
import { sendTelegram } from "./adapters/telegram.ts";
import { sendWebPush } from "./adapters/web-push.ts";
import { sendWebhook } from "./adapters/webhook.ts";
import { sendWhatsapp } from "./adapters/whatsapp.ts";
import { isPublic, isReachable, type AddressRule } from "./addresses.ts";
import { away, type Outcome } from "./outcome.ts";
import type { Sealer } from "./seal.ts";
import { joinSecrets, parseShown, scrub } from "./target-secrets.ts";

/** For one exchange; a message to several recipients has several. */
export const EXCHANGE_TIMEOUT_MS = 8_000;

export interface DeliverOptions {
  db: RegistryDb;
  clock: Clock;
  sealer: Sealer;
  publicUrl: string | null;
  /** Where browsers may say that their push service is. */
  pushRule?: AddressRule;
}

/** Sends one message to one target, once. */
export type Deliver = (
  target: TargetRow,
  sending: Sending,
  signal: AbortSignal,
) => Promise<Outcome>;

/** Chooses the way by the kind of target; what is said of a failure holds no secret. */
export function createDeliver(options: DeliverOptions): Deliver {
  const { clock, sealer } = options;
  return async (target, sending, signal) => {
    const secrets = openSecrets(target, sealer);
    if (secrets === null) {
      return away("secrets-lost", "the secrets cannot be opened: enter them again");
    }
    const settings = joinSecrets(parseShown(target.settings), secrets);
    const deps = { clock, addressRule: isReachable, timeoutMs: EXCHANGE_TIMEOUT_MS, signal };
    const outcome = await sendBy(settings, sending, { ...deps, ...options });
    return { ...outcome, detail: scrub(outcome.detail, Object.values(secrets)) };
  };
}

async function sendBy(
  settings: TargetSettings,
  sending: Sending,
  deps: AdapterDeps & DeliverOptions,
): Promise<Outcome> {
  switch (settings.kind) {
    case "webhook":
      return sendWebhook(settings, sending, deps);
    case "email":
      return sendEmail(settings, sending, deps);
    case "telegram":
      return sendTelegram(settings, sending, deps);
    case "whatsapp":
      return sendWhatsapp(settings, sending, deps);
    case "web-push": {
      const { db, sealer, publicUrl, pushRule = isPublic } = deps;
      return sendWebPush(sending, {
        ...deps,
        addressRule: pushRule,
        vapid: await pushKeys(db, sealer, webPush.generateVAPIDKeys),
        subject: subjectOf(publicUrl),
        phones: await listPhones(db, sealer),
        onGone: (id) => dropPhone(db, id),
      });
    }
  }
}

/** Push services want an address to write to; without a public one there is none to give. */
const subjectOf = (publicUrl: string | null): string =>
  publicUrl?.startsWith("https:") === true ? publicUrl : "mailto:resik@resik.invalid";
