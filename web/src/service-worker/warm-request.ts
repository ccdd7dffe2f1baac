/** The group of pages that a message of a page asks to keep; null for any other message. */
export function warmRequestOf(message: unknown): string | null {
  // The worker is one file without imports, so it cannot share the pages' own checks.
  if (typeof message !== "object" || message === null) return null;
  const { type, group } = message as { type?: unknown; group?: unknown };
  return type === "warm" && typeof group === "string" ? group : null;
}
