import type { Evidence } from "@resik/contract/bank/command";
import { isShape, isText, isTextOrNull, isWhole, parseInstant } from "../../edge/shape.ts";

/** What a live event of a scale says. */
export type ScaleEvent =
  { type: "weight"; massG: number; isStable: boolean } | { type: "reading"; reading: ScaleReading };

/** A finished weighing as the scale stored it. */
export interface ScaleReading {
  device: string;
  boot: string;
  seq: number;
  massG: number;
  isStable: boolean;
  isOverload: boolean;
  teraUntil: string | null;
}

/** What the screen shows of a scale. */
export interface ScaleState {
  connection: "connecting" | "live" | "lost";
  /** Null until the scale said something. */
  massG: number | null;
  isStable: boolean;
  isOverload: boolean;
  /** The stable reading of the load that is on the scale now. */
  reading: ScaleReading | null;
}

export const NO_SCALE: ScaleState = {
  connection: "connecting",
  massG: null,
  isStable: false,
  isOverload: false,
  reading: null,
};

export type ScaleAction =
  | { type: "opened" }
  /** What was seen before a gap says nothing of what is on the scale now. */
  | { type: "lost" }
  | { type: "said"; event: ScaleEvent };

/** A stable weight may tell the reading's mass once more; more than this is another load. */
const SAME_LOAD_G = 20;

export function reduceScale(state: ScaleState, action: ScaleAction): ScaleState {
  switch (action.type) {
    case "opened":
      return { ...NO_SCALE, connection: "live" };
    case "lost":
      return { ...NO_SCALE, connection: "lost" };
    case "said":
      return afterEvent(state, action.event);
  }
}

function afterEvent(state: ScaleState, event: ScaleEvent): ScaleState {
  if (event.type === "weight") {
    const { massG, isStable } = event;
    const { reading } = state;
    const isSameLoad =
      reading !== null && isStable && Math.abs(reading.massG - massG) <= SAME_LOAD_G;
    return {
      ...state,
      massG: isSameLoad ? reading.massG : massG,
      isStable,
      isOverload: false,
      reading: isSameLoad ? reading : null,
    };
  }
  const { reading } = event;
  const isEvidence = reading.isStable && !reading.isOverload && reading.massG > 0;
  return {
    ...state,
    massG: reading.massG,
    isStable: reading.isStable,
    isOverload: reading.isOverload,
    reading: isEvidence ? reading : null,
  };
}

/** What a line keeps of the reading it was captured from. */
export const evidenceOf = ({ device, boot, seq, teraUntil }: ScaleReading): Evidence => ({
  device,
  boot,
  seq,
  teraUntil,
});

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;

/** Whether the scale's verification has ended; a day counts until its midnight in WIB. */
export function isTeraOver(teraUntil: string | null, nowMs: number): boolean {
  if (teraUntil === null) return false;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(teraUntil);
  const atMs = parseInstant(teraUntil);
  if (atMs === null) return false;
  return nowMs >= (isDay ? atMs - WIB_MS + DAY_MS : atMs);
}

/** Reads one event of `GET live` about this scale; null when it is about something else. */
export function parseScaleEvent(text: string, device: string): ScaleEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isShape(value)) return null;
  if (value.type === "weight" && value.device === device && isShape(value.weight)) {
    const { massG, stable } = value.weight;
    if (!isWhole(massG) || typeof stable !== "boolean") return null;
    return { type: "weight", massG, isStable: stable };
  }
  if (value.type !== "reading" || !isShape(value.reading)) return null;
  return value.reading.device === device ? parseReading(value.reading) : null;
}

function parseReading(value: Record<string, unknown>): ScaleEvent | null {
  const { channel, device, boot, seq, quality, fields } = value;
  if (channel !== "scale" || !isText(device) || !isText(boot) || !isWhole(seq)) return null;
  if (!isShape(fields) || !isWhole(fields.massG)) return null;
  const teraUntil = fields.teraUntil ?? null;
  return {
    type: "reading",
    reading: {
      device,
      boot,
      seq,
      massG: fields.massG,
      isStable: fields.stable === true && quality === "ok",
      isOverload: fields.overload === true || quality === "overload",
      teraUntil: isTextOrNull(teraUntil) ? teraUntil : null,
    },
  };
}
