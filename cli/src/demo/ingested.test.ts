import { createServer } from "node:http";
import { createManualClock } from "@resik/kit/clock";
import { listen, portOf } from "@resik/kit/ops-server";
import { expect, test } from "vitest";
import { CommandError } from "../context.ts";
import { countIngested, waitUntilIngested } from "./ingested.ts";

test("all that became of devices' messages is counted, and nothing else", () => {
  const text = [
    "# HELP ingest_readings_stored_total Readings stored.",
    "ingest_readings_stored_total 112000",
    "ingest_readings_duplicate_total 5",
    'ingest_messages_quarantined_total{reason="schema"} 2',
    'ingest_messages_quarantined_total{reason="clock-skew"} 1',
    "ingest_messages_received_total 900000",
    "ingest_service_readings_total 8",
    "",
  ].join("\n");
  expect(countIngested(text)).toBe(112_000);
});

async function serving(answers: readonly number[], run: (url: string) => Promise<void>) {
  let asked = 0;
  const server = createServer((_request, response) => {
    const count = answers[Math.min(asked++, answers.length - 1)] ?? 0;
    response.end(`ingest_readings_stored_total ${count}\n`);
  });
  await listen(server, 0, "127.0.0.1");
  try {
    await run(`http://127.0.0.1:${portOf(server)}/metrics`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Moves time on while the wait polls. */
async function passTime<T>(clock: ReturnType<typeof createManualClock>, waiting: Promise<T>) {
  const state = { ended: false };
  const end = waiting.finally(() => {
    state.ended = true;
  });
  end.catch(() => {});
  while (!state.ended) await clock.advance(250);
  return end;
}

test("it waits until as many messages are stored as were acknowledged", async () => {
  await serving([10, 60, 100], async (metricsUrl) => {
    const clock = createManualClock(0);
    const seen: number[] = [];
    const { signal } = new AbortController();
    const onProgress = (messages: number): void => void seen.push(messages);
    await passTime(
      clock,
      waitUntilIngested({ clock, metricsUrl, messages: 100, onProgress, signal }),
    );
    expect(seen).toEqual([10, 60, 100]);
  });
});

test("a standstill is told in one sentence instead of waited for", async () => {
  await serving([10], async (metricsUrl) => {
    const clock = createManualClock(0);
    const { signal } = new AbortController();
    const onProgress = (): void => {};
    const wait = passTime(
      clock,
      waitUntilIngested({ clock, metricsUrl, messages: 100, onProgress, signal }),
    );
    await expect(wait).rejects.toThrow(CommandError);
    await expect(wait).rejects.toThrow("Ingest has stored 10 of 100 messages");
  });
});
