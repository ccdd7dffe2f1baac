import type { Outbox, OutboxRow } from "../outbox/outbox.ts";

const PAGE_ROWS = 100;

/** Reads one device's waiting messages in order, a page at a time, each of them once. */
export interface OutboxSource {
  next(): OutboxRow | null;
}

export function createOutboxSource(outbox: Outbox, device: string): OutboxSource {
  let position = 0;
  let page: OutboxRow[] = [];
  let at = 0;
  return {
    next() {
      if (at >= page.length) {
        page = outbox.page(device, position, PAGE_ROWS);
        at = 0;
      }
      const row = page[at++];
      if (!row) return null;
      position = row.position;
      return row;
    },
  };
}
