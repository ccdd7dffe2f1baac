import { fail, ok, type Result } from "@resik/contract/error-code";
import { exportQuerySchema } from "@resik/contract/http/readings";
import type { Reading } from "@resik/contract/reading";
import { siteIdSchema, type SiteId } from "@resik/contract/slug";
import type { Clock, Timer } from "@resik/kit/clock";
import type { ReadingSource, ScanQuery } from "@resik/readings/port";
import type { z } from "zod";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { findVisibleDevice } from "./device-access.ts";
import { CSV, NDJSON, type ExportFormat } from "./export-format.ts";

/** Exports at once; each reads the store row by row for as long as its reader takes. */
const EXPORTS_MAX = 4;
/** A reader who takes no chunk for so long is gone: its export breaks off and gives its place back. */
export const UNREAD_MS_MAX = 60_000;
const CHUNK_CHARS = 32_768;

type ExportInput = z.output<typeof exportQuerySchema>;

/** Scans one after the other. */
async function* scanAll(
  source: ReadingSource,
  queries: readonly ScanQuery[],
): AsyncGenerator<Reading> {
  for (const query of queries) yield* source.scan(query);
}

/** The sites to scan in turn: `null` stands for all at once. */
function sitesOf(scope: SiteScope, query: ExportInput): Result<(SiteId | null)[], "not-allowed"> {
  if (query.site !== undefined) {
    if (isInScope(scope, query.site)) return ok([query.site]);
    return fail("not-allowed", `${query.site} is not a site of yours`);
  }
  // Grants hold site ids that were slugs when they were made.
  return ok(scope === "all" ? [null] : [...scope].map((site) => siteIdSchema.parse(site)));
}

/**
 * Rows as bytes, made only as fast as the reader takes them. Whoever takes nothing for
 * `UNREAD_MS_MAX` gets a broken transfer; `onEnd` is called once, with null when nothing went wrong.
 */
export function exportStream(
  rows: AsyncGenerator<Reading>,
  options: {
    head: string;
    format: ExportFormat;
    clock: Pick<Clock, "after">;
    onEnd(error: unknown): void;
  },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let text = options.head;
  let ended = false;
  let unread: Timer | null = null;
  const end = (error: unknown): void => {
    unread?.cancel();
    if (!ended) options.onEnd(error);
    ended = true;
  };
  const awaitReader = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    unread = options.clock.after(UNREAD_MS_MAX, () => {
      const error = new Error(`nobody read the export for ${UNREAD_MS_MAX / 1_000} s`);
      controller.error(error);
      rows.return(undefined).then(() => end(error), end);
    });
  };
  return new ReadableStream<Uint8Array>(
    {
      start: awaitReader,
      async pull(controller) {
        unread?.cancel();
        try {
          while (text.length < CHUNK_CHARS) {
            const next = await rows.next();
            if (next.done) {
              if (text !== "") controller.enqueue(encoder.encode(text));
              end(null);
              return controller.close();
            }
            text += options.format.row(next.value);
          }
          controller.enqueue(encoder.encode(text));
          text = "";
          awaitReader(controller);
        } catch (error) {
          // The status has long been sent: only a broken transfer still says that rows are missing.
          end(error);
          controller.error(error);
        }
      },
      async cancel() {
        end(null);
        await rows.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

export const exportRoutes = ({ source, events, clock }: RouteDeps): Route[] => {
  let open = 0;
  return [
    defineRoute({
      method: "get",
      path: "/readings/export",
      summary: "Raw readings as CSV or NDJSON, streamed",
      access: "site",
      query: exportQuerySchema,
      errors: ["not-found", "not-allowed", "too-many-streams"],
      answer: { contentTypes: [CSV.contentType, NDJSON.contentType] },
      async handle({ db, scope, query }) {
        const { channel, device } = query;
        const fromMs = new Date(query.from).getTime();
        const toMs = new Date(query.to).getTime();
        if (fromMs >= toMs) return fail("invalid-input", "from must be before to");
        if (device !== undefined) {
          const found = await findVisibleDevice(db, scope, device);
          if (!found.ok) return found;
        }
        const sites = sitesOf(scope, query);
        if (!sites.ok) return sites;
        if (open >= EXPORTS_MAX) return fail("too-many-streams", "other exports are running");
        open++;
        const queries = sites.value.map((site) => ({
          channel,
          fromMs,
          toMs,
          ...(site === null ? {} : { site }),
          ...(device === undefined ? {} : { device }),
        }));
        const format = query.format === "csv" ? CSV : NDJSON;
        const body = exportStream(scanAll(source, queries), {
          head: format.head(channel),
          format,
          clock,
          onEnd(error) {
            open--;
            if (error !== null) events.exportCut(error);
          },
        });
        const name = `resik-${channel}-${query.from.slice(0, 10)}-${query.to.slice(0, 10)}`;
        const headers = {
          "content-type": format.contentType,
          "content-disposition": `attachment; filename="${name}.${format.extension}"`,
          "cache-control": "no-store",
        };
        return ok(new Response(body, { headers }));
      },
    }),
  ];
};
