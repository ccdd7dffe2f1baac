import { CHANNELS, STORED_CHANNELS, UPLINK_CHANNEL, type Channel } from "@resik/contract/channel";
import { UPLINK_BYTES_MAX } from "@resik/contract/limits";
import {
  commandSchema,
  deviceConfigSchema,
  replySchema,
  weightSchema,
} from "@resik/contract/payload/downlink";
import { MAPPED_CHANNELS } from "@resik/contract/payload/format";
import { QUALITIES } from "@resik/contract/payload/quality";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { QUARANTINE_REASONS } from "@resik/contract/quarantine";
import { fieldsOf, type FieldSpec } from "@resik/contract/series";
import {
  inboxAckTopic,
  inboxBatchTopic,
  replayTopic,
  revokeTopic,
  TOPIC_ROOT,
} from "@resik/contract/topic";
import type { z } from "zod";
import { code, markdownTable } from "./markdown-table.ts";
import { bounds, objectKeys, type ObjectKey } from "./object-keys.ts";

const PUBLISHER_BY_DIRECTION = {
  up: "the device",
  down: "the api",
  service: "the api",
} as const satisfies Record<(typeof CHANNELS)[Channel]["direction"], string>;

const DIRECTION_WORDS = {
  up: "up",
  down: "down, to the device",
  service: "up, in the device's name",
} as const satisfies Record<(typeof CHANNELS)[Channel]["direction"], string>;

/** Channels whose messages are objects of their own, without the envelope of a reading. */
const OTHER_PAYLOADS = {
  config: deviceConfigSchema,
  command: commandSchema,
  reply: replySchema,
  weight: weightSchema,
} satisfies Partial<Record<Channel, z.ZodType>>;

const yesNo = (value: boolean): string => (value ? "yes" : "no");

const keyRows = (keys: readonly ObjectKey[]): string[][] =>
  keys.map(({ name, words, required }) => [code(name), words, yesNo(required)]);

export function topicSection(): string {
  const rows = Object.entries(CHANNELS).map(([name, { direction, stored }]) => [
    code(name),
    DIRECTION_WORDS[direction],
    yesNo(stored),
    PUBLISHER_BY_DIRECTION[direction],
  ]);
  return `## Topics

${code(`${TOPIC_ROOT}/{site}/{device}/{channel}`)}; site and device are slugs (${code("contract/src/slug.ts")}).
A device publishes under its own prefix only, and hears its own ${code("config")} (retained) and
${code("command")}. What is not stored is passed on live and kept
nowhere, but for ${code(UPLINK_CHANNEL)}, from which ingest makes readings of other channels.

${markdownTable(["channel", "direction", "stored", "who may publish"], rows)}

Between the programs, closed to devices:

${markdownTable(["topic", "who may publish", "what for"], serviceTopicRows())}`;
}

function serviceTopicRows(): string[][] {
  const replay = replayTopic(0, "{topic}").replace("/0/", "/{receivedAtMs}/");
  return [
    [inboxBatchTopic("{consumer}"), "the broker", "a batch of the inbox, to ingest"],
    [inboxAckTopic("{consumer}"), "ingest", "how far the store has confirmed"],
    [replay, "the api", "a quarantined message again, into the inbox"],
    [revokeTopic("{device}"), "the api", "forget a device's credentials, close its session"],
  ].map(([topic = "", ...rest]) => [code(topic), ...rest]);
}

export function readingSections(): string {
  return [
    `## Payload of a reading

A JSON object: the envelope and the fields of its channel. Unknown keys are refused.

### Envelope

${markdownTable(["key", "value", "required"], keyRows(envelopeKeys()))}`,
    ...STORED_CHANNELS.map(fieldSection),
    `A ${code("bin")} whose quality is ${code("no-echo")} may carry neither distance nor fill ratio; the state of a
${code("status")} is ${code("online")} or ${code("offline")} (${code("contract/src/payload/reading.ts")}).`,
  ].join("\n\n");
}

/** What all stored channels have in common is the envelope. */
function envelopeKeys(): ObjectKey[] {
  const own = fieldsOf("bin");
  return objectKeys(READING_PAYLOADS.bin).filter(({ name }) => !(name in own));
}

function fieldSection(channel: (typeof STORED_CHANNELS)[number]): string {
  const rows = Object.entries(fieldsOf(channel)).map(([name, spec]) => [
    code(name),
    kindWords(spec),
    spec.unit,
    boundWords(spec),
    yesNo(spec.required ?? false),
  ]);
  return `### ${code(channel)}

${markdownTable(["field", "kind", "unit", "bounds", "required"], rows)}`;
}

const kindWords = ({ kind, integer }: FieldSpec): string =>
  integer === true ? `whole ${kind}` : kind;

function boundWords({ min, max, lengthMax }: FieldSpec): string {
  if (lengthMax !== undefined) return `at most ${lengthMax} characters`;
  return bounds(min, max).replace(/^, /, "");
}

export function otherPayloadSections(): string {
  const sections = Object.entries(OTHER_PAYLOADS).map(
    ([channel, schema]) => `### ${code(channel)}

${markdownTable(["key", "value", "required"], keyRows(objectKeys(schema)))}`,
  );
  return [
    `## Payloads that are no readings

Without envelope; the unit is the end of the name. An absent key of ${code("config")} leaves the default. A
device answers a ${code("command")} on ${code("reply")} with the same ${code("id")}.`,
    ...sections,
    uplinkSection(),
  ].join("\n\n");
}

/** What stands on `uplink` is another project's document; ours is how it is read. */
const uplinkSection = (): string => `### ${code(UPLINK_CHANNEL)}

A document of SenML, ChirpStack or Tasmota, at most ${UPLINK_BYTES_MAX} bytes. The device's payload format says
which value becomes which field of ${MAPPED_CHANNELS.map(code).join(", ")}; how it is written stands in
${code("docs/operating/foreign-devices.md")}.`;

export function closedListSections(): string {
  const list = (values: readonly string[]): string => values.map((v) => `- ${code(v)}`).join("\n");
  return `## Qualities

What a device says of its own measurement; absent means ${code("ok")}. Their meaning stands in
${code("contract/src/payload/quality.ts")}.

${list(QUALITIES)}

## Quarantine reasons

Why a message did not become a reading. It is kept with its original bytes and can be replayed.

${list(QUARANTINE_REASONS)}`;
}
