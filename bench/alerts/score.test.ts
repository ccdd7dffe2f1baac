import { describe, expect, it } from "vitest";
import { eventsOf, type SubjectTruth, type TruthEvent } from "./events.ts";
import { DISTRICT, EVENTS_MIN, KIND_NAMES, KINDS, type Kind, type TruthName } from "./kinds.ts";
import { score, type PlayedAlert } from "./score.ts";
import type { Span } from "./spans.ts";

const HOUR_MS = 3_600_000;

/** Truth made by hand; hours. */
function truthOf(
  subject: string,
  kinds: SubjectTruth["kinds"],
  hours: Partial<Record<TruthName, [number, number][]>>,
  withoutRule: SubjectTruth["withoutRule"] = [],
): TruthEvent[] {
  const spansOf = (name: TruthName): Span[] =>
    (hours[name] ?? []).map(([from, to]) => ({ beginMs: from * HOUR_MS, endMs: to * HOUR_MS }));
  return eventsOf({ subject, kinds, withoutRule, spansOf });
}

const alert = (rule: string, subject: string, from: number, to: number | null): PlayedAlert => ({
  rule,
  subject,
  openedAtMs: from * HOUR_MS,
  resolvedAtMs: to === null ? null : to * HOUR_MS,
});

describe("events of a subject", () => {
  it("asks for what was seen long enough, from where it was seen", () => {
    const truth = { full: [[10, 20]], dark: [[9, 12]] } satisfies Parameters<typeof truthOf>[2];
    const [event] = truthOf("bin-1", ["full-bin"], truth);
    expect(event).toMatchObject({ outOfScope: null, seenFromMs: 12 * HOUR_MS });
  });

  it.each([
    ["too short for the rule", { full: [[10, 10.2]] }, "too-short"],
    ["hidden all the time", { full: [[10, 20]], "no-echo": [[9, 21]] }, "hidden"],
    [
      "hidden but for moments",
      {
        full: [[1, 2]],
        dark: [
          [0, 1.3],
          [1.6, 3],
        ],
      },
      "hidden",
    ],
    ["only near", { "nearly-full": [[10, 20]] }, "near-only"],
  ] satisfies [string, Parameters<typeof truthOf>[2], string][])(
    "does not ask for one that was %s",
    (_, truth, reason) => {
      expect(truthOf("bin-1", ["full-bin"], truth).map((one) => one.outOfScope)).toEqual([reason]);
    },
  );

  it("does not ask for what the program has no rule for, and says so", () => {
    const events = truthOf("scale-1", ["outage"], { outage: [[1, 9]] }, ["outage"]);
    expect(events.map((one) => one.outOfScope)).toEqual(["no-rule"]);
  });

  it("knows nothing of kinds that the subject cannot have", () => {
    expect(truthOf("scale-1", ["outage"], { full: [[1, 9]] })).toEqual([]);
  });
});

describe("score", () => {
  const full = { full: [[10, 20]], "nearly-full": [[9, 21]] } satisfies Parameters<
    typeof truthOf
  >[2];
  const events = truthOf("bin-1", ["full-bin"], full);
  const kindOf = (alerts: PlayedAlert[]) => score(events, alerts).kinds["full-bin"];

  it("finds an event that its alert opened in, with its delay", () => {
    expect(kindOf([alert("bin-full", "bin-1", 11, 20)])).toMatchObject({
      events: 1,
      alerts: 1,
      precision: 1,
      recall: 1,
      delayP95S: 3_600,
      openBefore: 0,
    });
  });

  it("takes an alert that was open before for no delay, and counts it", () => {
    expect(kindOf([alert("bin-full", "bin-1", 9.5, null)])).toMatchObject({
      precision: 1,
      recall: 1,
      delayP95S: 0,
      openBefore: 1,
    });
  });

  it("calls an alert near the event right, yet not strictly, and the event missed", () => {
    expect(kindOf([alert("bin-full", "bin-1", 9.2, 9.5)])).toMatchObject({
      precision: 1,
      precisionStrict: 0,
      recall: 0,
      delayP95S: null,
    });
  });

  it("calls an alert strictly right in the event, though nobody asks for it, and not where it was only near", () => {
    const ofTruth = (hours: Parameters<typeof truthOf>[2]) =>
      score(truthOf("bin-1", ["full-bin"], hours), [alert("bin-full", "bin-1", 10.1, 10.3)]).kinds[
        "full-bin"
      ].precisionStrict;
    expect(ofTruth({ full: [[10, 10.2]] })).toBe(1);
    expect(ofTruth({ "nearly-full": [[10, 20]] })).toBe(0);
  });

  it.each([
    ["too early", alert("bin-full", "bin-1", 7, 8)],
    ["after its grace", alert("bin-full", "bin-1", 21.5, 22)],
    ["at another subject", alert("bin-full", "bin-2", 11, 12)],
  ])("calls an alert false that was %s", (_, one) => {
    expect(kindOf([one])).toMatchObject({ alerts: 1, precision: 0, recall: 0 });
    expect(
      score(events, [one])
        .misses.map(({ what }) => what)
        .toSorted(),
    ).toEqual(["false-alert", "missed-event"]);
  });

  it("calls an alert of another kind's rule no answer", () => {
    const result = score(events, [alert("bin-hot", "bin-1", 11, 12)]);
    expect(result.kinds["full-bin"]).toMatchObject({ alerts: 0, precision: null, recall: 0 });
    expect(result.kinds.fire).toMatchObject({ alerts: 1, precision: 0 });
  });

  it("holds an alert right that an event out of scope explains, and asks for nothing", () => {
    const short = truthOf("bin-1", ["full-bin"], { full: [[10, 10.2]] });
    const result = score(short, [alert("bin-full", "bin-1", 10.1, 10.3)]).kinds["full-bin"];
    expect(result).toMatchObject({ events: 0, precision: 1, recall: null });
    expect(result.outOfScope).toEqual({ "too-short": 1 });
  });

  it("judges haze for the district, whatever station it is told of", () => {
    const haze = truthOf(DISTRICT, ["haze"], { haze: [[10, 20]] });
    const result = score(haze, [alert("haze", "air-7", 11, 21)]).kinds.haze;
    expect(result).toMatchObject({ precision: 1, recall: 1 });
  });

  it("counts over all only kinds with enough events, and marks the others", () => {
    const many = Array.from({ length: EVENTS_MIN }, (_, index) =>
      truthOf(`bin-${index}`, ["full-bin"], full),
    ).flat();
    const fires = truthOf("bin-1", ["fire"], { fire: [[1, 2]] });
    const alerts = many.slice(1).map(({ subject }) => alert("bin-full", subject, 12, 20));
    const few = [alert("bin-hot", "bin-1", 1, 2), alert("bin-hot", "bin-2", 1, 2)];
    const result = score([...many, ...fires], [...alerts, ...few]);
    expect(result.overall).toMatchObject({
      precision: 1,
      precisionStrict: 1,
      alertsNotCounted: 2,
      falseNotCounted: 1,
      recall: 0.95,
      delayP95S: 7_200,
      kinds: 1,
    });
    expect(result.overall.worstRecall).toEqual({ kind: "full-bin", value: 0.95 });
    expect(result.kinds.fire).toMatchObject({ events: 1, recall: 1, precision: 0.5 });
    expect(result.kinds.fire.note).toContain("fewer than");
  });

  it("counts alerts of rules that nobody knows as false", () => {
    const result = score([], [alert("made-by-hand", "bin-1", 1, 2)]);
    expect(result).toMatchObject({ otherAlerts: 1, overall: { precision: 0 } });
  });
});

describe("kinds", () => {
  it("give every rule of a new installation to one kind", async () => {
    const { DEFAULT_ALERT_RULES } = await import("@resik/contract/alert-rule");
    const rules = KIND_NAMES.flatMap((name): readonly string[] => KINDS[name].rules);
    expect(rules.toSorted()).toEqual(DEFAULT_ALERT_RULES.map(({ id }) => id).toSorted());
  });

  it("say why where they are not judged", () => {
    const kinds: Kind[] = Object.values(KINDS);
    const elsewhere = kinds.filter((kind) => kind.elsewhere !== undefined);
    expect(elsewhere.flatMap(({ rules }) => rules)).toEqual(["bin-soon-full"]);
  });
});
