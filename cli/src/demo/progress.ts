import type { CommandContext } from "../context.ts";

/** Where the output is no terminal, a line is written each time this share is passed. */
const LINE_STEP_RATIO = 0.25;

export interface Progress {
  /** Share of the work that is done, 0 to 1. */
  update(ratio: number): void;
  /** Ends the line; the work is done or broken off. */
  end(): void;
}

/** A percentage on standard error: drawn over itself at a terminal, a few lines elsewhere. */
export function createProgress(
  label: string,
  { progressStream, note }: Pick<CommandContext, "progressStream" | "note">,
): Progress {
  let shownPercent = -1;
  let nextLineRatio = 0;
  let ended = false;
  return {
    update(ratio) {
      if (ended) return;
      const percent = Math.floor(Math.min(1, Math.max(0, ratio)) * 100);
      if (percent <= shownPercent) return;
      shownPercent = percent;
      if (progressStream) {
        progressStream.write(`\r${label} ${percent} %`);
      } else if (percent >= nextLineRatio * 100) {
        note(`${label} ${percent} %`);
        nextLineRatio = (Math.floor(percent / 100 / LINE_STEP_RATIO) + 1) * LINE_STEP_RATIO;
      }
    },
    end() {
      if (!ended && progressStream && shownPercent >= 0) progressStream.write("\n");
      ended = true;
    },
  };
}
