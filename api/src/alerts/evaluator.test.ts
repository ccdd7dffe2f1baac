import { DEFAULT_ALERT_RULES, type AlertRule } from "@resik/contract/alert-rule";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailableError, type ReadingSource } from "@resik/readings/port";
import { retireDevice } from "../registry/devices.ts";
import { MINUTE_MS, openAlertDesk, type AlertDesk } from "./alert-desk.fixture.ts";
import { LEASE_MS, type Evaluator } from "./evaluator.ts";

const HOUR_MS = 60 * MINUTE_MS;
const FULL = { fillRatio: 0.9 };

let desk: AlertDesk;
let evaluator: Evaluator;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite("tps-01");
  await desk.addDevice("bin-01", "tps-01", "bin");
  evaluator = desk.start();
});
afterEach(() => desk.close());

/** A start of the program with these rules. */
async function restart(rules: readonly AlertRule[]): Promise<Evaluator> {
  await evaluator.release();
  return desk.start({ rules });
}

/** Evaluates again and again while time goes on; what is said each time keeps devices alive. */
async function pass(minutes: number, say: () => Promise<unknown> = async () => {}): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    await desk.clock.advance(MINUTE_MS);
    await say();
    await evaluator.evaluate();
  }
}

describe("a rule with a duration", () => {
  it("opens once when its condition held so long, and resolves beyond its clear limit", async () => {
    await desk.say({ device: "bin-01", site: "tps-01", fields: FULL });
    await pass(10);
    expect(await desk.history()).toEqual([]);
    await pass(10);
    expect(await desk.history()).toEqual(["bin-full bin-01 open"]);
    await desk.say({ device: "bin-01", site: "tps-01", fields: { fillRatio: 0.75 } });
    await pass(1);
    expect(await desk.history()).toHaveLength(1);
    // One echo from the floor may be a wrong one; the second is believed.
    await desk.say({ device: "bin-01", site: "tps-01", fields: { fillRatio: 0.1 } });
    await pass(5);
    expect(await desk.history()).toHaveLength(1);
    await desk.say({ device: "bin-01", site: "tps-01", fields: { fillRatio: 0.1 } });
    await pass(1);
    expect(await desk.history()).toEqual(["bin-full bin-01 open", "bin-full bin-01 resolved"]);
    const [row] = await desk.registry.db.selectFrom("alerts").selectAll().execute();
    expect(row).toMatchObject({ state: "resolved", transitions: 2, site: "tps-01" });
    expect(row?.value).toBeCloseTo(0.1, 2);
  });

  it("begins its duration anew when the condition broke off", async () => {
    const lean = (tiltDeg: number) =>
      desk.say({ device: "bin-01", site: "tps-01", fields: { tiltDeg } });
    await lean(40);
    await pass(4);
    await lean(15);
    await pass(1);
    await lean(40);
    await pass(5);
    expect(await desk.history()).toEqual([]);
    await pass(1);
    expect(await desk.history()).toEqual(["bin-tilted bin-01 open"]);
  });

  it("is neither raised nor cleared by a quality that says nothing of the level", async () => {
    const blind = {
      device: "bin-01",
      site: "tps-01",
      quality: "blind-zone",
      fields: FULL,
    } as const;
    await desk.say(blind);
    await pass(30);
    expect(await desk.history()).toEqual([]);
    await desk.say({ device: "bin-01", site: "tps-01", fields: FULL });
    await pass(11);
    expect(await desk.history()).toEqual(["bin-full bin-01 open"]);
    await desk.say({ ...blind, fields: { fillRatio: 0 } });
    await desk.say({ ...blind, quality: "no-echo", fields: {} });
    await pass(3);
    expect(await desk.history()).toEqual(["bin-full bin-01 open"]);
  });

  it("does not judge what is old", async () => {
    const atMs = desk.clock.nowMs() - 25 * HOUR_MS;
    await desk.say({ device: "bin-01", site: "tps-01", fields: FULL, atMs });
    desk.states.set("bin-01", "online");
    await pass(15);
    expect(await desk.history()).not.toContain("bin-full bin-01 open");
  });
});

/** Rules of a new installation alone, by the beginning of their names. */
const only = (prefix: string) => DEFAULT_ALERT_RULES.filter(({ id }) => id.startsWith(prefix));

/** A sensor never says the same value twice for long. */
const noise = (): number => (desk.clock.nowMs() / MINUTE_MS) % 2;

describe("rules on other things", () => {
  it("a hot bin is critical at once, whatever the echo says", async () => {
    await desk.say({
      device: "bin-01",
      site: "tps-01",
      quality: "no-echo",
      fields: { temperatureC: 70 },
    });
    await pass(1);
    expect(await desk.history()).toEqual(["bin-hot bin-01 open"]);
    const [row] = await desk.registry.db.selectFrom("alerts").selectAll().execute();
    expect(row).toMatchObject({ severity: "critical", value: 70 });
    await desk.say({ device: "bin-01", site: "tps-01", fields: { temperatureC: 40 } });
    await pass(1);
    expect(await desk.history()).toHaveLength(2);
  });

  it("PM2.5 is judged by the mean of an hour, not by a peak", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    evaluator = await restart(only("pm25"));
    const breathe = (value: number) => () =>
      desk.say({
        device: "air-01",
        site: "tps-01",
        channel: "air",
        fields: { pm25UgM3: value + noise() },
      });
    await pass(50, breathe(30));
    await pass(3, breathe(300));
    expect(await desk.history()).toEqual([]);
    await pass(17, breathe(300));
    expect(await desk.history()).toEqual(["pm25-high air-01 open"]);
    await pass(60, breathe(200));
    expect(await desk.history()).toEqual(["pm25-high air-01 open", "pm25-very-high air-01 open"]);
    await pass(75, breathe(10));
    expect((await desk.history()).slice(2)).toEqual([
      "pm25-very-high air-01 escalated",
      "pm25-very-high air-01 resolved",
      "pm25-high air-01 resolved",
    ]);
  });

  it("a mean of less than half of its window says nothing", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await pass(29, () =>
      desk.say({ device: "air-01", site: "tps-01", channel: "air", fields: { pm25UgM3: 400 } }),
    );
    expect(await desk.history()).toEqual([]);
  });

  it("a low battery has the limits of its kind of device", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await pass(40, async () => {
      await desk.say({ device: "bin-01", site: "tps-01", fields: { batteryV: 3.5 } });
      const status = { state: "online", batteryV: 3.5 };
      await desk.say({ device: "air-01", site: "tps-01", channel: "status", fields: status });
    });
    expect(await desk.history()).toEqual(["battery-low-air air-01 open"]);
  });

  it("a tera ends with its day in WIB, and a new one clears it", async () => {
    evaluator = await restart(only("tera-expired"));
    await desk.addDevice("scale-01", "tps-01", "scale");
    const weigh = (teraUntil: string) =>
      desk.say({
        device: "scale-01",
        site: "tps-01",
        channel: "scale",
        fields: { massG: 1_000, stable: true, teraUntil },
      });
    await weigh("2026-11-02");
    // It is 10:00 WIB: the day is over in 14 hours.
    await desk.clock.advance(14 * HOUR_MS - MINUTE_MS);
    await evaluator.evaluate();
    expect(await desk.history()).toEqual([]);
    await pass(1);
    expect(await desk.history()).toEqual(["tera-expired scale-01 open"]);
    await weigh("bukan tanggal");
    await pass(1);
    await weigh("2027-11-02");
    await pass(1);
    expect(await desk.history()).toEqual([
      "tera-expired scale-01 open",
      "tera-expired scale-01 resolved",
    ]);
  });

  it("an alert of a device that is retired ends", async () => {
    await desk.say({ device: "bin-01", site: "tps-01", fields: { temperatureC: 90 } });
    await pass(1);
    await retireDevice(desk.registry.db, "bin-01", desk.clock.nowMs());
    desk.roster.forget();
    await pass(1);
    expect(await desk.history()).toEqual(["bin-hot bin-01 open", "bin-hot bin-01 resolved"]);
    const [row] = await desk.registry.db.selectFrom("alerts").selectAll().execute();
    expect(row?.value).toBe(90);
  });
});

describe("silence", () => {
  const alive = (ids: readonly string[]) => async () => {
    for (const device of ids) {
      await desk.say({
        device,
        site: "tps-01",
        channel: "air",
        fields: { pm25UgM3: 10 + noise() },
      });
    }
  };

  it("of one device is one alert, after its last will or its silence lasted", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await pass(1, alive(["air-01"]));
    await pass(6 + 10);
    expect(await desk.history()).toEqual([]);
    await pass(1);
    expect(await desk.history()).toEqual(["device-silent air-01 open"]);
    await pass(1, alive(["air-01"]));
    expect(await desk.history()).toEqual([
      "device-silent air-01 open",
      "device-silent air-01 resolved",
    ]);
  });

  it("of forty devices of a site is one alert of the site, and one end", async () => {
    await desk.addSite("tps-02");
    const cut = Array.from({ length: 40 }, (_, n) => `air-${String(n).padStart(2, "0")}`);
    for (const id of cut) await desk.addDevice(id, "tps-01", "air");
    await desk.addDevice("air-elsewhere", "tps-02", "air");
    const elsewhere = () =>
      desk.say({
        device: "air-elsewhere",
        site: "tps-02",
        channel: "air",
        fields: { pm25UgM3: 10 + noise() },
      });
    await alive(cut)();
    await pass(1, elsewhere);
    for (const id of cut) desk.states.set(id, "offline");
    await pass(60, elsewhere);
    expect(await desk.history()).toEqual(["site-silent tps-01 open"]);
    const [row] = await desk.registry.db.selectFrom("alerts").selectAll().execute();
    expect(row).toMatchObject({ value: 40, subject: "tps-01", severity: "high" });
    // The power is back, but for one that broke.
    const back = cut.slice(1);
    for (const id of back) desk.states.set(id, "online");
    await pass(9, async () => {
      await elsewhere();
      await alive(back)();
    });
    expect(await desk.history()).toEqual([
      "site-silent tps-01 open",
      "site-silent tps-01 resolved",
    ]);
    // It had its time to come back, and then the rule's ten minutes.
    await pass(6, async () => {
      await elsewhere();
      await alive(back)();
    });
    expect((await desk.history()).slice(2)).toEqual(["device-silent air-00 open"]);
  });

  it("of a site ends with the last of its devices that is retired, whatever else stands there", async () => {
    await desk.addDevice("scale-01", "tps-01", "scale");
    const cut = ["air-01", "air-02", "air-03"];
    for (const id of cut) await desk.addDevice(id, "tps-01", "air");
    await pass(1, alive(cut));
    for (const id of cut) desk.states.set(id, "offline");
    await pass(5);
    expect(await desk.history()).toEqual(["site-silent tps-01 open"]);
    for (const id of [...cut, "bin-01"]) {
      await retireDevice(desk.registry.db, id, desk.clock.nowMs());
    }
    desk.roster.forget();
    await pass(1);
    expect(await desk.history()).toEqual([
      "site-silent tps-01 open",
      "site-silent tps-01 resolved",
    ]);
  });

  it("says nothing while readings wait on their way to the store", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await pass(1, alive(["air-01"]));
    const report = (lagS: number) => () =>
      desk.say({ device: "ingest", site: "resik", channel: "pipeline", fields: { lagS } });
    await pass(40, report(1_800));
    expect(await desk.history()).toEqual([]);
    // From now on it has its three intervals to speak, and then the rule's ten minutes.
    await pass(6 + 9, report(1));
    expect(await desk.history()).toEqual([]);
    await pass(2, report(1));
    expect(await desk.history()).toEqual(["device-silent air-01 open"]);
  });

  it("says nothing of a site whose sleepers have not woken since the broker is back", async () => {
    const bins = ["bin-11", "bin-12", "bin-13"];
    for (const id of bins) await desk.addDevice(id, "tps-01", "bin");
    const speak = async () => {
      for (const device of bins) await desk.say({ device, site: "tps-01" });
    };
    const report = (device: string) =>
      desk.say({ device, site: "resik", channel: "pipeline", fields: {} });
    const bothReport = async () => {
      await report("broker");
      await report("ingest");
    };
    await speak();
    await bothReport();
    // Ingest goes on, with nothing to do.
    await pass(90, () => report("ingest"));
    await pass(20, bothReport);
    await speak();
    await pass(59, bothReport);
    expect(await desk.history()).toEqual([]);
    // Since then they could have spoken.
    await pass(5, bothReport);
    expect(await desk.history()).toEqual(["site-silent tps-01 open"]);
  });
});

describe("silence after the store was away", () => {
  it("is a device's own when it had time to speak since", async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await desk.say({ device: "air-01", site: "tps-01", channel: "air", fields: { pm25UgM3: 10 } });
    const away = { latest: () => Promise.reject(new StoreUnavailableError("away")) };
    let source: Pick<ReadingSource, "latest"> = away;
    const { store } = desk;
    evaluator = desk.start({
      source: { ...store, latest: (query) => source.latest(query) },
    });
    await expect(evaluator.evaluate()).rejects.toThrow("away");
    await desk.clock.advance(30 * MINUTE_MS);
    await expect(evaluator.evaluate()).rejects.toThrow("away");
    source = store;
    await pass(5 + 10);
    expect(await desk.history()).toEqual([]);
    await pass(2);
    expect(await desk.history()).toEqual(["device-silent air-01 open"]);
  });
});

describe("silence while ingest does not report", () => {
  const breathe = (device: string) => () =>
    desk.say({ device, site: "tps-01", channel: "air", fields: { pm25UgM3: 10 } });
  beforeEach(async () => {
    await desk.addDevice("air-01", "tps-01", "air");
    await desk.addDevice("air-02", "tps-01", "air");
    await pass(1, breathe("air-01"));
    await desk.say({ device: "ingest", site: "resik", channel: "pipeline", fields: { lagS: 1 } });
  });

  it("says nothing of a device when nothing else comes either", async () => {
    await pass(60);
    expect(await desk.history()).toEqual([]);
  });

  it("is the device's own when readings of others come: then the reports were turned off", async () => {
    await pass(20, breathe("air-02"));
    expect(await desk.history()).toEqual(["device-silent air-01 open"]);
  });
});

describe("one evaluator", () => {
  it("works at a time; another takes over at its end, or after its silence", async () => {
    const other = desk.start();
    expect(await evaluator.evaluate()).toBe("evaluated");
    expect(await other.evaluate()).toBe("stands-by");
    await evaluator.release();
    expect(await other.evaluate()).toBe("evaluated");
    expect(await evaluator.evaluate()).toBe("stands-by");
    await desk.clock.advance(LEASE_MS);
    expect(await evaluator.evaluate()).toBe("evaluated");
  });

  it("takes over from a clock that was ahead", async () => {
    await evaluator.evaluate();
    desk.clock.jump(desk.clock.nowMs() - HOUR_MS);
    expect(await desk.start().evaluate()).toBe("evaluated");
  });

  it("writes nothing when it lost the lease meanwhile", async () => {
    await desk.say({ device: "bin-01", site: "tps-01", fields: { temperatureC: 90 } });
    const robbed = desk.start({
      source: {
        series: desk.store.series,
        scan: desk.store.scan,
        async latest(query) {
          const set = { holder: "somebody else" };
          await desk.registry.db.updateTable("leases").set(set).execute();
          return desk.store.latest(query);
        },
      },
    });
    expect(await robbed.evaluate()).toBe("stands-by");
    expect(await desk.history()).toEqual([]);
  });

  it("does not open again what a predecessor opened", async () => {
    await desk.say({ device: "bin-01", site: "tps-01", fields: { temperatureC: 90 } });
    await evaluator.evaluate();
    await desk.clock.advance(LEASE_MS);
    await desk.start().evaluate();
    expect(await desk.history()).toEqual(["bin-hot bin-01 open"]);
  });

  it("ends alerts of a rule that is gone", async () => {
    await desk.say({ device: "bin-01", site: "tps-01", fields: { temperatureC: 90 } });
    await evaluator.evaluate();
    await evaluator.release();
    const rules = DEFAULT_ALERT_RULES.filter(({ id }) => id !== "bin-hot");
    await desk.start({ rules }).evaluate();
    expect(await desk.history()).toEqual(["bin-hot bin-01 open", "bin-hot bin-01 resolved"]);
  });
});
