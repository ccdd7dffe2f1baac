import { parseArgs } from "node:util";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { READING_BYTES_MAX } from "@resik/contract/limits";
import { z } from "zod";
import { SCENARIO_NAMES, SCENARIOS } from "./scenario.ts";

const count = (max: number) => z.coerce.number().int().min(1).max(max);
const scenario = z.enum(SCENARIO_NAMES).optional();
const fleet = z.string().min(1);
const seed = z.string().min(1).max(100).optional();
const url = z.url({ protocol: /^mqtts?$/ }).optional();
const path = z.string().min(1).optional();
const json = z.boolean().default(false);

/** What each command takes; every option is text on the command line. */
const COMMANDS = {
  run: z.strictObject({
    fleet,
    scenario,
    seed,
    url,
    origin: z.iso.datetime().optional(),
    speed: z.coerce.number().min(0.01).max(10_000).default(1),
    outbox: path,
    truth: path,
    ca: path,
  }),
  backfill: z.strictObject({
    fleet,
    scenario,
    seed,
    url,
    origin: z.iso.datetime().optional(),
    days: z.coerce.number().min(0.001).max(3_650),
    end: z.iso.datetime().optional(),
    "in-flight": count(1_000).default(100),
    /** Messages a second each device may send; absent: as the broker takes them. */
    rate: z.coerce.number().min(0.1).max(100_000).optional(),
    truth: path,
    ca: path,
    json,
  }),
  load: z.strictObject({
    fleet,
    seed,
    url,
    connections: count(60_000),
    messages: count(50_000_000),
    rate: z.coerce.number().min(0.1).max(1_000_000).optional(),
    "payload-bytes": count(READING_BYTES_MAX).default(150),
    "in-flight": count(10_000).default(20),
    "connects-per-s": count(100_000).optional(),
    truth: path,
    ca: path,
    json,
  }),
  storm: z.strictObject({
    fleet,
    seed,
    url,
    connections: count(60_000),
    backlog: count(10_000).default(10),
    "payload-bytes": count(READING_BYTES_MAX).default(150),
    "connects-per-s": count(100_000).optional(),
    hold: z.coerce.number().min(0).max(86_400).default(5),
    spread: z.coerce.number().min(0).max(3_600).default(5),
    truth: path,
    ca: path,
    json,
  }),
  scenarios: z.strictObject({}),
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandOf<N extends CommandName> = { name: N } & z.infer<(typeof COMMANDS)[N]>;
export type SimCommand = { [N in CommandName]: CommandOf<N> }[CommandName];

export const USAGE = `Usage: npm run sim -- COMMAND
  run --fleet FILE [--scenario NAME] [--seed TEXT] [--speed N] [--origin TIME]
      [--outbox FILE] [--truth FILE] [--url URL] [--ca FILE]
  backfill --fleet FILE --days N [--end TIME] [--origin TIME] [--scenario NAME] [--seed TEXT]
      [--in-flight K] [--rate PER_S] [--truth FILE] [--url URL] [--ca FILE] [--json]
  load --fleet FILE --connections N --messages M [--rate R] [--payload-bytes B] [--in-flight K]
      [--connects-per-s N] [--seed TEXT] [--truth FILE] [--url URL] [--ca FILE] [--json]
  storm --fleet FILE --connections N [--backlog B] [--hold S] [--spread S] [--payload-bytes B]
      [--connects-per-s N] [--seed TEXT] [--truth FILE] [--url URL] [--ca FILE] [--json]
  scenarios
Scenarios: ${Object.keys(SCENARIOS).join(", ")}`;

const isCommandName = (name: string | undefined): name is CommandName =>
  name !== undefined && Object.hasOwn(COMMANDS, name);

/** Reads a command line; `invalid-input` says in one sentence what is wrong with it. */
export function parseCommandLine(argv: readonly string[]): Result<SimCommand, "invalid-input"> {
  const [name, ...rest] = argv;
  if (!isCommandName(name)) return fail("invalid-input", "name a command");
  const schema = COMMANDS[name];
  const options = Object.fromEntries(
    Object.keys(schema.shape).map((option) => [
      option,
      { type: option === "json" ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  let values: unknown;
  try {
    ({ values } = parseArgs({ args: rest, options, strict: true, allowPositionals: false }));
  } catch (error) {
    return fail("invalid-input", error instanceof Error ? error.message : String(error));
  }
  const parsed = schema.safeParse({ ...(values as object) });
  if (parsed.success) {
    // The name chose the schema, which the compiler cannot follow.
    return ok({ name, ...parsed.data } as SimCommand);
  }
  const issue = parsed.error.issues[0];
  return fail("invalid-input", `--${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}
