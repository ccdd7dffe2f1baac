import type { Reading } from "@resik/contract/reading";
import type { StoredChannel } from "@resik/contract/channel";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";

/** A reading of a bin at bsu-melati, unless told otherwise. */
export const makeReading = (
  input: Partial<Omit<Reading, "site" | "device">> & {
    site?: string;
    device: string;
    atMs: number;
  },
): Reading => ({
  site: siteIdSchema.parse(input.site ?? "bsu-melati"),
  device: deviceIdSchema.parse(input.device),
  channel: input.channel ?? ("bin" satisfies StoredChannel),
  boot: input.boot ?? "boot0001",
  seq: input.seq ?? 0,
  sampledAtMs: input.sampledAtMs ?? input.atMs,
  receivedAtMs: input.receivedAtMs ?? input.atMs,
  atMs: input.atMs,
  quality: input.quality ?? "ok",
  fields: input.fields ?? { fillRatio: 0.5, batteryV: 3.6 },
});
