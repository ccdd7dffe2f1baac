import { expect, test } from "vitest";
import { parseLogLine } from "./log-line.ts";

test("a warning and an error are urgent and short", () => {
  expect(parseLogLine('{"level":40,"time":1,"program":"api","msg":"store is slow"}')).toEqual({
    kind: "record",
    urgent: true,
    text: "warning: store is slow",
  });
  expect(parseLogLine('{"level":50,"msg":"lost","err":{"message":"disk","stack":"…"}}')).toEqual({
    kind: "record",
    urgent: true,
    text: "error: lost (disk)",
  });
});

test("an ordinary record is not urgent", () => {
  expect(parseLogLine('{"level":30,"msg":"ready"}')).toMatchObject({ urgent: false });
});

test.each(["resik api: Port 80 is in use.", "{ not json", '{"other":"json"}', ""])(
  "%j is text and kept as it is",
  (line) => {
    expect(parseLogLine(line)).toEqual({ kind: "text", text: line });
  },
);
