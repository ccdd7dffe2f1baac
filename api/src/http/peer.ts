import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

const bindingsSchema = z.object({
  incoming: z.custom<IncomingMessage>((value) => typeof value === "object" && value !== null),
});

/**
 * The peer's address: the socket's, or, behind a proxy that we were told to trust, the one that
 * proxy added last. Empty when there is no socket (a request made in process).
 */
export function peerOf(c: Context, trustProxy: boolean): string {
  if (trustProxy) {
    const last = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (last) return last;
  }
  const bindings = bindingsSchema.safeParse(c.env);
  return bindings.success ? (bindings.data.incoming.socket?.remoteAddress ?? "") : "";
}

/** Groups of an IPv6 address that name a network; the rest its owner may draw as he likes. */
const NETWORK_GROUPS = 4;
const IPV6_GROUPS = 8;

/**
 * What a peer's address counts as where each may have only so much: an IPv4 address itself, also
 * when it comes in IPv6 clothes, and the /64 network of an IPv6 address. Other texts stay as they
 * are.
 */
export function networkOf(peer: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(peer)?.[1];
  if (mapped !== undefined) return mapped;
  const address = peer.replace(/%.*$/, "");
  if (!isIPv6(address)) return peer;
  // A URL writes an address in its one canonical form: hexadecimal, with at most one `::`.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = canonical
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: IPV6_GROUPS - left.length - right.length }, () => "0");
  return `${[...left, ...zeros, ...right].slice(0, NETWORK_GROUPS).join(":")}::/64`;
}
