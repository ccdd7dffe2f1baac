import type { Clock } from "@resik/kit/clock";
import type { CommandContext } from "../context.ts";

const DRAW_EVERY_MS = 250;
const LINE_EVERY_MS = 5_000;
const MEBIBYTE = 1_024 * 1_024;

export interface ProgressLine {
  update(done: number, total: number): void;
  /** Ends the line; later updates show nothing. */
  end(): void;
}

/** Share, rate, memory and remaining time: drawn over itself at a terminal, now and then elsewhere. */
export function createProgressLine(
  label: string,
  { clock, progressStream, note }: Pick<CommandContext, "clock" | "progressStream" | "note">,
): ProgressLine {
  const everyMs = progressStream ? DRAW_EVERY_MS : LINE_EVERY_MS;
  let first: { done: number; atMs: number } | null = null;
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let drawn = false;
  let ended = false;
  return {
    update(done, total) {
      const atMs = clock.monotonicMs();
      // What an earlier run did says nothing about how fast this one is.
      first ??= { done, atMs };
      if (ended || atMs - shownAtMs < everyMs) return;
      shownAtMs = atMs;
      const line = `${label} ${describe(done, total, rateOf(first, done, atMs))}`;
      if (progressStream) progressStream.write(`\r${line}\u001B[K`);
      else note(line);
      drawn = true;
    },
    end() {
      if (!ended && drawn && progressStream) progressStream.write("\n");
      ended = true;
    },
  };
}

const rateOf = (first: { done: number; atMs: number }, done: number, atMs: number): number =>
  atMs > first.atMs ? ((done - first.done) * 1_000) / (atMs - first.atMs) : 0;

function describe(done: number, total: number, perS: number): string {
  const percent = total === 0 ? 100 : Math.min(100, (100 * done) / total);
  const memory = `${Math.round(process.memoryUsage.rss() / MEBIBYTE)} MiB`;
  const rate = `${Math.round(perS)} readings/s, ${memory}`;
  const left = perS > 0 && total > done ? `, ${duration((total - done) / perS)} left` : "";
  return `${percent.toFixed(1)} % (${done} of ${total}), ${rate}${left}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** The most memory this process has held so far. */
export const rssMbMax = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

/** Whole readings a second over a time. */
export const perSecond = (count: number, startMs: number, clock: Clock): number =>
  Math.round((count * 1_000) / Math.max(1, clock.monotonicMs() - startMs));
