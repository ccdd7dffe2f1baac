import { SCHEMA_VERSION } from "@resik/contract/payload/reading";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";

const BOOT_CHARACTERS = 12;

/** The part of an announced reading that says which one it is, and when. */
export interface AnnouncedEnvelope {
  v: typeof SCHEMA_VERSION;
  boot: string;
  seq: number;
  /** Epoch milliseconds of the api's clock. */
  sampledAt: number;
}

/** Readings that this start of the api makes: a boot of its own, and numbers that rise in it. */
export function createIdentities(random: Random, clock: Clock): () => AnnouncedEnvelope {
  const boot = random.id(BOOT_CHARACTERS);
  let seq = 0;
  return () => ({ v: SCHEMA_VERSION, boot, seq: seq++, sampledAt: clock.nowMs() });
}
