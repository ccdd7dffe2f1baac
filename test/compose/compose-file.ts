import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { parse } from "yaml";
import { z } from "zod";

export const PROJECT_DIR = join(import.meta.dirname, "..", "..");

/** What compose says of a file that it does not take; one sentence. */
export class ComposeError extends Error {
  override readonly name = "ComposeError";
}

const serviceSchema = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  profiles: z.array(z.string()).default([]),
  volumes: z
    .array(z.union([z.string(), z.looseObject({ source: z.string(), target: z.string() })]))
    .default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z
    .record(
      z.string(),
      z.object({
        condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]),
        required: z.boolean().default(true),
      }),
    )
    .default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
});

const projectSchema = z.looseObject({ services: z.record(z.string(), serviceSchema) });

export type ComposeService = z.infer<typeof serviceSchema>;
export type ComposeProject = z.infer<typeof projectSchema>;

type Variables = Readonly<Record<string, string>>;

/** A compose file as it stands: anchors and merges resolved, variables not. */
export const readComposeFile = (path: string): unknown =>
  parse(readFileSync(join(PROJECT_DIR, path), "utf8"), { merge: true });

/**
 * The project that compose makes of its files and variables.
 *
 * @throws ComposeError for a variable that is required and not there.
 */
export function loadCompose(paths: readonly string[], variables: Variables): ComposeProject {
  const merged = paths.map(readComposeFile).reduce(mergeFiles, {});
  return projectSchema.parse(interpolate(merged, variables));
}

/** Mappings are merged, lists appended, everything else replaced: what we need of compose's rules. */
function mergeFiles(base: unknown, over: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(over)) return [...base, ...over];
  if (!isMapping(base) || !isMapping(over)) return over;
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = key in base ? mergeFiles(base[key], value) : value;
  }
  return merged;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `$$`, `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?sentence}` and both without the colon. */
const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?])([^}]*))?\})/g;

function interpolate(value: unknown, variables: Variables): unknown {
  if (typeof value === "string") return interpolateText(value, variables);
  if (Array.isArray(value)) return value.map((each) => interpolate(each, variables));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, interpolate(each, variables)]),
  );
}

const interpolateText = (text: string, variables: Variables): string =>
  text.replaceAll(VARIABLE, (_all, ...groups: (string | undefined)[]) => {
    const [dollar, bare, braced, operator = "", argument = ""] = groups;
    if (dollar !== undefined) return "$";
    const name = bare ?? braced ?? "";
    const value = variables[name];
    const isThere = value !== undefined && (value !== "" || !operator.startsWith(":"));
    if (isThere) return value;
    if (operator.endsWith("?")) {
      throw new ComposeError(`required variable ${name} is missing a value: ${argument}`);
    }
    return argument;
  });

/** Every variable that a compose file asks for. */
export function variablesOf(path: string): string[] {
  const text = readFileSync(join(PROJECT_DIR, path), "utf8");
  const names = [...text.matchAll(VARIABLE)].flatMap((match) => match[2] ?? match[3] ?? []);
  return [...new Set(names)].toSorted();
}

/** The Compose specification's schema, which the linter `dclint` carries. */
const SCHEMA_PATH = "node_modules/dclint/schemas/compose.schema.json";

/** What the Compose specification objects to in a file; empty when it is right. */
export function schemaErrors(file: unknown): ErrorObject[] {
  const schema: unknown = JSON.parse(readFileSync(join(PROJECT_DIR, SCHEMA_PATH), "utf8"));
  if (!isMapping(schema)) throw new Error("the Compose schema is no object");
  // The specification uses formats of its own (duration, ports), which are no part of JSON Schema,
  // and writes the name of its draft as Ajv does not know it.
  const validate = new Ajv({ strict: false, validateFormats: false }).compile({
    ...schema,
    $schema: "http://json-schema.org/draft-07/schema#",
  });
  return validate(file) ? [] : (validate.errors ?? []);
}
