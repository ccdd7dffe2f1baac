// Preloaded into a program under fault: its wall clock runs with the offset that a file names.
/* oxlint-disable no-restricted-globals, no-restricted-properties -- it replaces the clock itself */
import { readFileSync } from "node:fs";

const file = process.env.BENCH_CLOCK_OFFSET_FILE ?? "";
const realNow = Date.now;
let offsetMs = 0;
setInterval(() => {
  offsetMs = Number(readFileSync(file, "utf8")) || 0;
}, 100).unref();
Date.now = () => realNow() + offsetMs;
