import { z } from "zod";
import { ALERT_SEVERITIES, type AlertRule } from "../alert-rule.ts";
import { FIGURE_IDS, figureOf } from "../figure.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";
import { DEVICE_KINDS } from "./registry.ts";

/** Rules of one installation; one more is refused. */
export const ALERT_RULES_MAX = 100;

/** A slug; as long as the field of channel `alert` that carries it. */
export const ruleIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z0-9](-?[a-z0-9]){1,39}$/);

/** Minutes of the day (WIB) and days of the week on which a rule may raise; 0 is Sunday. */
export const ruleScheduleSchema = z
  .strictObject({
    days: z.array(z.int().min(0).max(6)).min(1).max(7),
    fromMinute: z.int().min(0).max(1_439),
    /** Exclusive; before `fromMinute` where it goes on past midnight. */
    toMinute: z.int().min(0).max(1_440),
  })
  .refine((schedule) => schedule.fromMinute !== schedule.toMinute, {
    message: "begins when it ends",
    path: ["toMinute"],
  });
export type RuleSchedule = z.infer<typeof ruleScheduleSchema>;

export const ruleConditionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("figure"),
    figure: z.enum(FIGURE_IDS),
    /** From here it is raised, inclusive. */
    raise: z.number(),
    /**
     * From here (exclusive) it is clear; between the two nothing begins and nothing ends. A value
     * of the figure must be able to lie beyond it: an alert that cannot end is refused.
     */
    clear: z.number(),
  }),
  z.strictObject({ kind: z.literal("silent") }),
  z.strictObject({
    kind: z.literal("site-silent"),
    devicesMin: z.int().min(2).max(1_000),
    shareMin: z.number().gt(0).max(1),
    clearShare: z.number().min(0).max(1),
  }),
]);
export type RuleCondition = z.infer<typeof ruleConditionSchema>;

const ruleShape = {
  /** Null: the rule's own name in each language, for the rules that came with the program. */
  name: z.string().trim().min(1).max(80).nullable(),
  severity: z.enum(ALERT_SEVERITIES),
  kinds: z.array(z.enum(DEVICE_KINDS)).min(1).max(DEVICE_KINDS.length),
  /** Empty: everywhere. */
  sites: z.array(siteIdSchema).max(200),
  durationS: z
    .int()
    .min(0)
    .max(7 * 86_400),
  /** Null: always. */
  schedule: ruleScheduleSchema.nullable(),
  /** Minutes after which an alert that nobody acknowledged goes to the next in line; 0: never. */
  escalateAfterMin: z.int().min(0).max(10_080),
  enabled: z.boolean(),
  condition: ruleConditionSchema,
};

/** `PUT alert-rules/{id}`: makes or replaces a rule. */
export const alertRuleInputSchema = z.strictObject(ruleShape).superRefine((rule, context) => {
  const issue = conditionIssue(rule.condition, rule.kinds);
  if (issue) context.addIssue({ code: "custom", ...issue });
});
export type AlertRuleInput = z.infer<typeof alertRuleInputSchema>;

/** What is wrong with a condition beyond its types; null when nothing is. */
function conditionIssue(
  condition: RuleCondition,
  kinds: AlertRuleInput["kinds"],
): { message: string; path: string[] } | null {
  if (condition.kind === "site-silent") {
    return condition.clearShare < condition.shareMin
      ? null
      : { message: "clears above where it raises", path: ["condition", "clearShare"] };
  }
  if (condition.kind === "silent") return null;
  const { figure, raise, clear } = condition;
  const spec = figureOf(figure);
  if (kinds.some((kind) => !spec.kinds.includes(kind))) {
    return { message: `${figure} is not known of these kinds of device`, path: ["kinds"] };
  }
  if (raise < spec.min || raise > spec.max) {
    return { message: `from ${spec.min} to ${spec.max}`, path: ["condition", "raise"] };
  }
  const path = ["condition", "clear"];
  const isAbove = spec.bad === "above";
  if (isAbove ? clear >= raise : clear <= raise) {
    return { message: "the same as the limit or on its bad side", path };
  }
  const end = isAbove ? spec.min : spec.max;
  const isReachable = isAbove ? clear > end : clear < end;
  return isReachable
    ? null
    : { message: `${isAbove ? "above" : "below"} ${end}: else it never clears`, path };
}

/** `GET alert-rules`. */
export const alertRuleViewSchema = z.object({
  id: ruleIdSchema,
  ...ruleShape,
  /** Came with the program: it can be changed, switched off and reset, not deleted. */
  isBuiltIn: z.boolean(),
  /** Differs from how it came with the program. */
  isChanged: z.boolean(),
  /** Rises with each change; a change names the one it was made from. */
  version: z.int(),
  changedAt: instantSchema.nullable(),
  openAlerts: z.int(),
});
export type AlertRuleView = z.infer<typeof alertRuleViewSchema>;

export const alertRuleListSchema = z.object({ rules: z.array(alertRuleViewSchema) });

/** `PUT alert-rules/{id}`; `version` 0 for a new one, else `already-settled` when it is stale. */
export const alertRuleChangeSchema = z.strictObject({
  version: z.int().min(0),
  rule: alertRuleInputSchema,
});

/** `POST alert-rules/preview`: how often it would have fired. Nothing is stored. */
export const rulePreviewRequestSchema = z.strictObject({
  /** The rule that it would replace, which then does not speak beside it; absent: a new one. */
  id: ruleIdSchema.optional(),
  rule: alertRuleInputSchema,
  days: z.int().min(1).max(30).default(30),
});
export const rulePreviewSchema = z.object({
  fromAt: instantSchema,
  toAt: instantSchema,
  /** Devices that were looked at, and those left out because there are more than fit. */
  devices: z.int(),
  devicesLeftOut: z.int(),
  firings: z.int(),
  /** How often on each day (WIB), oldest first. */
  byDay: z.array(z.object({ day: z.iso.date(), firings: z.int() })),
  /** The subjects with most firings, at most 20. */
  bySubject: z.array(
    z.object({ subject: z.string(), name: z.string(), firings: z.int(), openMinutes: z.int() }),
  ),
});
export type RulePreview = z.infer<typeof rulePreviewSchema>;

/** `POST alert-mutes`: nothing is raised or told of these until then. */
export const muteRequestSchema = z
  .strictObject({
    /** Null: every rule. */
    rule: ruleIdSchema.nullable(),
    site: siteIdSchema.nullable(),
    device: deviceIdSchema.nullable(),
    until: instantSchema,
    reason: z.string().trim().min(1).max(200),
  })
  .refine((mute) => mute.rule !== null || mute.site !== null || mute.device !== null, {
    message: "a rule, a site or a device",
    path: ["rule"],
  });
export const muteSchema = z.object({
  id: z.string(),
  rule: ruleIdSchema.nullable(),
  site: siteIdSchema.nullable(),
  device: deviceIdSchema.nullable(),
  fromAt: instantSchema,
  until: instantSchema,
  reason: z.string(),
  by: z.string(),
});
export type Mute = z.infer<typeof muteSchema>;
export const muteListSchema = z.object({ mutes: z.array(muteSchema) });

/** A rule as the evaluator takes it. */
export const toAlertRule = (id: string, rule: AlertRuleInput): AlertRule => ({ id, ...rule });
