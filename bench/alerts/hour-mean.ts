const HOUR_MS = 3_600_000;

/** The mean of what was told in the last hour; NaN before half an hour is known. */
export function createHourMean(): (atMs: number, value: number) => number {
  const times: number[] = [];
  const values: number[] = [];
  let sum = 0;
  return (atMs, value) => {
    times.push(atMs);
    values.push(value);
    sum += value;
    while ((times[0] ?? atMs) <= atMs - HOUR_MS) {
      times.shift();
      sum -= values.shift() ?? 0;
    }
    const isKnown = atMs - (times[0] ?? atMs) >= HOUR_MS / 2;
    return isKnown ? sum / values.length : Number.NaN;
  };
}
