import { z } from "zod";
import { code } from "./markdown-table.ts";

/** One key of an object's schema, in words. */
export interface ObjectKey {
  name: string;
  words: string;
  required: boolean;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The keys that a schema for an object knows.
 *
 * @throws when a key's schema has a form that there are no words for yet.
 */
export function objectKeys(schema: z.ZodType): ObjectKey[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema);
  return Object.entries(properties).map(([name, property]) => {
    if (typeof property === "boolean") throw new Error(`${name}: a schema without a form`);
    return { name, words: wordsOf(property), required: required.includes(name) };
  });
}

function wordsOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `always ${code(JSON.stringify(schema.const))}`;
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(", ");
  if (schema.anyOf) return schema.anyOf.map(wordsOf).join(", or ");
  if (schema.type === "boolean") return "boolean";
  if (schema.type === "string") return textWords(schema);
  const limits = bounds(schema.minimum, schema.maximum);
  if (schema.type === "integer") return `whole number${limits}`;
  if (schema.type === "number") return `number${limits}`;
  throw new Error(`no words for ${JSON.stringify(schema)}`);
}

function textWords({ format, pattern, maxLength }: JsonSchema): string {
  // Its pattern is that of every calendar day, and nobody reads it.
  if (format === "date-time") return "text in RFC 3339, UTC";
  if (pattern !== undefined) return `text like ${code(pattern)}`;
  return maxLength === undefined ? "text" : `text, at most ${maxLength} characters`;
}

/** Bounds of a number, inclusive; nothing when there are none. */
export function bounds(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `, ${figure(min)} to ${figure(max)}`;
  if (min !== undefined) return `, from ${figure(min)}`;
  return max === undefined ? "" : `, to ${figure(max)}`;
}

const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** A number for people, thousands set off. */
export const figure = (value: number): string => figures.format(value);
