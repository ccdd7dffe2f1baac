import { describe, expect, it } from "vitest";
import { StoreUnavailableError } from "../port.ts";
import { parseQueryAnswer } from "./query-answer.ts";

const answer = (...series: object[]): string =>
  JSON.stringify({ results: [{ statement_id: 0, series }] });

const air = (values: unknown[][], more: object = {}): object => ({
  name: "air",
  tags: { device: "a" },
  columns: ["time", "v"],
  values,
  ...more,
});

describe("an answer to a question", () => {
  it("keeps every digit of an instant, and values as they are", () => {
    const [series] = parseQueryAnswer(
      answer(
        air([
          ["2023-11-14T22:13:20.000000001Z", 1.5],
          ["2023-11-14T22:13:20.1Z", null],
          ["2023-11-14T22:13:21Z", "text"],
          ["1969-12-31T23:59:59.999999999Z", true],
        ]),
      ),
    );
    expect(series).toEqual({
      name: "air",
      tags: { device: "a" },
      columns: ["time", "v"],
      values: [
        [1_700_000_000_000_000_001n, 1.5],
        [1_700_000_000_100_000_000n, null],
        [1_700_000_001_000_000_000n, "text"],
        [-1n, true],
      ],
    });
  });

  it("is empty where nothing was found", () => {
    expect(parseQueryAnswer('{"results":[{"statement_id":0}]}')).toEqual([]);
  });

  it("joins chunks of a series, and keeps series apart", () => {
    const chunk = (partial: boolean, ...series: object[]): string =>
      JSON.stringify({ results: [{ series, ...(partial ? { partial } : {}) }] });
    const at = (second: number): unknown[] => [`1970-01-01T00:00:0${second}Z`, second];
    const text = [
      chunk(true, air([at(1)], { partial: true })),
      chunk(true, air([at(2)])),
      chunk(false, air([at(3)], { tags: { device: "b" } })),
    ].join("\n");
    expect(parseQueryAnswer(`${text}\n`).map(({ tags, values }) => [tags, values.length])).toEqual([
      [{ device: "a" }, 2],
      [{ device: "b" }, 1],
    ]);
  });

  it.each([
    ["nothing", ""],
    ["a page of a proxy", "<html>"],
    ["another JSON", "[1]"],
    ["no result", '{"results":[]}'],
    ["two results", '{"results":[{},{}]}'],
    ["an error of the whole", '{"error":"timeout"}'],
    ["an error of the statement", '{"results":[{"error":"database not found: resik"}]}'],
    ["an error after a chunk", '{"results":[{"partial":true}]}\n{"results":[{"error":"timeout"}]}'],
    ["an end in the middle", '{"results":[{"partial":true}]}'],
    ["a series cut by max-row-limit", answer(air([], { partial: true }))],
    ["a row of another width", answer(air([["1970-01-01T00:00:00Z"]]))],
    ["a row that is none", '{"results":[{"series":[{"columns":["v"],"values":[1]}]}]}'],
    ["an instant as a number", answer(air([[1_700_000_000_000_000_000, 1]]))],
    ["an instant of another zone", answer(air([["1970-01-01T07:00:00+07:00", 1]]))],
    ["an instant that is none", answer(air([["1970-13-01T00:00:00Z", 1]]))],
    ["ten decimals", answer(air([["1970-01-01T00:00:00.0000000001Z", 1]]))],
  ])("is refused: %s", (_, body) => {
    expect(() => parseQueryAnswer(body)).toThrow(StoreUnavailableError);
  });

  it("names what the server said", () => {
    const body = '{"results":[{"error":"database not found: resik"}]}';
    expect(() => parseQueryAnswer(body)).toThrow("InfluxDB: database not found: resik");
  });
});
