import { z } from "zod";

/**
 * A schema in JSON Schema 2020-12, the dialect of OpenAPI 3.1, which therefore need not be named
 * in each of them. `input` is what is sent, `output` what parsing makes of it.
 */
export function toJsonSchema(
  schema: z.ZodType,
  io: "input" | "output",
): Readonly<Record<string, unknown>> {
  const named = Object.entries(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
  return Object.fromEntries(named.filter(([name]) => name !== "$schema"));
}
