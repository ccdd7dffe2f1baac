import { UPLINK_CHANNEL } from "@resik/contract/channel";
import { parseDeviceTopic, type DeviceTopic } from "@resik/contract/topic";

/**
 * Stands in the place of a channel for what a device's firmware says below its own prefix and
 * nobody keeps: its answers to commands, its own last will. No slug, so no channel has this name.
 */
export const ASIDE = "(aside)";

/** Tasmota's documents with measurements, by the end of their topics. */
const DOCUMENTS: ReadonlySet<string> = new Set(["tele/SENSOR", "tele/STATE"]);

/**
 * The address of a topic two levels below a device's own (`resik/v1/{site}/{device}/tele/SENSOR`):
 * firmware with topics of its own, such as Tasmota, cannot be told to use one topic for everything.
 * What has measurements counts as published on `uplink`. Null when the topic has another shape.
 */
export function foreignAddress(topic: string): DeviceTopic | null {
  const levels = topic.split("/");
  if (levels.length !== 6) return null;
  const own = parseDeviceTopic([...levels.slice(0, 4), UPLINK_CHANNEL].join("/"));
  if (!own) return null;
  return DOCUMENTS.has(levels.slice(4).join("/")) ? own : { ...own, channel: ASIDE };
}
