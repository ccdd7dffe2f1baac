import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreUnavailableError } from "../port.ts";
import type { WriteOutcome } from "./write-request.ts";
import { writeLines } from "./write-lines.ts";

interface StubRules {
  /** Lines the server does not take. */
  guilty: ReadonlySet<string>;
  /** Keeps the good lines of a request it refuses, as 1.x and 2.x do for type conflicts. */
  keepsGood: boolean;
  /** Names the guilty lines, as 3 Core does. */
  names: boolean;
  /** Most lines of one request; more is 413. */
  linesMax: number;
}

/** A server of a few rules, which remembers what it stored and how often it was asked. */
function stubServer({ guilty, keepsGood, names, linesMax }: StubRules) {
  const stored = new Set<string>();
  let requests = 0;
  return {
    stored,
    requests: () => requests,
    async write(_retention: string, lines: readonly string[]): Promise<WriteOutcome> {
      requests += 1;
      if (lines.length > linesMax) return { ok: false, detail: "413", tooLarge: true, named: [] };
      const named = lines.flatMap((line, index) =>
        guilty.has(line) ? [{ index, detail: `refused ${line}` }] : [],
      );
      if (named.length === 0 || keepsGood) {
        for (const line of lines) if (!guilty.has(line)) stored.add(line);
      }
      if (named.length === 0) return { ok: true };
      const detail = named[0]?.detail ?? "";
      return { ok: false, detail, tooLarge: false, named: names ? named : [] };
    },
  };
}

const CASES = fc.record({
  count: fc.integer({ min: 0, max: 60 }),
  guilty: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 60 }),
  keepsGood: fc.boolean(),
  names: fc.boolean(),
  linesMax: fc.integer({ min: 1, max: 80 }),
});

describe("writing lines", () => {
  it("stores every good line and finds exactly the refused ones, in bounded work", async () => {
    await fc.assert(
      fc.asyncProperty(CASES, async ({ count, guilty, keepsGood, names, linesMax }) => {
        const lines = Array.from({ length: count }, (_, index) => `line-${index}`);
        const bad = guilty.filter((index) => index < count).sort((a, b) => a - b);
        const badLines = new Set(bad.map((index) => `line-${index}`));
        const server = stubServer({ guilty: badLines, keepsGood, names, linesMax });
        const { refused } = await writeLines(server, "raw", lines);
        expect(refused.map(({ index }) => index)).toEqual(bad);
        expect(refused.map(({ detail }) => detail)).toEqual(bad.map((i) => `refused line-${i}`));
        expect(server.stored).toEqual(new Set(lines.filter((line) => !badLines.has(line))));
        expect(server.requests()).toBeLessThanOrEqual(2 * count);
      }),
    );
  });

  it("asks once for a batch without a bad line, and never for none", async () => {
    const rules = { guilty: new Set<string>(), keepsGood: true, names: false, linesMax: 9 };
    const server = stubServer(rules);
    await writeLines(server, "raw", ["a", "b"]);
    await writeLines(server, "raw", []);
    expect(server.requests()).toBe(1);
  });

  it("needs twice the depth of halving for one bad line, and two requests when it is named", async () => {
    const lines = Array.from({ length: 1_024 }, (_, index) => `line-${index}`);
    const rules = { guilty: new Set(["line-700"]), keepsGood: false, linesMax: 2_000 };
    const silent = stubServer({ ...rules, names: false });
    await writeLines(silent, "raw", lines);
    expect(silent.requests()).toBe(1 + 2 * 10);
    const naming = stubServer({ ...rules, names: true });
    await writeLines(naming, "raw", lines);
    expect(naming.requests()).toBe(2);
  });

  it("blames a single line that is too large by itself", async () => {
    const tooLarge = { ok: false, detail: "too large", tooLarge: true, named: [] } as const;
    const server = { write: async () => tooLarge };
    expect(await writeLines(server, "raw", ["a", "b"])).toEqual({
      refused: [
        { index: 0, detail: "too large" },
        { index: 1, detail: "too large" },
      ],
    });
  });

  it("gives up at once when the server cannot be had, whatever was found so far", async () => {
    let requests = 0;
    const server = {
      async write(): Promise<WriteOutcome> {
        requests += 1;
        if (requests === 2) throw new StoreUnavailableError("away", { retryAfterMs: 2_000 });
        return { ok: false, detail: "no", tooLarge: false, named: [] };
      },
    };
    await expect(writeLines(server, "raw", ["a", "b"])).rejects.toMatchObject({
      retryAfterMs: 2_000,
    });
    expect(requests).toBe(2);
  });
});
