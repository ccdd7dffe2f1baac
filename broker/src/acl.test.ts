import { describe, expect, it } from "vitest";
import { isAllowed, topicMatches } from "./acl.ts";
import { deviceAnswer } from "./stub-auth.fixture.ts";

describe("topic filter", () => {
  it.each([
    ["a/b", "a/b"],
    ["a/+", "a/b"],
    ["a/+", "a/"],
    ["+/+", "/b"],
    ["a/#", "a/b/c"],
    ["a/#", "a"],
    ["#", "a/b"],
    ["$SYS/#", "$SYS/uptime"],
    ["a/+", "a/+"],
    ["a/#", "a/+/c"],
    ["a/#", "a/#"],
  ])("%s holds %s", (filter, topic) => expect(topicMatches(filter, topic)).toBe(true));

  it.each([
    ["a/b", "a/c"],
    ["a/b", "a"],
    ["a/b", "a/b/c"],
    ["a/+", "a"],
    ["a/+", "a/b/c"],
    ["a/+", "a/#"],
    ["a/b", "a/+"],
    ["+", "#"],
    ["a", "a/#"],
    ["A/b", "a/b"],
    ["#", "$SYS/uptime"],
    ["+/uptime", "$SYS/uptime"],
    ["#", "$resik/inbox/ingest/batch"],
    ["a", ""],
  ])("%s does not hold %s", (filter, topic) => expect(topicMatches(filter, topic)).toBe(false));
});

describe("access rules of a device", () => {
  const rules = deviceAnswer("bin-1").acl ?? [];
  const own = "resik/v1/site-1/bin-1";

  it.each(["bin", "status", "weight", "anything"])("allow publishing its own %s", (channel) =>
    expect(isAllowed(rules, "publish", `${own}/${channel}`)).toBe(true),
  );

  it.each([`${own}/config`, `${own}/command`, `${own}/deposit`])(
    "deny publishing %s although a later rule allows it",
    (topic) => expect(isAllowed(rules, "publish", topic)).toBe(false),
  );

  it.each([own, `${own}/bin/x`, "resik/v1/site-1/bin-2/bin", "resik/v1/site-2/bin-1/bin", ""])(
    "deny publishing %s",
    (topic) => expect(isAllowed(rules, "publish", topic)).toBe(false),
  );

  it.each([`${own}/config`, `${own}/command`])("allow subscribing %s", (topic) =>
    expect(isAllowed(rules, "subscribe", topic)).toBe(true),
  );

  it.each(["#", `${own}/#`, `${own}/+`, `${own}/bin`, "resik/v1/site-1/+/config", "$SYS/#"])(
    "deny subscribing %s",
    (filter) => expect(isAllowed(rules, "subscribe", filter)).toBe(false),
  );

  it("hold for both actions when a rule says all", () => {
    const all = [{ permission: "allow", action: "all", topic: "a" }] as const;
    expect(isAllowed(all, "publish", "a")).toBe(true);
    expect(isAllowed(all, "subscribe", "a")).toBe(true);
  });

  it("deny everything when there are none", () =>
    expect(isAllowed([], "publish", "a")).toBe(false));
});
