import type { Retention } from "@resik/contract/measurement";
import type { InfluxServer } from "./server.ts";
import type { RefusedLine } from "./write-request.ts";

/**
 * Writes lines and finds the ones that the server refuses, by its own naming or by halving until a
 * refused line is alone. When it resolves, every line that is not in `refused` is durable: each
 * was in a request that was answered in full. Lines may reach the server more than once, which
 * changes nothing: a point replaces itself. At most two requests a line.
 *
 * @throws StoreUnavailableError as soon as the server cannot be had; writing all of it again is
 * right then.
 */
export async function writeLines(
  server: Pick<InfluxServer, "write">,
  retention: Retention,
  lines: readonly string[],
): Promise<{ refused: RefusedLine[] }> {
  const refused: RefusedLine[] = [];
  // Indexes still to be written, a part a request; the last part is next.
  const parts: number[][] = lines.length === 0 ? [] : [lines.map((_, index) => index)];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const outcome = await server.write(retention, pick(lines, part));
    if (outcome.ok) continue;
    const named = new Map(outcome.named.map((line) => [part[line.index], line.detail]));
    if (named.size > 0) {
      for (const [index, detail] of named) if (index !== undefined) refused.push({ index, detail });
      const rest = part.filter((index) => !named.has(index));
      if (rest.length > 0) parts.push(rest);
      continue;
    }
    const [first] = part;
    if (part.length === 1 && first !== undefined) {
      refused.push({ index: first, detail: outcome.detail });
      continue;
    }
    const middle = part.length >> 1;
    parts.push(part.slice(middle), part.slice(0, middle));
  }
  return { refused: refused.sort((a, b) => a.index - b.index) };
}

const pick = (lines: readonly string[], indexes: readonly number[]): readonly string[] =>
  indexes.length === lines.length ? lines : indexes.flatMap((index) => lines[index] ?? []);
