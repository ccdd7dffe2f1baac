import { z } from "zod";

/** What a program needs to know of one setting besides its schema. */
export interface SettingMeta {
  /** One English sentence for `.env.example`. */
  about: string;
  /** Hidden when printed. */
  secret?: boolean;
}

/** Settings of a program: environment name → schema, described by `.meta({ about, secret })`. */
export type SettingsShape = Readonly<Record<`RESIK_${string}`, z.ZodType>>;

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** What reading the shape gives. */
export type SettingsOf<S extends SettingsShape> = Readonly<z.infer<z.ZodObject<S>>>;

/**
 * Reads settings from an environment once. Empty strings count as absent. The error names each
 * wrong variable and what is wrong in one plain sentence, never its value.
 */
export function readSettings<S extends SettingsShape>(
  shape: S,
  environment: Readonly<Record<string, string | undefined>>,
): SettingsOf<S> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(shape)) {
    const value = environment[name];
    if (value !== undefined && value !== "") given[name] = value;
  }
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const wrong = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
  });
  throw new SettingsError(`Settings are not right: ${wrong.join("; ")}.`);
}

const metaOf = (schema: z.ZodType): SettingMeta => {
  const meta = schema.meta();
  const about = typeof meta?.about === "string" ? meta.about : "";
  return { about, secret: meta?.secret === true };
};

/** The settings as they may be logged: secrets are replaced. */
export function describeSettings(
  shape: SettingsShape,
  settings: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const value = settings[name];
      return [name, metaOf(schema).secret && value !== undefined ? "(hidden)" : value];
    }),
  );
}

/** One setting as people read about it. */
export interface ListedSetting extends Required<SettingMeta> {
  name: string;
  /** What counts when it is absent, as text; null when it has no default. */
  fallback: string | null;
  /** Whether a program refuses to start without it. */
  required: boolean;
}

/** The settings of a program in the order of its shape. */
export function listSettings(shape: SettingsShape): ListedSetting[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { about, secret = false } = metaOf(schema);
    const parsed = z.object({ value: schema }).safeParse({});
    // JSON writes numbers and flags as an environment has them; a text stands for itself.
    const value: string | undefined = JSON.stringify(
      parsed.success ? parsed.data.value : undefined,
    );
    return {
      name,
      about,
      secret,
      fallback: value === undefined ? null : value.replaceAll('"', ""),
      required: !parsed.success,
    };
  });
}

/** The part of `.env.example` for one program. */
export function settingsExample(program: string, shape: SettingsShape): string {
  const lines = [`# ${program}`];
  for (const { name, about, secret, required, fallback } of listSettings(shape)) {
    // What may be absent is a secret of another system; nobody can make it here.
    const made = required ? " Secret: `npm run resik -- init` makes one." : " Secret.";
    const note = secret ? made : "";
    lines.push(`# ${about}${note}`, `#${name}=${fallback ?? ""}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Schemas that several programs use. Environment values are text. */
export const setting = {
  port: (fallback: number, about: string) =>
    z.coerce.number().int().min(0).max(65_535).default(fallback).meta({ about }),
  optionalPort: (about: string) =>
    z.coerce.number().int().min(0).max(65_535).optional().meta({ about }),
  count: (fallback: number, about: string, max = Number.MAX_SAFE_INTEGER) =>
    z.coerce.number().int().min(1).max(max).default(fallback).meta({ about }),
  /** Seconds between two runs of something; 0 switches it off. */
  period: (fallbackS: number, about: string) =>
    z.coerce.number().int().min(0).max(86_400).default(fallbackS).meta({ about }),
  text: (fallback: string, about: string) => z.string().default(fallback).meta({ about }),
  optionalText: (about: string) => z.string().optional().meta({ about }),
  secret: (about: string) =>
    z.string().min(32, "must have at least 32 characters").meta({ about, secret: true }),
  /** A secret of another system, as long as that one wants it. */
  optionalSecret: (about: string) => z.string().optional().meta({ about, secret: true }),
  flag: (about: string) =>
    z
      .enum(["true", "false"])
      .default("false")
      .transform((text) => text === "true")
      .meta({ about }),
  logLevel: () =>
    z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
      .default("info")
      .meta({ about: "How much is logged." }),
  dataDir: () => z.string().default("./data").meta({ about: "Folder of the embedded stores." }),
};
