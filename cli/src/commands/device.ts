import {
  deviceCredentialsSchema,
  deviceRegistrationSchema,
  deviceSchema,
  type DeviceCredentials,
} from "@resik/contract/http/registry";
import type { z } from "zod";
import { requireAnswer, type ApiClient } from "../api-client.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { listAll } from "../list-all.ts";
import { formatTable } from "../table.ts";

type Out = Pick<CommandContext, "out">;

export interface DeviceAddInput {
  id: string;
  site: string;
  kind: string;
  name?: string;
  lat?: number;
  lon?: number;
}

/** `resik device add`: registers a device and shows its credentials, which nobody can show again. */
export async function addDevice(
  { out }: Out,
  api: ApiClient,
  input: DeviceAddInput,
  json: boolean,
): Promise<void> {
  const registration = deviceRegistrationSchema.safeParse({
    ...input,
    name: input.name ?? input.id,
  });
  if (!registration.success) throw new CommandError(inputSentence(registration.error));
  const answer = await api.post("devices", registration.data, deviceCredentialsSchema);
  showCredentials(out, requireAnswer(answer, api.baseUrl), json);
}

/** `resik device rotate`: a new secret; the old one is refused from now on. */
export async function rotateDevice(
  { out }: Out,
  api: ApiClient,
  id: string,
  json: boolean,
): Promise<void> {
  const path = `devices/${encodeURIComponent(id)}/rotate`;
  const answer = await api.post(path, {}, deviceCredentialsSchema);
  showCredentials(out, requireAnswer(answer, api.baseUrl), json);
}

/** `resik device retire`: the device may not connect any more; what it measured stays. */
export async function retireDevice(
  { out }: Out,
  api: ApiClient,
  id: string,
  json: boolean,
): Promise<void> {
  const path = `devices/${encodeURIComponent(id)}/retire`;
  const device = requireAnswer(await api.post(path, {}, deviceSchema), api.baseUrl);
  out(json ? JSON.stringify(device) : `${device.id} is retired; its readings stay.`);
}

/** `resik device list`: every device, the retired ones too. */
export async function listDevices({ out }: Out, api: ApiClient, json: boolean): Promise<void> {
  const devices = await listAll(api, "devices", deviceSchema, { retired: "true" });
  if (json) return out(JSON.stringify(devices));
  if (devices.length === 0) return out("No device is registered; `resik device add` makes one.");
  const rows = devices.map((device) => [
    device.id,
    device.kind,
    device.site,
    device.name,
    device.retiredAt === null ? "live" : `retired ${device.retiredAt.slice(0, 10)}`,
  ]);
  for (const line of formatTable(["device", "kind", "site", "name", "state"], rows)) out(line);
}

function showCredentials(
  out: (line: string) => void,
  credentials: DeviceCredentials,
  json: boolean,
): void {
  if (json) return out(JSON.stringify(credentials));
  const { device, mqtt } = credentials;
  out(`${device.id} (${device.kind}, ${device.name}) at ${device.site}`);
  out(`  MQTT user name   ${mqtt.username}`);
  out(`  MQTT password    ${mqtt.password}`);
  out(`  topic prefix     ${mqtt.topicPrefix}`);
  out("Write the password down now: it is stored as a hash only and never shown again.");
}

export const inputSentence = (error: z.ZodError): string =>
  `The input is not right: ${error.issues
    .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    .join("; ")}.`;
