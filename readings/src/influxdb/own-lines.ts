import type { Retention } from "@resik/contract/measurement";
import { StoreUnavailableError } from "../port.ts";
import type { InfluxServer } from "./server.ts";
import { writeLines } from "./write-lines.ts";

/** Lines of one request; a server takes 25 MB and more, these are some hundred bytes each. */
const LINES_A_REQUEST = 5_000;

/**
 * Writes lines of the adapter's own making. What a device sent is not in them, so a refusal means
 * that the database is not as we need it: nothing may be taken as written then.
 *
 * @throws StoreUnavailableError also for a refused line, with the server's words.
 */
export async function writeOwnLines(
  server: InfluxServer,
  retention: Retention,
  lines: readonly string[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += LINES_A_REQUEST) {
    const part = lines.slice(from, from + LINES_A_REQUEST);
    const { refused } = await writeLines(server, retention, part);
    const [first] = refused;
    if (first) throw new StoreUnavailableError(refusalSentence(part[first.index], first.detail));
  }
}

export const refusalSentence = (line: string | undefined, detail: string): string =>
  `InfluxDB refuses points of ${line?.split(",", 1)[0] ?? "the store"}, which the store needs: ` +
  `${detail}.`;
