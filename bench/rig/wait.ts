import { systemClock } from "@resik/kit/clock";

/** Asks again and again until the answer is yes; throws with the sentence when it takes too long. */
export async function waitFor(
  what: string,
  timeoutMs: number,
  isSo: () => Promise<boolean> | boolean,
  everyMs = 50,
): Promise<number> {
  const startMs = systemClock.monotonicMs();
  for (;;) {
    if (await isSo()) return systemClock.monotonicMs() - startMs;
    if (systemClock.monotonicMs() - startMs > timeoutMs) {
      throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    }
    await systemClock.sleep(everyMs);
  }
}
