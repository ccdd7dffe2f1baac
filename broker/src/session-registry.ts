import type { Client } from "aedes";
import type { Principal } from "./principal.ts";

/** Who is connected, by connection and by name. */
export interface SessionRegistry {
  begin(client: Client, principal: Principal): void;
  /** Takes a closed connection out; a second call does nothing. */
  end(client: Client): void;
  principalOf(client: Client): Principal | undefined;
  /** Connections of one user name. */
  countOf(name: string): number;
  /** Ends every session of a device; its next CONNECT is judged anew. */
  closeDevice(name: string): void;
  /** Ends the sessions whose credentials have run out. */
  closeExpired(nowMs: number): void;
}

/** `onCount` hears of every session that begins (1) or ends (-1), and of whom. */
export function createSessionRegistry(
  onCount: (change: 1 | -1, kind: Principal["kind"]) => void,
): SessionRegistry {
  // Kept after the end of a session: a last will is published when its connection is gone.
  const principals = new WeakMap<Client, Principal>();
  const clientsByName = new Map<string, Set<Client>>();

  const isExpired = (client: Client, nowMs: number): boolean => {
    const principal = principals.get(client);
    const expiresAtMs = principal?.kind === "device" ? principal.expiresAtMs : null;
    return expiresAtMs !== null && expiresAtMs <= nowMs;
  };

  return {
    begin(client, principal) {
      principals.set(client, principal);
      const clients = clientsByName.get(principal.name) ?? new Set();
      clientsByName.set(principal.name, clients.add(client));
      onCount(1, principal.kind);
    },
    end(client) {
      const principal = principals.get(client);
      if (!principal) return;
      const { name, kind } = principal;
      const clients = clientsByName.get(name);
      if (!clients?.delete(client)) return;
      onCount(-1, kind);
      if (clients.size === 0) clientsByName.delete(name);
    },
    principalOf: (client) => principals.get(client),
    countOf: (name) => clientsByName.get(name)?.size ?? 0,
    closeDevice(name) {
      for (const client of clientsByName.get(name) ?? []) client.close();
    },
    closeExpired(nowMs) {
      for (const clients of clientsByName.values()) {
        for (const client of clients) if (isExpired(client, nowMs)) client.close();
      }
    },
  };
}
