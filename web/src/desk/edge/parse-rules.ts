import { FIGURES, type FigureId } from "@resik/contract/figure";
import {
  fields,
  list,
  literal,
  nullable,
  number,
  oneOf,
  tagged,
  text,
  type Read,
} from "../../edge/parts.ts";
import { SEVERITIES } from "./parse-alerts.ts";

// The keys of a constant object are exactly its ids.
const FIGURE_NAMES = Object.keys(FIGURES) as FigureId[];

type Condition =
  | { kind: "figure"; figure: FigureId; raise: number; clear: number }
  | { kind: "silent" }
  | { kind: "site-silent"; devicesMin: number; shareMin: number; clearShare: number };

/** A rule's condition as the pages need it. */
export const conditionPart = tagged<Condition>("kind", {
  figure: fields({
    kind: literal("figure"),
    figure: oneOf(FIGURE_NAMES),
    raise: number,
    clear: number,
  }),
  silent: fields({ kind: literal("silent") }),
  "site-silent": fields({
    kind: literal("site-silent"),
    devicesMin: number,
    shareMin: number,
    clearShare: number,
  }),
});

/** What the desk's pages need of a rule of `GET alert-rules`. */
const ruleHintPart = fields({
  id: text,
  name: nullable(text),
  severity: oneOf(SEVERITIES),
  condition: conditionPart,
});
export type RuleHint = Read<typeof ruleHintPart>;

/** `GET alert-rules`. */
export const ruleHintsPart = fields({ rules: list(ruleHintPart) });
