import type { IncomingMessage } from "node:http";
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
