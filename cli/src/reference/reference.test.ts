import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHANNELS } from "@resik/contract/channel";
import { ERROR_CODES } from "@resik/contract/error-code";
import * as limits from "@resik/contract/limits";
import { FIELDS } from "@resik/contract/series";
import { SHAPES } from "../env-example.ts";
import { PROJECT_DIR } from "../project.ts";
import { reference } from "./reference.ts";

test("the committed docs/reference.md is current; `npm run reference` makes it so", () => {
  expect(readFileSync(join(PROJECT_DIR, "docs", "reference.md"), "utf8")).toBe(reference());
});

test("every channel, field, limit, error code and setting has its row", () => {
  const named = new Set(
    [...reference().matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? ""),
  );
  const wanted = [
    ...Object.keys(CHANNELS),
    ...Object.values(FIELDS).flatMap((fields) => Object.keys(fields)),
    ...Object.keys(limits),
    ...ERROR_CODES,
    ...SHAPES.flatMap(([, shape]) => Object.keys(shape)),
  ];
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});

test("every channel has a section with its payload", () => {
  const sections = Object.keys(CHANNELS).map((channel) => `\n### \`${channel}\`\n`);
  expect(sections.filter((heading) => !reference().includes(heading))).toEqual([]);
});
