import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../edge/request.ts";
import type { LiveReading, StationList } from "../edge/station.ts";
import {
  POLL_PERIOD_MS,
  REOPEN_DELAY_MS,
  RESYNC_PERIOD_MS,
  startLiveSource,
  type LiveStream,
} from "./live-source.ts";
import { FLUSH_DELAY_MS } from "./reading-buffer.ts";
import type { StationsAction } from "./stations-state.ts";

const LIST: Answer<StationList> = {
  ok: true,
  value: { districtName: "Kabupaten Pati", generatedAtMs: 0, stations: [] },
};
const LOST: Answer<StationList> = { ok: false, failure: { reason: "network" } };
const READING: LiveReading = {
  device: "bak-01",
  channel: "bin",
  latest: { atMs: 1, quality: "ok", fields: { fillRatio: 0.5 } },
};

function startStage() {
  const actions: StationsAction[] = [];
  const streams: (LiveStream & { say: (reading: LiveReading) => void; closed: boolean })[] = [];
  const stage = { answer: LIST, fetches: 0, isGone: false };
  const source = startLiveSource({
    fetchList: () => {
      stage.fetches += 1;
      return Promise.resolve(stage.answer);
    },
    openStream: (say) => {
      const stream = {
        onopen: null,
        onerror: null,
        closed: false,
        say,
        isClosed: () => stage.isGone,
        close() {
          stream.closed = true;
        },
      };
      streams.push(stream);
      return stream;
    },
    nowMs: () => 7,
    dispatch: (action) => actions.push(action),
  });
  const connection = () => {
    const told = actions.filter((action) => action.type !== "listed" && action.type !== "measured");
    const last = told[told.length - 1];
    return last?.type === "connected" ? last.connection : last?.type;
  };
  return { actions, streams, stage, source, connection };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("while events come, the list is asked for once at opening and then once a minute", async () => {
  const { streams, stage, source, connection } = startStage();
  await vi.advanceTimersByTimeAsync(0);
  streams[0]?.onopen?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(stage.fetches).toBe(2);
  expect(connection()).toBe("live");
  await vi.advanceTimersByTimeAsync(RESYNC_PERIOD_MS - 10);
  expect(stage.fetches).toBe(2);
  await vi.advanceTimersByTimeAsync(10);
  expect(stage.fetches).toBe(3);
  source.close();
});

test("without events the list is asked for every ten seconds, until they are back", async () => {
  const { streams, stage, source, connection } = startStage();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toBe("connecting");
  streams[0]?.onerror?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toBe("polling");
  await vi.advanceTimersByTimeAsync(3 * POLL_PERIOD_MS);
  expect(stage.fetches).toBe(5);
  streams[0]?.onopen?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toBe("live");
  source.close();
});

test("a stream that the server refused is opened again later", async () => {
  const { streams, stage, source } = startStage();
  stage.isGone = true;
  streams[0]?.onerror?.();
  expect(streams[0]?.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(REOPEN_DELAY_MS);
  expect(streams).toHaveLength(2);
  source.close();
});

test("no list means lost, and the next list means found", async () => {
  const { stage, streams, source, connection } = startStage();
  streams[0]?.onerror?.();
  await vi.advanceTimersByTimeAsync(0);
  stage.answer = LOST;
  await vi.advanceTimersByTimeAsync(POLL_PERIOD_MS);
  expect(connection()).toBe("lost");
  stage.answer = LIST;
  source.refresh();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toBe("polling");
  source.close();
});

test("many readings are drawn together", async () => {
  const { actions, streams, source } = startStage();
  await vi.advanceTimersByTimeAsync(0);
  for (let count = 0; count < 50; count += 1) streams[0]?.say(READING);
  await vi.advanceTimersByTimeAsync(FLUSH_DELAY_MS);
  const drawn = actions.filter((action) => action.type === "measured");
  expect(drawn).toHaveLength(1);
  expect(drawn[0]).toMatchObject({ readings: { length: 50 } });
  source.close();
});

test("a request that was asked for while another was under way is made afterwards", async () => {
  const { stage, streams, source } = startStage();
  streams[0]?.onopen?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(stage.fetches).toBe(2);
  source.close();
});

test("after closing nothing is asked, drawn or left running", async () => {
  const { actions, streams, stage, source } = startStage();
  await vi.advanceTimersByTimeAsync(0);
  streams[0]?.say(READING);
  source.close();
  const before = actions.length;
  await vi.advanceTimersByTimeAsync(10 * RESYNC_PERIOD_MS);
  expect(actions).toHaveLength(before);
  expect(stage.fetches).toBe(1);
  expect(streams[0]?.closed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
