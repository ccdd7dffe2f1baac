import * as fc from "fast-check";
import type { CommandInput } from "./desk.ts";
import type { ShareInput } from "./model-book.ts";
import { command, emptyingCommands, type Seen } from "./model-commands.ts";
import { openingCommands } from "./model-opening.ts";
import { shareModel } from "./model-publication.ts";

const HOUR_MS = 3_600_000;

/** One person's intention: who, how long ago it happened, and what. */
export interface Planned {
  actor: string;
  agoMs: number;
  make(seen: Seen): CommandInput;
}
export type Plan =
  /** Requests of several people in one instant, the first of them tapped so often. */
  | { type: "post"; planned: readonly Planned[]; taps: number }
  | { type: "repeat"; pick: number }
  | { type: "conflict"; pick: number; by: "actor" | "time" };
export interface Sequence {
  share: ShareInput;
  plans: readonly Plan[];
}

const planned: fc.Arbitrary<Planned> = fc.record({
  actor: fc.constantFrom("user:1", "user:1", "user:2"),
  // A line that waited on a phone; beyond both ends of what is believed, too.
  agoMs: fc.oneof(
    { weight: 30, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.constantFrom(600_000, 20 * HOUR_MS, -240_000) },
    { weight: 1, arbitrary: fc.constantFrom(31 * 24 * HOUR_MS, -360_000, 28 * HOUR_MS) },
  ),
  make: command,
});
const emptying = emptyingCommands.map((make): Planned => ({ actor: "user:1", agoMs: 0, make }));
const pick = fc.nat(1_000);
const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("post" as const),
      planned: fc.oneof(
        { weight: 3, arbitrary: fc.tuple(planned) },
        { weight: 1, arbitrary: fc.array(planned, { minLength: 2, maxLength: 5 }) },
      ),
      taps: fc.constantFrom(1, 1, 1, 5),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "post" as const, planned: emptying, taps: 1 }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("repeat" as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("conflict" as const),
      pick,
      by: fc.constantFrom("actor" as const, "time" as const),
    }),
  },
);

export const sequenceOf = (stepsMin: number, stepsMax: number): fc.Arbitrary<Sequence> =>
  fc.record({
    share: shareModel,
    plans: fc.array(plan, { minLength: stepsMin, maxLength: stepsMax, size: "max" }),
  });

/** How long passes before a step: mostly nothing, now and then hours or a day. */
export const waitMs = fc.constantFrom(0, 0, 0, 0, 0, 60_000, HOUR_MS, 25 * HOUR_MS);

/** How every bank of the model begins: items by weight, volume and piece, and money in the box. */
export const opening = (share: ShareInput): Planned[] =>
  openingCommands(share).map((command) => ({ actor: "user:1", agoMs: 0, make: () => command }));
