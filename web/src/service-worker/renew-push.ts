const PATH = "/api/v1/me/push";

/**
 * Asks for messages anew after the push service ended what this browser had: under the server's own
 * key, for whoever is signed in. The cookie goes along by itself; who is signed out, or is no staff
 * any more, gets nothing anew. Rejects when a server could not be reached.
 */
export async function renewPush(
  manager: Pick<PushManager, "getSubscription" | "subscribe">,
): Promise<void> {
  const answer = await fetch(PATH, { headers: { accept: "application/json" }, cache: "no-cache" });
  const key = answer.ok ? keyOf(await answer.json()) : null;
  if (key === null) return;
  // A browser may have made one by itself; under another key it could not be used.
  await (await manager.getSubscription())?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = await manager.subscribe(options);
  const { endpoint, keys } = subscription.toJSON();
  const kept = await fetch(PATH, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys }),
  });
  if (!kept.ok) await subscription.unsubscribe();
}

/** Base64url, as a push service takes it; null when the answer holds none. */
function keyOf(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("publicKey" in answer)) return null;
  return typeof answer.publicKey === "string" ? answer.publicKey : null;
}
