import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { sha256Hex } from "../../registry/secret-hash.ts";
import { ADDRESS_REFUSED, createLookup, isRefusedLiteral, type AddressRule } from "../addresses.ts";
import { codeOf } from "../outbound-http.ts";
import { away, type Outcome } from "../outcome.ts";
import type { Adapter } from "./adapter.ts";

/** Connects under the address rule; whoever gets the socket speaks SMTP on it. */
function openSocket(
  host: string,
  port: number,
  { addressRule, signal }: { addressRule: AddressRule; signal: AbortSignal },
): Promise<Socket> {
  if (isRefusedLiteral(host, addressRule)) {
    return Promise.reject(
      Object.assign(new Error("the address may not be used"), { code: ADDRESS_REFUSED }),
    );
  }
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: createLookup(addressRule) });
    socket.once("error", reject);
    // Whatever waits on it ends with it.
    signal.addEventListener("abort", () => socket.destroy(new Error("aborted")), { once: true });
    socket.once("connect", () => resolve(socket));
  });
}

/** The id of a message as mail has it: the same at each try, so that a mailbox can tell. */
const mailId = (id: string, from: string): string =>
  `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`;

/**
 * Sends one mail to all addresses of the target. A relay may take it for some of them only: these
 * are kept, and the next try is for the others.
 */
export const sendEmail: Adapter<"email"> = async (settings, { body, told, onTold }, deps) => {
  const left = settings.to.filter((address) => !told.has(recipientOf(address)));
  // Whoever was refused may have been taken off the target since.
  if (left.length === 0) return { kind: "delivered", detail: "all were told" };
  const late = new AbortController();
  const timer = deps.clock.after(deps.timeoutMs, () => late.abort());
  const signal = AbortSignal.any([late.signal, deps.signal]);
  const { host, port, security, username, password } = settings;
  let socket: Socket | null = null;
  try {
    socket = await openSocket(host, port, { addressRule: deps.addressRule, signal });
    const connection = socket;
    const transport = createTransport({
      host,
      port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      ...(username === "" ? {} : { auth: { user: username, pass: password } }),
      getSocket: (_options, done) => done(null, { connection }),
      connectionTimeout: deps.timeoutMs,
      greetingTimeout: deps.timeoutMs,
      socketTimeout: deps.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { accepted, rejected } = await transport.sendMail({
      from: settings.from,
      to: settings.to,
      envelope: { from: settings.from, to: left },
      subject: body.title,
      text: body.text,
      messageId: mailId(body.id, settings.from),
      // Nobody's "out of office" answers a machine [RFC 3834].
      headers: { "Auto-Submitted": "auto-generated" },
    });
    if (rejected.length === 0) return { kind: "delivered", detail: "accepted" };
    // Domains come back in small letters, whatever was typed.
    const taken = new Set(accepted.map((address) => address.toLowerCase()));
    for (const address of left) {
      if (taken.has(address.toLowerCase())) await onTold(recipientOf(address));
    }
    const detail = `${rejected.length} of ${settings.to.length} addresses refused`;
    return { kind: "refused", reason: "rejected", detail };
  } catch (error) {
    const seconds = Math.round(deps.timeoutMs / 1_000);
    if (late.signal.aborted) return away("timeout", `no answer within ${seconds} s`);
    if (deps.signal.aborted) return away("timeout", "no time was left");
    return outcomeOfError(error);
  } finally {
    timer.cancel();
    socket?.destroy();
  }
};

/** How the log of a message calls an address: it holds none. */
const recipientOf = (address: string): string => sha256Hex(`email ${address}`).slice(0, 16);

/** A wrong password, a full relay and a refused address are told apart by code, never by text. */
function outcomeOfError(error: unknown): Outcome {
  const code = codeOf(error);
  if (code === ADDRESS_REFUSED) return away("address-refused", "this address may not be used");
  const status = responseCodeOf(error);
  if (status === null) return away("unreachable", code);
  const detail = `${code} ${status}`;
  // 4xx: for now; 5xx: for good [RFC 5321 4.2.1], where it is about this mail and not about us.
  if (status < 500) return away("server-error", detail);
  const isAboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  return isAboutMail ? { kind: "refused", reason: "rejected", detail } : away("rejected", detail);
}

function responseCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("responseCode" in error)) return null;
  return typeof error.responseCode === "number" ? error.responseCode : null;
}
