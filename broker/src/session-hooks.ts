import type { AedesOptions, AuthenticateError, Client } from "aedes";
import type { MqttAuthRequest } from "@resik/contract/http/mqtt-auth";
import { inboxBatchTopic } from "@resik/contract/topic";
import { isAllowed } from "./acl.ts";
import type { Authenticator, Verdict } from "./authenticator.ts";
import type { BrokerEvents, ConnectionRefusal } from "./events.ts";
import { INBOX_CONSUMER, type Principal } from "./principal.ts";
import { publishableAddress, type PublishGate } from "./publish-gate.ts";
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
    return publishableAddress(principal, willTopic) ? null : "will-denied";
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
        return done(new RefusedConnect("client-id"), false);
      }
      // Memory holds no session that would survive us, and a queue for an absent client has no
      // bound: every session is a clean one.
      packet.clean = true;
      const peer = "remoteAddress" in client.conn ? (client.conn.remoteAddress ?? "") : "";
      const willTopic = packet.will?.topic ?? null;
      greetings.set(client, { peer, willTopic, clientId: packet.clientId });
      // Until the credentials are judged the session has an id that Aedes draws: what is done under
      // a client id at the end of a refused one must not touch the session that owns it.
      packet.clientId = "";
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
        // A client id belongs to its user name: nobody ends another one's session by taking it. A
        // client without one keeps the id that was drawn [MQTT-3.1.3-6].
        client.id = `${verdict.principal.name}/${greeting?.clientId || client.id}`;
        if (verdict.principal.kind === "api") neverWaitForDrain(client);
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

/**
 * Live fan-out must not hold up publishers. Aedes lets each publisher wait until every subscriber
 * has room, up to the drain timeout; this subscriber misses messages instead (`authorizeForward`),
 * so that what is buffered for it stays bounded by the messages under way at once.
 */
function neverWaitForDrain(client: Client): void {
  Object.assign(client, {
    waitForDrain: (done: (error: null, client: Client) => void) =>
      void setImmediate(done, null, client),
  });
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
      // Aedes publishes a last will through a client that is closed already. What else still comes
      // from a closed one was read together with what ended it.
      const isWill = "will" in client && client.will === packet;
      if (client.closed && !isWill) return done(new Error("the session is closed"));
      const pass = isWill ? gate.passWill : gate.pass;
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
