import { describe, expect, it } from "vitest";
import { meaningOf, RULE_NAMES, ruleName, valueText } from "./alert-text.ts";
import { DEFAULT_ALERT_RULES } from "./alert-rule.ts";
import { FIGURE_IDS } from "./figure.ts";

describe("names of rules", () => {
  it("are there in both languages for every rule that came with the program", () => {
    const unnamed = DEFAULT_ALERT_RULES.filter(({ id }) => !(id in RULE_NAMES));
    expect(unnamed).toEqual([]);
    for (const words of Object.values(RULE_NAMES)) {
      expect(words.id.trim()).not.toBe("");
      expect(words.en.trim()).not.toBe("");
    }
  });

  it("are the given one first, then the built-in one, then the id", () => {
    expect(ruleName("bin-full", "Bak pasar", "id")).toBe("Bak pasar");
    expect(ruleName("bin-full", null, "id")).toBe("Bak penuh");
    expect(ruleName("bin-full", null, "en")).toBe("Bin full");
    expect(ruleName("own-rule", null, "id")).toBe("own-rule");
  });
});

describe("values", () => {
  it("are written as each language writes numbers", () => {
    expect(valueText("batteryV", 3.149, "id")).toBe("3,15 V");
    expect(valueText("batteryV", 3.149, "en")).toBe("3.15 V");
    expect(valueText("fillRatio", 0.924, "id")).toBe("92%");
    expect(valueText("airFamilyRatio", 4.25, "en")).toBe("4.3 times");
    expect(valueText("pm25HourUgM3", 155.4, "id")).toBe("155 µg/m³");
    expect(valueText("site-silent", 40, "id")).toBe("40 alat");
  });

  it("have the word for one in English, and no sign where they round to zero", () => {
    expect(valueText("batteryDaysLeft", 1, "en")).toBe("1 day");
    expect(valueText("batteryDaysLeft", 1, "id")).toBe("1 hari");
    expect(valueText("teraDaysLeft", -1.2, "en")).toBe("1 day over");
    expect(valueText("batteryDaysLeft", 11, "en")).toBe("11 days");
    expect(valueText("temperatureC", -0.3, "en")).toBe("0 °C");
    expect(valueText("temperatureC", -3, "id")).toBe("-3 °C");
  });

  it("tell silence in minutes first and in hours from two on", () => {
    expect(valueText("silent", 7_199, "id")).toBe("120 menit");
    expect(valueText("silent", 7_200, "id")).toBe("2 jam");
    expect(valueText("silent", 86_400, "en")).toBe("24 h");
  });

  it("say how long a date has passed", () => {
    expect(valueText("teraDaysLeft", -85, "id")).toBe("lewat 85 hari");
    expect(valueText("teraDaysLeft", -85, "en")).toBe("85 days over");
    expect(valueText("teraDaysLeft", 12, "id")).toBe("12 hari");
  });

  it("have a unit for every figure", () => {
    for (const figure of FIGURE_IDS) {
      expect(meaningOf({ kind: "figure", figure })).toBe(figure);
      expect(valueText(figure, 1, "id")).toMatch(/^[\d.,]+( ?[^\d\s].*)$/);
    }
    expect(meaningOf({ kind: "newest" })).toBeNull();
  });
});
