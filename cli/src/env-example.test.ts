import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { envExample } from "./env-example.ts";
import { PROJECT_DIR } from "./project.ts";
import { SECRET_NAMES } from "./secrets.ts";

test("the committed .env.example is current; `npm run resik -- env-example` makes it so", () => {
  expect(readFileSync(join(PROJECT_DIR, ".env.example"), "utf8")).toBe(envExample());
});

test("every setting is listed once and no secret has a value", () => {
  const names = [...envExample().matchAll(/^#(RESIK_\w+)=/gm)].map((match) => match[1]);
  expect(new Set(names).size).toBe(names.length);
  for (const secret of SECRET_NAMES) {
    expect(names).toContain(secret);
    expect(envExample()).toMatch(new RegExp(`^#${secret}=$`, "m"));
  }
});
