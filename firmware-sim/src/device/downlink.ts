import {
  commandSchema,
  deviceConfigSchema,
  type Command,
  type DeviceConfig,
  type Reply,
} from "@resik/contract/payload/downlink";
import type { z } from "zod";

/** Ids of commands a device remembers, so that one delivered twice is done once. */
const COMMANDS_REMEMBERED = 50;

export interface DownlinkActions {
  configure(config: DeviceConfig): void;
  /** False when this device has nothing to tare. */
  tare(): boolean;
  identify(): void;
  reply(reply: Reply): void;
  /** Called after the reply was handed over. */
  reboot(): void;
}

export interface Downlink {
  config(payload: Uint8Array): void;
  command(payload: Uint8Array): void;
  /** Messages on the way down that were not valid; the device keeps its state. */
  readonly refused: number;
}

function parse<S extends z.ZodType>(schema: S, payload: Uint8Array): z.infer<S> | null {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(payload).toString("utf8"));
  } catch {
    return null;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** Handles what the operator sends: desired state, and commands, each done once and answered. */
export function createDownlink(actions: DownlinkActions): Downlink {
  const replies = new Map<string, Reply>();
  let refused = 0;

  function perform(command: Command): Reply {
    switch (command.name) {
      case "tare":
        return actions.tare()
          ? { id: command.id, ok: true }
          : { id: command.id, ok: false, detail: "not a scale" };
      case "identify":
        actions.identify();
        return { id: command.id, ok: true };
      case "reboot":
        return { id: command.id, ok: true };
    }
  }

  return {
    config(payload) {
      // An empty retained message takes the desired state away: the defaults stay in force.
      if (payload.byteLength === 0) return;
      const config = parse(deviceConfigSchema, payload);
      if (config) actions.configure(config);
      else refused++;
    },
    command(payload) {
      const command = parse(commandSchema, payload);
      if (!command) return void refused++;
      const known = replies.get(command.id);
      const reply = known ?? perform(command);
      replies.set(command.id, reply);
      for (const id of replies.keys()) {
        if (replies.size <= COMMANDS_REMEMBERED) break;
        replies.delete(id);
      }
      actions.reply(reply);
      if (!known && command.name === "reboot") actions.reboot();
    },
    get refused() {
      return refused;
    },
  };
}
