import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRegistry, type Registry } from "../open.ts";
import type { RegistryDb } from "../tables.ts";
import { removeOldPhotos } from "./report-photos.ts";
import { awaitingTasks, overtakenTasks } from "./task-rounds.ts";

let registry: Registry;
beforeEach(() => {
  registry = openRegistry(":memory:");
});
afterEach(() => registry.close());

/** How the database goes about what `ask` asks, a line for each of its loops. */
async function planOf(ask: (db: RegistryDb) => Promise<unknown>): Promise<string[]> {
  const { db } = registry;
  const nodes: RootOperationNode[] = [];
  const listener: KyselyPlugin = {
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await ask(db.withPlugin(listener));
  const plans = nodes.map(async (node) => {
    const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId());
    const plan = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
    const { rows } = await db.executeQuery<{ detail: string }>(plan);
    return rows.map(({ detail }) => detail);
  });
  return (await Promise.all(plans)).flat();
}

// A round comes every half minute: it must not become slower with every year of alerts.
it("looks for overtaken tasks among those at work, not among all alerts that ended", async () => {
  const [outer] = await planOf((db) => overtakenTasks(db));
  expect(outer).toMatch(/^SEARCH tasks /);
});

it("looks for tasks to open again among alerts that are not over, not among all done", async () => {
  const plan = await planOf((db) => awaitingTasks(db, 0).next());
  expect(plan[0]).toMatch(/^SEARCH alerts USING INDEX alerts_by_state/);
  expect(plan.join("\n")).not.toContain("tasks_by_end");
});

it("looks for old photos among the photos, not among all reports", async () => {
  const plan = await planOf((db) => removeOldPhotos(db, 0));
  expect(plan.join("\n")).not.toMatch(/SCAN (resident_reports|r\b)/);
});
