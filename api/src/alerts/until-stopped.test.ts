import { afterEach, beforeEach, expect, it } from "vitest";
import { openAlertDesk, type AlertDesk } from "./alert-desk.fixture.ts";
import { untilStopped } from "./until-stopped.ts";

const SITE = "tps-01";
const BINS = ["bin-01", "bin-02", "bin-03", "bin-04"];

let desk: AlertDesk;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite(SITE);
  for (const id of BINS) {
    await desk.addDevice(id, SITE, "bin");
    await desk.say({ device: id, site: SITE, fields: { fillRatio: 0.3 } });
  }
});
afterEach(() => desk.close());

/** Evaluates with a source that is stopped with the given question for a window. */
async function evaluate(stopAt: number): Promise<{ windows: number; error: unknown }> {
  const stopping = new AbortController();
  let windows = 0;
  const counted = {
    latest: desk.store.latest,
    series: desk.store.series,
    scan(query: Parameters<typeof desk.store.scan>[0]) {
      if (++windows === stopAt) stopping.abort();
      return desk.store.scan(query);
    },
  };
  const evaluator = desk.start({ source: untilStopped(counted, stopping.signal) });
  const error = await evaluator.evaluate().then(
    () => null,
    (reason: unknown) => reason,
  );
  return { windows, error };
}

it("reads everything while nobody stops", async () => {
  expect(await evaluate(Infinity)).toEqual({ windows: BINS.length, error: null });
});

it("ends with the read that is under way, and decides nothing on half of them", async () => {
  const { windows, error } = await evaluate(2);
  expect(windows).toBe(2);
  expect(error).toHaveProperty("name", "AbortError");
  expect(await desk.history()).toEqual([]);
});
