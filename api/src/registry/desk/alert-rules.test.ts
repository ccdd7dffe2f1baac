import { afterEach, beforeEach, expect, it } from "vitest";
import { openRegistry, type Registry } from "../open.ts";
import { effectiveRules, putRule, standingRules } from "./alert-rules.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
let registry: Registry;
beforeEach(() => {
  registry = openRegistry(":memory:");
});
afterEach(() => registry.close());

const keep = (id: string, rule: string) =>
  registry.db
    .insertInto("alert_rules")
    .values({ id, rule, version: 3, changed_at_ms: NOW_MS })
    .execute();
const find = async (id: string) =>
  (await standingRules(registry.db)).find(({ rule }) => rule.id === id);

it("counts as it came when what somebody made of it cannot be read", async () => {
  await keep("bin-full", '{"condition":{"kind":"figure","figure":"ofLater"}}');
  expect(await find("bin-full")).toMatchObject({
    isUnreadable: true,
    version: 3,
    rule: { enabled: true, condition: { figure: "fillRatio" } },
  });
});

it("is switched off, seen and set anew where it was somebody's own", async () => {
  await keep("own-rule", "not JSON");
  const found = await find("own-rule");
  expect(found).toMatchObject({ isUnreadable: true, rule: { enabled: false, name: "own-rule" } });
  if (!found) throw new Error("it is there");
  const { id, ...rule } = found.rule;
  const change = { version: 3, rule: { ...rule, name: "Anew", enabled: true }, nowMs: NOW_MS };
  const put = await registry.db.transaction().execute((trx) => putRule(trx, id, change));
  expect(put).toMatchObject({ ok: true, value: { isUnreadable: false, rule: { name: "Anew" } } });
});

it("leaves every other rule in force", async () => {
  const before = (await effectiveRules(registry.db)).filter(({ enabled }) => enabled);
  await keep("own-rule", "{}");
  const after = (await effectiveRules(registry.db)).filter(({ enabled }) => enabled);
  expect(after).toEqual(before);
});

it("needs a name where people made it, because messages would show its id", async () => {
  const [builtIn] = await standingRules(registry.db);
  if (!builtIn) throw new Error("the program has rules");
  const put = (id: string, name: string | null) =>
    registry.db.transaction().execute((trx) => {
      // A row keeps a rule without its id.
      const rule = { ...builtIn.rule, id: undefined, name };
      return putRule(trx, id, { version: 0, rule, nowMs: NOW_MS });
    });
  expect(await put("bin-market", null)).toMatchObject({ ok: false, code: "invalid-input" });
  expect(await find("bin-market")).toBeUndefined();
  expect(await put("bin-market", "Bak penuh di pasar")).toMatchObject({
    value: { isUnreadable: false },
  });
  expect(await put(builtIn.rule.id, null)).toMatchObject({ ok: true, value: { isChanged: true } });
});
