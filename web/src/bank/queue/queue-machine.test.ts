import { expect, test } from "vitest";
import type { Failure } from "../../edge/request.ts";
import { isUnsent, type QueueItem } from "./queue-item.ts";
import {
  afterTry,
  BREAKDOWNS_MAX,
  decide,
  discard,
  foundInBook,
  nextToSend,
  tryNow,
  WAIT_MS_FIRST,
  WAIT_MS_MAX,
} from "./queue-machine.ts";

const NOW_MS = 1_800_000_000_000;

const paper: QueueItem["paper"] = {
  id: null,
  kind: "deposit",
  bank: { id: "bsu-melati", name: "Melati", address: null, phone: null, note: null },
  member: { number: "0010001", name: "Sari" },
  operatorName: "Wati",
  occurredAtMs: NOW_MS,
  akad: "saved",
  productName: "Reguler",
  fundName: null,
  buyerName: null,
  delivery: "dropped-off",
  lines: [],
  grossRupiah: 0,
  shareRupiah: 0,
  share: null,
  netRupiah: 0,
  balanceRupiah: null,
};

const item = (change: Partial<QueueItem> = {}): QueueItem => ({
  id: "draft-1",
  bank: "bsu-melati",
  savedAtMs: NOW_MS,
  savedByName: "Wati",
  state: "waiting",
  body: {
    occurredAt: "2027-01-15T08:00:00.000Z",
    payee: { akad: "saved", member: "sari", product: "reguler" },
    valued: "now",
    hop: "member",
    delivery: "dropped-off",
    lines: [{ item: "pet", grade: "bersih", quantity: 1_000, evidence: null, priceVersion: 2 }],
  },
  key: "key-1",
  tries: 0,
  breakdowns: 0,
  nextTryAtMs: 0,
  trouble: null,
  history: [],
  paper,
  seq: null,
  receipt: null,
  ...change,
});

const refusal = (status: number, code: string, retryAfterS: number | null = null): Failure => ({
  reason: "refused",
  status,
  code,
  detail: "",
  retryAfterS,
});
const failed = (failure: Failure) => ({ ok: false as const, failure });
const posted = { ok: true as const, value: { seq: 7, receipt: null } };
const offline = failed({ reason: "network" });

test("deposits go out one at a time, in the order of saving", () => {
  const late = item({ id: "b", savedAtMs: NOW_MS + 1 });
  const early = item({ id: "a" });
  expect(nextToSend([late, early], NOW_MS)).toEqual({ item: early, waitMs: 0 });
});

test("what failed for want of a network holds back those behind it", () => {
  const first = afterTry(item(), offline, NOW_MS);
  const second = item({ id: "b", savedAtMs: NOW_MS + 1 });
  const next = nextToSend([second, first], NOW_MS);
  expect(next).toEqual({ item: first, waitMs: WAIT_MS_FIRST });
});

test("the wait doubles up to its bound, and a hurry ends it", () => {
  let now = item();
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    now = afterTry(now, offline, NOW_MS);
    waits.push(now.nextTryAtMs - NOW_MS);
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(nextToSend([tryNow(now)], NOW_MS)?.waitMs).toBe(0);
});

test("a doubtful outcome keeps the key and the body to the byte", () => {
  const doubts = [
    offline,
    failed({ reason: "answer" }),
    failed(refusal(429, "too-many-requests")),
    failed(refusal(500, "internal")),
    failed(refusal(503, "store-unavailable")),
    failed(refusal(401, "not-signed-in")),
    // The sign-in page of somebody else's network.
    failed(refusal(403, "")),
    failed(refusal(404, "")),
  ];
  for (const doubt of doubts) {
    const before = item();
    const after = afterTry(before, doubt, NOW_MS);
    expect(after.state).toBe("waiting");
    expect(after.key).toBe(before.key);
    expect(after.body).toBe(before.body);
  }
});

test("a busy server is left alone as long as it asks for, within the bound", () => {
  const asked = (retryAfterS: number) =>
    afterTry(item(), failed(refusal(429, "too-many-requests", retryAfterS)), NOW_MS).nextTryAtMs;
  expect(asked(30)).toBe(NOW_MS + 30_000);
  expect(asked(9_999)).toBe(NOW_MS + WAIT_MS_MAX);
});

test("a deposit that breaks the server lets the others go first, and is never dropped", () => {
  let broken = item();
  for (let tries = 0; tries < BREAKDOWNS_MAX; tries++) {
    broken = afterTry(broken, failed(refusal(500, "internal")), NOW_MS);
  }
  const behind = item({ id: "b", savedAtMs: NOW_MS + 1 });
  expect(nextToSend([broken, behind], NOW_MS)?.item).toBe(behind);
  expect(nextToSend([broken], NOW_MS)?.item).toBe(broken);
});

test("a refusal waits for a person and holds nobody back", () => {
  for (const code of ["price-changed", "member-retired", "reading-used", "invalid-input"]) {
    const refused = afterTry(item(), failed(refusal(409, code)), NOW_MS);
    expect(refused.state).toBe("needs-person");
    expect(refused.trouble?.code).toBe(code);
    expect(isUnsent(refused)).toBe(true);
    const behind = item({ id: "b", savedAtMs: NOW_MS + 1 });
    expect(nextToSend([refused, behind], NOW_MS)?.item).toBe(behind);
    expect(nextToSend([refused], NOW_MS)).toBeNull();
  }
});

test("what a person decided goes out with a new key, and the history keeps the old one", () => {
  const refused = afterTry(item(), failed(refusal(409, "price-changed")), NOW_MS);
  const body = { ...refused.body, hop: "induk" as const };
  const again = decide(refused, { key: "key-2", nowMs: NOW_MS + 5, body, paper });
  expect(again).toMatchObject({ state: "waiting", key: "key-2", tries: 0, body });
  expect(again.history.map(({ what, key, code }) => [what, key, code])).toEqual([
    ["refused", "key-1", "price-changed"],
    ["changed", "key-2", null],
  ]);
});

test("nobody can change or give up what may be in the book", () => {
  const decision = { key: "key-2", nowMs: NOW_MS, body: item().body, paper };
  for (const state of ["waiting", "sent", "discarded"] as const) {
    const before = item({ state });
    expect(decide(before, decision)).toBe(before);
    expect(discard(before, "Salah", NOW_MS)).toBe(before);
    expect(foundInBook(before, 7, NOW_MS)).toBe(before);
  }
});

test("what is given up stays, with its reason", () => {
  const refused = afterTry(item(), failed(refusal(409, "member-retired")), NOW_MS);
  const given = discard(refused, "Salah orang", NOW_MS);
  expect(given.state).toBe("discarded");
  expect(given.history[given.history.length - 1]).toMatchObject({
    what: "discarded",
    reason: "Salah orang",
  });
  expect(isUnsent(given)).toBe(false);
});

test("an answer from the book ends it, also when it was found there later", () => {
  expect(afterTry(item(), posted, NOW_MS)).toMatchObject({ state: "sent", seq: 7, trouble: null });
  const conflict = afterTry(item(), failed(refusal(409, "idempotency-conflict")), NOW_MS);
  expect(foundInBook(conflict, 9, NOW_MS)).toMatchObject({ state: "sent", seq: 9 });
});
