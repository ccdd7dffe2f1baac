import { describe, expect, it } from "vitest";
import type { Answer, Failure } from "../../edge/request.ts";
import {
  afterTry,
  isAbandoned,
  isWaiting,
  nextToSend,
  tryNow,
  type ReportItem,
} from "./report-item.ts";

const NOW_MS = 1_000_000;
const item = (part: Partial<ReportItem> = {}): ReportItem => ({
  id: "a",
  owner: "sari",
  savedAtMs: NOW_MS,
  key: "key-a",
  words: {
    kind: "burning",
    note: "",
    seenAt: "2026-11-02T03:00:00Z",
    lat: null,
    lon: null,
    place: "pasar",
    device: null,
  },
  photo: null,
  state: "waiting",
  tries: 0,
  nextTryAtMs: 0,
  trouble: null,
  ...part,
});
const failed = (failure: Failure): Answer<unknown> => ({ ok: false, failure });
const refused = (status: number, code: string, retryAfterS: number | null = null) =>
  failed({ reason: "refused", status, code, detail: "", retryAfterS });

describe("a report that waits on the phone", () => {
  it("is dropped after a year in which its writer did not come back to this phone", () => {
    const yearMs = 366 * 86_400_000;
    const savedAtMs = NOW_MS - yearMs;
    expect(isAbandoned(item({ savedAtMs }), "tono", NOW_MS)).toBe(false);
    expect(isAbandoned(item({ savedAtMs: savedAtMs - 1 }), "tono", NOW_MS)).toBe(true);
    expect(isAbandoned(item({ savedAtMs: savedAtMs - 1 }), "sari", NOW_MS)).toBe(false);
    // A clock that was ahead when it was written makes it no older.
    expect(isAbandoned(item({ savedAtMs: NOW_MS + yearMs }), "tono", NOW_MS)).toBe(false);
  });

  it("is gone once it has arrived", () => {
    expect(afterTry(item(), { ok: true, value: "id" }, NOW_MS)).toBeNull();
  });

  it.each([
    ["no answer came", failed({ reason: "network" }), "network"],
    ["the answer was somebody else's", failed({ reason: "answer" }), "unreadable"],
    ["the server broke", refused(500, "internal"), "busy"],
    ["a hotspot asked to sign in", refused(403, ""), "unreadable"],
    ["the session ended", refused(401, "not-signed-in"), "sign-in"],
    ["somebody of the staff signed in instead", refused(403, "not-allowed"), "sign-in"],
  ] as const)("is sent again under the same key when %s", (_why, answer, kind) => {
    const after = afterTry(item(), answer, NOW_MS);
    expect(after).toMatchObject({ state: "waiting", key: "key-a", tries: 1, trouble: { kind } });
    expect(after?.nextTryAtMs).toBeGreaterThan(NOW_MS);
  });

  it("waits for its writer when it was refused", () => {
    const after = afterTry(item(), refused(404, "not-found"), NOW_MS);
    expect(after).toMatchObject({ state: "refused", trouble: { code: "not-found" } });
    expect(after && isWaiting(after)).toBe(false);
    expect(isWaiting(item())).toBe(true);
    expect(nextToSend(after ? [after] : [], NOW_MS)).toBeNull();
    expect(after && tryNow(after)).toBe(after);
  });

  it("waits as long as the server says, up to an hour: a photo is not sent every minute", () => {
    const waitOf = (seconds: number) =>
      (afterTry(item(), refused(429, "too-many-requests", seconds), NOW_MS)?.nextTryAtMs ?? 0) -
      NOW_MS;
    expect(waitOf(600)).toBe(600_000);
    expect(waitOf(50_000)).toBe(3_600_000);
  });

  it.each([
    ["the session ended", refused(401, "not-signed-in")],
    ["somebody of the staff signed in instead", refused(403, "not-allowed")],
  ])("carries no photo in vain each minute after %s", (_why, answer) => {
    const after = afterTry(item({ tries: 9 }), answer, NOW_MS);
    expect(after?.nextTryAtMs).toBe(NOW_MS + 3_600_000);
    // Whoever signs in again opens a page that sends, and that tries at once.
    expect(after && tryNow(after).nextTryAtMs).toBe(0);
  });

  it("lets those behind it go first while it waits", () => {
    const later = item({ id: "later", nextTryAtMs: NOW_MS + 60_000 });
    const due = item({ id: "due", savedAtMs: NOW_MS + 1 });
    expect(nextToSend([later, due], NOW_MS)).toEqual({ item: due, waitMs: 0 });
    expect(nextToSend([later], NOW_MS)).toEqual({ item: later, waitMs: 60_000 });
    expect(nextToSend([tryNow(later), due], NOW_MS)?.item.id).toBe("later");
  });
});
