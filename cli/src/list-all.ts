import { pageOf } from "@resik/contract/http/page";
import { PAGE_ROWS_MAX } from "@resik/contract/limits";
import type { z } from "zod";
import { requireAnswer, type ApiClient } from "./api-client.ts";
import { CommandError } from "./context.ts";

/** Pages of a list that are asked for before we take the api to be at fault. */
const PAGES_MAX = 1_000;

/** All items of a list of the api, page by page; `filter` goes into each query. */
export async function listAll<T>(
  api: ApiClient,
  path: string,
  item: z.ZodType<T>,
  filter: Readonly<Record<string, string>> = {},
): Promise<T[]> {
  const pageSchema = pageOf(item);
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ ...filter, limit: String(PAGE_ROWS_MAX) });
    if (cursor !== null) query.set("cursor", cursor);
    const answer = requireAnswer(
      await api.get(`${path}?${query.toString()}`, pageSchema),
      api.baseUrl,
    );
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) return items;
  }
  throw new CommandError(`The list ${path} has more than ${PAGES_MAX} pages.`);
}
