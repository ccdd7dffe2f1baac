import { describe, expect, it } from "vitest";
import { deviceTopic, parseDeviceTopic, parseReplayTopic, replayTopic } from "./topic.ts";

describe("parseDeviceTopic", () => {
  it("reads what deviceTopic writes", () => {
    expect(parseDeviceTopic(deviceTopic("tps-pati", "bin-01", "bin"))).toEqual({
      site: "tps-pati",
      device: "bin-01",
      channel: "bin",
    });
  });

  it.each([
    "resik/v1/site/device",
    "resik/v1/site/device/bin/more",
    "resik/v2/site/device/bin",
    "/resik/v1/site/device/bin",
    "resik/v1/Site/device/bin",
    "resik/v1/site/-device/bin",
    "resik/v1/site/dev--ice/bin",
    "resik/v1/s/device/bin",
    `resik/v1/${"a".repeat(41)}/device/bin`,
    "resik/v1/site/../bin",
    "$SYS/v1/site/device/bin",
    "",
  ])("refuses %j", (topic) => {
    expect(parseDeviceTopic(topic)).toBeNull();
  });

  it("passes on a channel it does not know, for the quarantine to name", () => {
    expect(parseDeviceTopic("resik/v1/site/device/soil")?.channel).toBe("soil");
  });
});

describe("parseReplayTopic", () => {
  it("reads what replayTopic writes", () => {
    const topic = "resik/v1/site/device/bin";
    expect(parseReplayTopic(replayTopic(1_700_000_000_000, topic))).toEqual({
      receivedAtMs: 1_700_000_000_000,
      topic,
    });
  });

  it.each(["$resik/replay/x/resik/v1/a1/b1/bin", "$resik/replay/12", "resik/replay/12/a"])(
    "refuses %j",
    (topic) => {
      expect(parseReplayTopic(topic)).toBeNull();
    },
  );
});
