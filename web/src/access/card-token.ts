/** What a card's QR carries behind `/masuk#`. */
const TOKEN_PATTERN = /^#([A-Za-z0-9_-]{22,64})$/;

let held: string | null = null;

/**
 * Takes a card's token out of the address: it is removed from the address bar and the history at
 * once and kept in memory alone, so that nobody finds it on a shared phone.
 */
export function holdCardToken(): void {
  if (location.pathname !== "/masuk") return;
  const token = TOKEN_PATTERN.exec(location.hash)?.[1];
  if (token === undefined) return;
  held = token;
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** Hands the token over once; null when the page was not opened by a card. */
export function takeCardToken(): string | null {
  const token = held;
  held = null;
  return token;
}
