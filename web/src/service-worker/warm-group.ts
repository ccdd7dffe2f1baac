/**
 * Tells the worker, once there is one, that this group of pages is in use, so that it keeps all
 * their files and they open without a network.
 */
export async function warmGroup(group: string): Promise<void> {
  // A page without https has no worker: then it works with a network only.
  if (!("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  // A worker has no origin to name: it is this page's own.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  active?.postMessage({ type: "warm", group });
}
