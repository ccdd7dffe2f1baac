import { describe, expect, it } from "vitest";
import { describeSettings, readSettings, setting, settingsExample } from "./settings.ts";

const SHAPE = {
  RESIK_PORT: setting.port(8_080, "Port of the pages."),
  RESIK_SECRET: setting.secret("Keeps the sessions."),
  RESIK_TOKEN: setting.optionalSecret("Enters another system."),
  RESIK_OPEN: setting.flag("Open to all."),
} as const;
const secret = "s".repeat(32);

describe("readSettings", () => {
  it("fills in defaults and turns text into values", () => {
    const settings = readSettings(SHAPE, { RESIK_SECRET: secret, RESIK_OPEN: "true" });
    expect(settings).toEqual({ RESIK_PORT: 8_080, RESIK_SECRET: secret, RESIK_OPEN: true });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it("lets a secret of another system be absent, or of any length", () => {
    expect(readSettings(SHAPE, { RESIK_SECRET: secret }).RESIK_TOKEN).toBeUndefined();
    expect(readSettings(SHAPE, { RESIK_SECRET: secret, RESIK_TOKEN: "t" }).RESIK_TOKEN).toBe("t");
  });

  it("treats an empty variable as one that is not set", () => {
    expect(readSettings(SHAPE, { RESIK_SECRET: secret, RESIK_PORT: "" }).RESIK_PORT).toBe(8_080);
  });

  it("says in one sentence which setting is missing", () => {
    expect(() => readSettings(SHAPE, {})).toThrow(
      "Settings are not right: RESIK_SECRET is not set.",
    );
  });

  it("names a wrong setting without telling its value", () => {
    const short = "tooshort-and-private";
    expect(() => readSettings(SHAPE, { RESIK_SECRET: short })).toThrow(
      "RESIK_SECRET: must have at least 32 characters",
    );
    expect(() => readSettings(SHAPE, { RESIK_SECRET: short })).not.toThrow(short);
  });

  it.each(["65536", "-1", "http", "80.5"])("refuses port %j", (port) => {
    expect(() => readSettings(SHAPE, { RESIK_SECRET: secret, RESIK_PORT: port })).toThrow(
      /RESIK_PORT/,
    );
  });
});

describe("describeSettings", () => {
  it("hides secrets", () => {
    const settings = readSettings(SHAPE, { RESIK_SECRET: secret, RESIK_TOKEN: "of theirs" });
    const described = JSON.stringify(describeSettings(SHAPE, settings));
    expect(described).not.toContain(secret);
    expect(described).not.toContain("of theirs");
  });
});

describe("settingsExample", () => {
  it("shows every setting with its default and no value for a secret", () => {
    expect(settingsExample("api", SHAPE)).toBe(
      [
        "# api",
        "# Port of the pages.",
        "#RESIK_PORT=8080",
        "# Keeps the sessions. Secret: `npm run resik -- init` makes one.",
        "#RESIK_SECRET=",
        "# Enters another system. Secret.",
        "#RESIK_TOKEN=",
        "# Open to all.",
        "#RESIK_OPEN=false",
        "",
      ].join("\n"),
    );
  });
});
