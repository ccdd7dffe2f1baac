import { expect, test } from "vitest";
import type { Answer } from "../../edge/request.ts";
import { loadDevices } from "./load-devices.ts";
import type { DevicePage, DeviceRow } from "./parse-devices.ts";

const row = (id: string): DeviceRow => ({
  id,
  site: "tps-tayu",
  siteName: "TPS Tayu",
  kind: "bin",
  name: id,
  registeredAtMs: 0,
  isRetired: false,
  presence: "never",
  lastSeenAtMs: null,
});

/** Three pages of one device each. */
const PAGES: Record<string, DevicePage> = {
  "": { items: [row("bak-01")], next: "b" },
  b: { items: [row("bak-02")], next: "c" },
  c: { items: [row("bak-03")], next: null },
};

async function fetchPage(cursor: string | null): Promise<Answer<DevicePage>> {
  const value = PAGES[cursor ?? ""];
  return value ? { ok: true, value } : { ok: false, failure: { reason: "network" } };
}

test("as many pages as asked for come in order, with the cursor to the rest", async () => {
  const answer = await loadDevices(fetchPage, 2);
  expect(answer).toEqual({ ok: true, value: { items: [row("bak-01"), row("bak-02")], next: "c" } });
});

test("the end of the list ends the loading", async () => {
  const answer = await loadDevices(fetchPage, 9);
  expect(answer.ok && answer.value.items.map(({ id }) => id)).toEqual([
    "bak-01",
    "bak-02",
    "bak-03",
  ]);
  expect(answer.ok && answer.value.next).toBeNull();
});

test("a page that fails fails the whole: half a list would look like all of it", async () => {
  const fails = async (cursor: string | null): Promise<Answer<DevicePage>> =>
    cursor === "b" ? { ok: false, failure: { reason: "network" } } : fetchPage(cursor);
  expect(await loadDevices(fails, 3)).toEqual({ ok: false, failure: { reason: "network" } });
});
