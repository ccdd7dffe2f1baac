import { createRandom } from "@resik/kit/random";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "./calendar.ts";
import { createCell, type CellScenario } from "./cell.ts";

const WEAK: CellScenario = {
  weak: { perDay: 0.2, minS: 5 * 86_400, maxS: 10 * 86_400 },
  deadDaysMin: 1,
  deadDaysMax: 2,
};

/** One look an hour. */
function live(days: number, seed: string, scenario?: CellScenario) {
  const options = { lifeMs: 400 * DAY_MS, used: 0.3, ...(scenario ? { scenario } : {}) };
  const cell = createCell(createRandom(seed), options);
  return Array.from({ length: days * 24 }, (_, hour) => {
    cell.age(hour * HOUR_MS, HOUR_MS);
    return { volts: cell.volts(), isWeak: cell.isWeak(), isDead: cell.isDead() };
  });
}

describe("cell", () => {
  it("stays flat for long and never dies where no cell is weak", () => {
    const looks = live(60, "a");
    expect(looks.every(({ isDead, isWeak }) => !isDead && !isWeak)).toBe(true);
    expect(looks[0]?.volts).toBeGreaterThan(3.6);
    expect(looks.at(-1)?.volts).toBeGreaterThan(3.55);
  });

  it("falls over days without a rise, dies, and comes back new after its wait", () => {
    const looks = live(60, "b", WEAK);
    const first = looks.findIndex(({ isWeak }) => isWeak);
    const dead = looks.findIndex(({ isDead }) => isDead);
    expect(first).toBeGreaterThanOrEqual(0);
    expect((dead - first) / 24).toBeGreaterThanOrEqual(5);
    expect((dead - first) / 24).toBeLessThanOrEqual(10.1);
    const falling = looks.slice(first, dead).map(({ volts }) => volts);
    expect(falling).toEqual(falling.toSorted((one, other) => other - one));
    expect(falling.at(-1)).toBeLessThan(3);
    const alive = looks.findIndex(({ isDead }, index) => index > dead && !isDead);
    expect((alive - dead) / 24).toBeGreaterThanOrEqual(1);
    expect((alive - dead) / 24).toBeLessThanOrEqual(2.1);
    expect(looks[alive]?.volts).toBeGreaterThan(3.6);
  });

  it("is replaced by the crew only when it is nearly empty", () => {
    const options = { lifeMs: 400 * DAY_MS, used: 0.9 };
    const tired = createCell(createRandom("c"), options);
    const before = tired.volts();
    for (let visit = 0; visit < 50; visit++) tired.service();
    expect(tired.volts()).toBe(before);
    const empty = createCell(createRandom("d"), { ...options, used: 0.97 });
    empty.service();
    expect(empty.volts()).toBeGreaterThan(3.6);
  });
});
