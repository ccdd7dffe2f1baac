import type { AedesOptions, AuthenticateError, Client } from "aedes";
import type { MqttAuthRequest } from "@resik/contract/http/mqtt-auth";
import { inboxBatchTopic } from "@resik/contract/topic";
import { isAllowed } from "./acl.ts";
import type { Authenticator, Verdict } from "./authenticator.ts";
import type { BrokerEvents, ConnectionRefusal } from "./events.ts";
import { INBOX_CONSUMER, type Principal } from "./principal.ts";
import type { PublishGate } from "./publish-gate.ts";
import type { SessionRegistry } from "./session-registry.ts";

/** Connections one principal may hold at once; a device needs one, and some that are half open. */
const SESSIONS_PER_PRINCIPAL_MAX = 4;
const CLIENT_ID_CHARACTERS_MAX = 128;

const BATCH_TOPIC = inboxBatchTopic(INBOX_CONSUMER);

export type SessionHooks = Required<
  Pick<
    AedesOptions,
    "preConnect" | "authenticate" | "authorizePublish" | "authorizeSubscribe" | "authorizeForward"
  >
>;

export interface SessionHookOptions {
  authenticator: Authenticator;
  gate: PublishGate;
  sessions: SessionRegistry;
  events: BrokerEvents;
}

/** What CONNECT said, kept until the credentials are judged. */
interface Greeting {
  peer: string;
  willTopic: string | null;
  clientId: string;
}

/** CONNACK return codes [MQTT-3.2.2.3]. */
const RETURN_CODE_BY_REFUSAL: Partial<Record<ConnectionRefusal, 3 | 4 | 5>> = {
  "auth-unavailable": 3,
  "too-many-sessions": 3,
  "bad-credentials": 4,
  "will-denied": 5,
};

class RefusedConnect extends Error implements AuthenticateError {
  /** Aedes declares the codes as an ambient enum, which has no values at run time. */
  readonly returnCode: AuthenticateError["returnCode"];

  constructor(reason: ConnectionRefusal) {
    super(reason);
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is ambient, see above
    this.returnCode = RETURN_CODE_BY_REFUSAL[reason] ?? 5;
  }
}

/** The decisions on a session as Aedes hooks: who it is, what it may publish and hear. */
export function createSessionHooks(options: SessionHookOptions): SessionHooks {
  return {
    ...connectHooks(options),
    ...messageHooks(options),
  };
}

function connectHooks({
  authenticator,
  sessions,
  events,
}: SessionHookOptions): Pick<SessionHooks, "preConnect" | "authenticate"> {
  const greetings = new WeakMap<Client, Greeting>();

  /** Why the session may not begin although the credentials are right; null when it may. */
  function objection(principal: Principal, willTopic: string | null): ConnectionRefusal | null {
    if (sessions.countOf(principal.name) >= SESSIONS_PER_PRINCIPAL_MAX) return "too-many-sessions";
    if (willTopic === null) return null;
    const may = principal.kind === "device" && isAllowed(principal.rules, "publish", willTopic);
    return may ? null : "will-denied";
  }

  const refusalOf = (verdict: Verdict, willTopic: string | null): ConnectionRefusal | null => {
    switch (verdict.outcome) {
      case "deny":
        return "bad-credentials";
      case "unavailable":
        return "auth-unavailable";
      case "allow":
        return objection(verdict.principal, willTopic);
    }
  };

  return {
    preConnect(client, packet, done) {
      if (packet.clientId.length > CLIENT_ID_CHARACTERS_MAX) {
        events.connectionRefused("client-id", "too long");
        return done(new Error("client id too long"), false);
      }
      // Memory holds no session that would survive us, and a queue for an absent client has no
      // bound: every session is a clean one.
      packet.clean = true;
      const peer = "remoteAddress" in client.conn ? (client.conn.remoteAddress ?? "") : "";
      const willTopic = packet.will?.topic ?? null;
      greetings.set(client, { peer, willTopic, clientId: packet.clientId });
      // A client id belongs to its user name: nobody ends another one's session by taking it.
      if (packet.username) packet.clientId = `${packet.username}/${packet.clientId}`;
      done(null, true);
    },
    authenticate(client, username, password, done) {
      const greeting = greetings.get(client);
      greetings.delete(client);
      const willTopic = greeting?.willTopic ?? null;
      const settle = (verdict: Verdict): void => {
        const refused = refusalOf(verdict, willTopic);
        if (refused) events.connectionRefused(refused, username ?? "");
        if (refused) return done(new RefusedConnect(refused), false);
        if (client.closed || verdict.outcome !== "allow") return;
        sessions.begin(client, verdict.principal);
        done(null, true);
      };
      if (username === undefined || password === undefined) return settle({ outcome: "deny" });
      const request: MqttAuthRequest = {
        clientid: greeting?.clientId ?? "",
        username,
        password: password.toString("utf8"),
        peerhost: greeting?.peer ?? "",
      };
      authenticator.authenticate(request).then(settle, (error: unknown) => {
        events.authFailed(error);
        settle({ outcome: "unavailable" });
      });
    },
  };
}

function messageHooks({
  gate,
  sessions,
  events,
}: SessionHookOptions): Omit<SessionHooks, "preConnect" | "authenticate"> {
  return {
    authorizePublish(client, packet, done) {
      const principal = client ? sessions.principalOf(client) : undefined;
      if (!client || !principal) return done(new Error("not authenticated"));
      // Aedes publishes a last will through a client that is closed already.
      const pass = client.closed ? gate.passWill : gate.pass;
      pass(principal, packet, (refused) => done(refused ? new Error(refused) : null));
    },
    authorizeSubscribe(client, subscription, done) {
      const principal = sessions.principalOf(client);
      if (principal && maySubscribe(principal, subscription.topic)) return done(null, subscription);
      events.subscribeRefused(principal?.name ?? "");
      done(null, null);
    },
    authorizeForward(client, packet) {
      const isApi = sessions.principalOf(client)?.kind === "api";
      // Live fan-out must not hold up publishers: a subscriber that does not read misses messages.
      if (isApi && client.conn.writableNeedDrain) {
        events.liveDropped("slow-subscriber");
        return null;
      }
      return packet;
    },
  };
}

function maySubscribe(principal: Principal, filter: string): boolean {
  switch (principal.kind) {
    case "ingest":
      return filter === BATCH_TOPIC;
    case "api":
      return filter.startsWith("resik/v1/");
    case "device":
      return isAllowed(principal.rules, "subscribe", filter);
  }
}
