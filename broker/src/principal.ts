import type { MqttAclRule } from "@resik/contract/http/mqtt-auth";

/** Who is connected. Drawn up at CONNECT and not changed afterwards. */
export type Principal =
  /** Takes the inbox; may do nothing else. */
  | { kind: "ingest"; name: "ingest" }
  /** Sends config, commands, deposits, replays and revocations; may listen to everything live. */
  | { kind: "api"; name: "api" }
  | {
      kind: "device";
      name: string;
      rules: readonly MqttAclRule[];
      /**
       * How the device's uplinks are to be read, as text for whoever stores them; null for a
       * device that speaks our format.
       */
      payloadFormat: string | null;
      /** Epoch milliseconds when the session must end; null when never. */
      expiresAtMs: number | null;
    };

/** The consumer of the inbox, in the relay's topics. */
export const INBOX_CONSUMER = "ingest";
