/** A stretch of time; `endMs` is exclusive, epoch milliseconds. */
export interface Span {
  beginMs: number;
  endMs: number;
}

/** Keeps when conditions held, told step by step. */
export interface SpanKeeper {
  note(name: string, isSo: boolean, atMs: number): void;
  add(name: string, span: Span): void;
  /** The spans of a condition in order; what still holds ends at `toMs`. */
  of(name: string, toMs: number): Span[];
}

export function createSpanKeeper(): SpanKeeper {
  const done = new Map<string, Span[]>();
  const since = new Map<string, number>();
  function add(name: string, span: Span): void {
    const spans = done.get(name);
    if (spans) spans.push(span);
    else done.set(name, [span]);
  }
  return {
    add,
    note(name, isSo, atMs) {
      const beginMs = since.get(name);
      if (isSo && beginMs === undefined) since.set(name, atMs);
      if (isSo || beginMs === undefined) return;
      since.delete(name);
      add(name, { beginMs, endMs: atMs });
    },
    of(name, toMs) {
      const beginMs = since.get(name);
      const open = beginMs === undefined ? [] : [{ beginMs, endMs: toMs }];
      return joined([...(done.get(name) ?? []), ...open]);
    },
  };
}

/** The same stretches in order, with those that touch or overlap made one. */
export function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.beginMs - other.beginMs)) {
    const last = out.at(-1);
    if (last && span.beginMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else out.push({ ...span });
  }
  return out;
}

/** What is left of one stretch when others are taken out of it. */
export function without({ beginMs, endMs }: Span, hidden: readonly Span[]): Span[] {
  const left: Span[] = [];
  let fromMs = beginMs;
  for (const one of joined(hidden)) {
    if (one.endMs <= fromMs) continue;
    if (one.beginMs >= endMs) break;
    if (one.beginMs > fromMs) left.push({ beginMs: fromMs, endMs: one.beginMs });
    fromMs = one.endMs;
  }
  if (fromMs < endMs) left.push({ beginMs: fromMs, endMs });
  return left;
}

export const overlaps = (one: Span, other: Span): boolean =>
  one.beginMs <= other.endMs && other.beginMs <= one.endMs;
