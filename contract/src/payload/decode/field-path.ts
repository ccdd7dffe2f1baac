import { isObject } from "./outcome.ts";

/** A path with more leads nowhere; each dot within a key counts too. */
const STEPS_MAX = 16;

/**
 * What stands in a document at keys joined by dots (`SR04.Distance`, `rxInfo.0.rssi`); undefined
 * when nothing does. A key may itself have a dot (`SDS0X1.PM2.5`): the shortest one that is there
 * counts. Only what the document itself holds is looked at.
 */
export function valueAt(document: unknown, path: string): unknown {
  const steps = path.split(".");
  // A path that was cut short would lead to another value.
  if (steps.length > STEPS_MAX) return undefined;
  let at = document;
  for (let from = 0; from < steps.length;) {
    const to = endOfKey(at, steps, from);
    if (to === null) return undefined;
    const key = steps.slice(from, to).join(".");
    at = Array.isArray(at) ? at[Number(key)] : isObject(at) ? at[key] : undefined;
    from = to;
  }
  return at;
}

/** After which step the key ends that begins with one; null when none is there. */
function endOfKey(at: unknown, steps: readonly string[], from: number): number | null {
  if (Array.isArray(at)) return /^\d{1,3}$/.test(steps[from] ?? "") ? from + 1 : null;
  if (!isObject(at)) return null;
  for (let to = from + 1; to <= steps.length; to++) {
    if (Object.hasOwn(at, steps.slice(from, to).join("."))) return to;
  }
  return null;
}
