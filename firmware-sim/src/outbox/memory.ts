import type { Outbox, OutboxOptions, OutboxRow } from "./outbox.ts";

/** An outbox that lasts as long as the process: for tests and short runs. */
export function createMemoryOutbox(options: OutboxOptions): Outbox {
  const { messagesMax, onDrop } = options;
  const rowsByDevice = new Map<string, Map<number, OutboxRow>>();
  const dropped = { "outbox-full": 0 };
  let lastPosition = 0;

  const rowsOf = (device: string): Map<number, OutboxRow> => {
    let rows = rowsByDevice.get(device);
    if (!rows) rowsByDevice.set(device, (rows = new Map()));
    return rows;
  };

  function makeRoom(rows: Map<number, OutboxRow>): void {
    let victim: OutboxRow | undefined;
    for (const row of rows.values()) {
      victim ??= row;
      if (row.channel === "status") continue;
      victim = row;
      break;
    }
    if (!victim) return;
    rows.delete(victim.position);
    dropped["outbox-full"]++;
    onDrop(victim, "outbox-full");
  }

  return {
    put(message) {
      const rows = rowsOf(message.device);
      if (rows.size >= messagesMax) makeRoom(rows);
      const position = ++lastPosition;
      rows.set(position, { ...message, position });
      return Promise.resolve();
    },
    page(device, afterPosition, rowsMax) {
      const page: OutboxRow[] = [];
      for (const row of rowsOf(device).values()) {
        if (row.position <= afterPosition) continue;
        page.push(row);
        if (page.length >= rowsMax) break;
      }
      return page;
    },
    remove: (row) => void rowsOf(row.device).delete(row.position),
    size: (device) => rowsOf(device).size,
    dropped,
    close: () => Promise.resolve(),
  };
}
