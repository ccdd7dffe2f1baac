import { quarantineDetailSchema, quarantinePageSchema } from "@resik/contract/http/quarantine";
import { QUARANTINE_REASONS as CONTRACT_REASONS } from "@resik/contract/quarantine";
import { expect, test } from "vitest";
import {
  SHOWN_BYTES_MAX,
  SHOWN_CHARACTERS_MAX,
  shownBytes,
  shownJson,
  shownText,
} from "./message-view.ts";
import {
  parseQuarantineDetail,
  QUARANTINE_REASONS,
  quarantinePagePart,
} from "./quarantine-parts.ts";

const base64 = (...bytes: number[]): string => btoa(String.fromCharCode(...bytes));
const ROW = {
  id: "7",
  topic: "resik/v1/tps-puri/bak-01/bin",
  reason: "schema",
  detail: "no v",
  receivedAt: "2026-11-21T00:00:00.000Z",
  bytes: 2,
  replayedAt: null,
};

test("bytes stand eight a row, with the letters among them", () => {
  const { text, isCut } = shownBytes(base64(0x7b, 0x22, 0xff, 0, 1, 2, 3, 4, 0x41));
  expect(text).toBe('0000  7b 22 ff 00 01 02 03 04  {"......\n0008  41                       A');
  expect(isCut).toBe(false);
});

test("a long message shows its beginning, and says so", () => {
  expect(shownText("x".repeat(SHOWN_CHARACTERS_MAX)).isCut).toBe(false);
  const long = shownText("x".repeat(SHOWN_CHARACTERS_MAX + 1));
  expect([long.text.length, long.isCut]).toEqual([SHOWN_CHARACTERS_MAX, true]);
  const bytes = Array.from({ length: SHOWN_BYTES_MAX + 1 }, () => 0);
  expect(shownBytes(base64(...bytes.slice(1))).isCut).toBe(false);
  expect(shownBytes(base64(...bytes)).text.split("\n")).toHaveLength(SHOWN_BYTES_MAX / 8);
  expect(shownBytes(base64(...bytes)).isCut).toBe(true);
});

test("JSON stands one value a line; what is none is left as it came", () => {
  expect(shownJson('{"v":1}')?.text).toBe('{\n  "v": 1\n}');
  expect(shownJson('{"v":1,')).toBeNull();
  expect(shownJson('{ "a": [1, {}, [ ]],\n"b" : "x  {y}" }')?.text).toBe(
    '{\n  "a": [\n    1,\n    {},\n    []\n  ],\n  "b": "x  {y}"\n}',
  );
});

test.each(["12345678901234567890", "1e400", "-0", "3.10", '"\\u00e9"'])(
  "a value such as %s stands as it came",
  (value) => {
    expect(shownJson(`{"v":${value},"v":2}`)?.text).toBe(`{\n  "v": ${value},\n  "v": 2\n}`);
  },
);

test("brackets in brackets do not fill a page with spaces", () => {
  const deep = "[".repeat(4_000) + "]".repeat(4_000);
  expect(shownJson(deep)?.text.length).toBe(SHOWN_CHARACTERS_MAX);
  const long = shownJson(`[${"1,".repeat(SHOWN_CHARACTERS_MAX)}1]`);
  expect([long?.text.length, long?.isCut]).toEqual([SHOWN_CHARACTERS_MAX, true]);
});

test("reasons, pages and messages are read as the contract has them", () => {
  expect(QUARANTINE_REASONS).toEqual(CONTRACT_REASONS);
  const page = { rows: [ROW], next: null };
  expect(quarantinePageSchema.safeParse(page).success).toBe(true);
  const receivedAt = Date.parse(ROW.receivedAt);
  expect(quarantinePagePart(page)).toEqual({ items: [{ ...ROW, receivedAt }], next: null });
  expect(quarantinePagePart({ rows: [{ ...ROW, reason: "bored" }], next: null })).toBeUndefined();
  const detail = { ...ROW, payloadBase64: "e30=", payloadText: null };
  expect(quarantineDetailSchema.safeParse(detail).success).toBe(true);
  expect(parseQuarantineDetail(detail)?.payloadText).toBeNull();
});
