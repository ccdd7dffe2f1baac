import type { Quality } from "@resik/contract/payload/quality";
import { describe, expect, it } from "vitest";
import { simplify, toEntities } from "./ngsi-ld.ts";
import { openStation } from "./station.fixture.ts";

const AT = "2026-11-21T04:00:00.000Z";
const DISTRICT = { name: "Kabupaten Pati" };

const entityOf = (kind: "bin" | "air", quality: Quality, fields: Record<string, number>) => {
  const station = openStation(`${kind}-01`, kind, { at: AT, quality, fields });
  const [entity] = toEntities([station], DISTRICT, new Map());
  return entity ? simplify(entity) : {};
};

describe("what a reading's quality takes back is in no entity", () => {
  const level = { fillRatio: 0.7, temperatureC: 31 };

  it.each(["ok", "tilted"] as const)("a level of quality %s is one", (quality) => {
    expect(entityOf("bin", quality, level)).toMatchObject({ fillingLevel: 0.7, temperature: 31 });
  });

  it.each(["no-echo", "blind-zone"] as const)(
    "%s leaves no level, and what else was measured",
    (quality) => {
      const entity = entityOf("bin", quality, level);
      expect(entity).not.toHaveProperty("fillingLevel");
      expect(entity).toMatchObject({ temperature: 31, binLoggedTime: AT });
    },
  );

  it.each(["warming-up", "sensor-fault"] as const)("%s leaves nothing measured", (quality) => {
    const air = entityOf("air", quality, { pm25UgM3: 400, temperatureC: 29 });
    expect(air).not.toHaveProperty("pm25");
    expect(air).not.toHaveProperty("temperature");
    expect(air).toMatchObject({ type: "AirQualityObserved", dateObserved: AT });
    expect(entityOf("bin", quality, level)).not.toHaveProperty("fillingLevel");
    expect(entityOf("air", "ok", { pm25UgM3: 40 })).toMatchObject({ pm25: 40 });
  });
});
