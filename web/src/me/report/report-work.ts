import { renewLease } from "../../bank/queue/sender-lock.ts";
import type { SendWork } from "../../bank/queue/sender.ts";
import { requestJson, type Answer } from "../../edge/request.ts";
import { isShape, isText } from "../../edge/shape.ts";
import { afterTry, nextToSend, tryNow, type ReportItem } from "./report-item.ts";
import { changeReport, listReports } from "./report-queue.ts";
import { toBase64 } from "./to-base64.ts";

const LOCK = "resik-reports";
/** A photo on the slowest network that still gets anything through (20 kbit/s). */
export const SEND_MS_MAX = 90_000;

/** Sends the reports that a member wrote on this phone. */
export const reportWork = (owner: string): SendWork => ({
  lock: LOCK,
  part: "report",
  sendDue: (holder, signal) => sendDue(owner, holder, signal),
  endWait: () => endWait(owner),
});

/** One try; the key makes it harmless to repeat. */
const send = ({ owner, words, photo, key }: ReportItem): Promise<Answer<string>> =>
  requestJson(
    "/api/v1/me/reports",
    (value) => (isShape(value) && isText(value.id) ? value.id : null),
    {
      body: {
        ...words,
        member: owner,
        photo: photo && { type: photo.type, base64: toBase64(new Uint8Array(photo.bytes)) },
      },
      idempotencyKey: key,
      limitMs: SEND_MS_MAX,
    },
  );

async function sendDue(owner: string, holder: string, signal: AbortSignal): Promise<number | null> {
  while (!signal.aborted) {
    const next = nextToSend(await listReports(owner), Date.now());
    if (next === null) return null;
    if (next.waitMs > 0) return next.waitMs;
    await renewLease(LOCK, holder);
    const answer = await send(next.item);
    await changeReport(next.item.id, (item) => afterTry(item, answer, Date.now()));
  }
  return null;
}

async function endWait(owner: string): Promise<void> {
  for (const { id } of await listReports(owner)) await changeReport(id, tryNow);
}
