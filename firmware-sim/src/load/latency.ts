export interface LatencySummary {
  count: number;
  p50Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

/** Keeps every latency, because a histogram's buckets blur exactly the tail we ask for. */
export interface LatencyRecorder {
  add(latencyMs: number): void;
  summary(): LatencySummary;
}

/** `samplesMax` bounds the memory at 8 bytes each; what comes after it is counted, not kept. */
export function createLatencyRecorder(samplesMax: number): LatencyRecorder {
  const samples = new Float64Array(samplesMax);
  let count = 0;
  return {
    add(latencyMs) {
      if (count < samplesMax) samples[count] = latencyMs;
      count++;
    },
    summary() {
      const sorted = samples.slice(0, Math.min(count, samplesMax)).sort();
      // Nearest rank: the smallest sample that at least this share of all does not exceed.
      const at = (share: number): number =>
        sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
      return { count, p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), maxMs: at(1) };
    },
  };
}
