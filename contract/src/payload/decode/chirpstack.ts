import type { ForeignPayloadFormat } from "../format.ts";
import { parseDocumentTime } from "./document-time.ts";
import { valueAt } from "./field-path.ts";
import type { Stamp } from "./identity.ts";
import { mappedReadings } from "./mapped-readings.ts";
import { decoded, isObject, refuse, type Decoding, type Outcome } from "./outcome.ts";

const DEV_EUI = /^[0-9a-f]{16}$/;
const DEV_ADDR = /^[0-9a-f]{8}$/;
const COUNTER_MAX = 2 ** 32 - 1;
const HALF = 2 ** 16;

/**
 * ChirpStack 4's `up` event as its MQTT integration sends it in JSON. Paths of the mapping start at
 * the event: `object.…` is what the codec of the device profile made of the frame.
 */
export function decodeChirpstack(document: unknown, format: ForeignPayloadFormat): Decoding {
  if (!isObject(document)) return refuse("the event is not an object");
  if ("applicationID" in document || "devEUI" in document) {
    return refuse("this is an event of ChirpStack 3; version 4 is needed");
  }
  const stamp = stampOf(document);
  if (!stamp.ok) return stamp;
  const found = format.mapping.flatMap((entry) => {
    const value = valueAt(document, entry.from);
    return value === undefined ? [] : [{ entry, value }];
  });
  const readings = mappedReadings(found, format, stamp.value);
  if (!readings.ok || readings.value.length > 0) return readings;
  return refuse(
    document.object === undefined
      ? "the event has no object: the device profile needs a codec, or this is no up event"
      : "the event has nothing that the mapping names",
  );
}

/**
 * A frame is (device, session, counter), and the second in which the network heard it: a device
 * that begins to count anew in the same session is not taken for one that repeats itself. The whole
 * second counts: one that sends each minute has the lower halves of both numbers again after 65,536
 * frames.
 */
function stampOf(event: Readonly<Record<string, unknown>>): Outcome<Stamp> {
  const devEui = valueAt(event, "deviceInfo.devEui");
  const { devAddr, fCnt = 0, time } = event;
  if (typeof devEui !== "string" || !DEV_EUI.test(devEui)) {
    return refuse("deviceInfo.devEui is not an EUI of sixteen hexadecimal digits");
  }
  if (typeof devAddr !== "string" || !DEV_ADDR.test(devAddr)) {
    return refuse("devAddr is not an address of eight hexadecimal digits: is this an up event?");
  }
  if (typeof fCnt !== "number" || !Number.isInteger(fCnt) || fCnt < 0 || fCnt > COUNTER_MAX) {
    return refuse("fCnt is not a frame counter");
  }
  const session = `${devEui}-${devAddr}`;
  if (time === undefined || time === null) {
    return decoded({
      identityOf: () => ({ boot: `${session}-n`, seq: fCnt }),
      sampledAtMs: null,
    });
  }
  const sampledAtMs = typeof time === "string" ? parseDocumentTime(time, 0) : null;
  if (sampledAtMs === null) return refuse("time is not an RFC 3339 time");
  const second = Math.floor(sampledAtMs / 1_000);
  const high = Math.floor(second / HALF);
  const seq = (second - high * HALF) * HALF + (fCnt % HALF);
  return decoded({ identityOf: () => ({ boot: `${session}-${high}`, seq }), sampledAtMs });
}
