import { READING_BYTES_MAX } from "@resik/contract/limits";

export interface LoadReading {
  boot: string;
  seq: number;
  sampledAtMs: number;
  /** Makes devices differ in what they say. */
  salt: number;
  /** Wanted size; the payload has exactly this size unless the shortest valid one is longer. */
  payloadBytes: number;
}

/** Adds what fits of a bin's fields, the telling ones first. */
function appendFields(text: string, reading: LoadReading): string {
  const mixed = (reading.seq * 7_919 + reading.salt * 104_729) % 1_000;
  const distanceMm = 250 + mixed;
  const fields = [
    `,"distanceMm":${distanceMm}`,
    `,"fillRatio":${(1_000 - mixed) / 1_000}`,
    `,"batteryV":${3 + (mixed % 60) / 100}`,
    `,"rssiDbm":${-60 - (mixed % 45)}`,
    `,"depthMm":1250`,
    `,"temperatureC":${24 + (mixed % 90) / 10}`,
    `,"quality":"ok"`,
    `,"tiltDeg":${(mixed % 30) / 10}`,
  ];
  let out = text;
  for (const field of fields) {
    if (out.length + field.length + 1 <= reading.payloadBytes) out += field;
  }
  return out;
}

/**
 * A valid `bin` reading of the wanted size, made from its parameters alone, so that the truth can
 * be written after the measurement. Blanks before the closing brace fill up what is missing.
 */
export function loadPayload(reading: LoadReading): Buffer {
  const wantedBytes = Math.min(reading.payloadBytes, READING_BYTES_MAX);
  const { boot, seq, sampledAtMs } = reading;
  const start = `{"v":1,"boot":"${boot}","seq":${seq},"sampledAt":${sampledAtMs}`;
  const text = appendFields(start, { ...reading, payloadBytes: wantedBytes });
  return Buffer.from(`${text.padEnd(wantedBytes - 1)}}`, "latin1");
}
