import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAlert } from "../alerts.ts";
import { registerDevice } from "../devices.ts";
import { openRegistry, type Registry } from "../open.ts";
import { addSite } from "../sites.ts";
import { listAlerts, viewAlert } from "./alert-list.ts";
import { createTask } from "./task-creation.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const SITE = siteIdSchema.parse("tps-01");

let registry: Registry;
beforeEach(async () => {
  registry = openRegistry(":memory:");
  const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
  await addSite(registry.db, { id: SITE, name: "TPS 1", kind: "tps", ...place });
});
afterEach(() => registry.close());

const keepRule = (id: string, rule: string | null) =>
  registry.db
    .insertInto("alert_rules")
    .values({ id, rule, version: 1, changed_at_ms: NOW_MS })
    .execute();
const raise = (rule: string) =>
  openAlert(
    registry.db,
    { id: `of-${rule}`, rule, subject: SITE, site: SITE, severity: "warning", value: 1 },
    NOW_MS,
  );
const nameOf = async (rule: string) => (await viewAlert(registry.db, `of-${rule}`))?.ruleName;

describe("the name of an alert's rule", () => {
  it("is the one that somebody gave it, and none for one that nobody named", async () => {
    const [builtIn] = DEFAULT_ALERT_RULES;
    if (!builtIn) throw new Error("the program has rules");
    // A row keeps a rule without its id.
    const given = { ...builtIn, id: undefined, name: "Bak penuh di pasar" };
    await keepRule("bin-market", JSON.stringify(given));
    await keepRule("bin-hot", null);
    for (const rule of ["bin-market", "bin-hot", "bin-full"]) await raise(rule);
    expect(await nameOf("bin-market")).toBe("Bak penuh di pasar");
    expect(await nameOf("bin-hot")).toBeNull();
    expect(await nameOf("bin-full")).toBeNull();
  });

  it("does not keep alerts from being seen when the rule cannot be read", async () => {
    await keepRule("bin-full", '{"condition":{"kind":"figure","figure":"ofLater"}}');
    await keepRule("own-rule", "not JSON");
    for (const rule of ["bin-full", "own-rule", "bin-hot"]) await raise(rule);
    const listed = await listAlerts(registry.db, { scope: "all", beforeSeq: 0, limit: 10 });
    expect(listed.map(({ view }) => [view.rule, view.ruleName])).toEqual([
      ["bin-hot", null],
      ["own-rule", "own-rule"],
      ["bin-full", null],
    ]);
  });
});

describe("a device that has the id of a site", () => {
  const ELSEWHERE = siteIdSchema.parse("tps-02");
  const TWIN = deviceIdSchema.parse(SITE);
  const twin = { id: TWIN, kind: "bin", name: "Bak di seberang", lat: -6.7, lon: 111 } as const;
  beforeEach(async () => {
    const { db } = registry;
    const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.76, lon: 111.05 };
    await addSite(db, { id: ELSEWHERE, name: "TPS 2", kind: "tps", ...place });
    await registerDevice(db, { ...twin, site: ELSEWHERE }, NOW_MS);
    const alert = { subject: SITE, severity: "warning", value: 1 } as const;
    await openAlert(db, { ...alert, id: "site", rule: "site-silent", site: SITE }, NOW_MS);
    await openAlert(db, { ...alert, id: "device", rule: "bin-full", site: ELSEWHERE }, NOW_MS);
  });

  it("is not what an alert about the site is about, and is what its own is about", async () => {
    expect(await viewAlert(registry.db, "site")).toMatchObject({
      subjectName: "TPS 1",
      subjectKind: "site",
      lat: -6.75,
    });
    expect(await viewAlert(registry.db, "device")).toMatchObject({
      subjectName: "Bak di seberang",
      subjectKind: "bin",
      lat: -6.7,
    });
  });

  it("gets the tasks of its own alerts and none of the site's", async () => {
    const dueAt = new Date(NOW_MS).toISOString();
    const by = { id: null, name: "Wati" };
    for (const [alert, place] of [
      ["site", { site: SITE, device: null }],
      ["device", { site: ELSEWHERE, device: TWIN }],
    ] as const) {
      const request = { kind: "check-power", alert, owner: null, dueAt } as const;
      const made = createTask(registry.db, request, { id: `of-${alert}`, by, nowMs: NOW_MS });
      expect(await made).toMatchObject({ ok: true, value: place });
    }
  });

  it("cannot stand at that site, where nobody could tell them apart", async () => {
    const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.76, lon: 111.05 };
    const site = siteIdSchema.parse("tps-03");
    await addSite(registry.db, { id: site, name: "TPS 3", kind: "tps", ...place });
    const own = { ...twin, id: deviceIdSchema.parse(site) };
    expect(await registerDevice(registry.db, { ...own, site }, NOW_MS)).toMatchObject({
      ok: false,
      code: "already-exists",
      detail: "device id tps-03 is taken by its own site",
    });
    expect(await registerDevice(registry.db, { ...own, site: SITE }, NOW_MS)).toMatchObject({
      ok: true,
    });
  });
});
