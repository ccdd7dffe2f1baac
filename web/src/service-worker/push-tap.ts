import type { WorkerScope } from "./worker-scope.ts";

/**
 * Shows a page of the desk: in a window that is open at it, else in a new one. A window at another
 * page is left alone: somebody may have half a text in it.
 */
export async function showPage(
  clients: Pick<WorkerScope["clients"], "matchAll" | "openWindow">,
  path: string,
): Promise<void> {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find(({ url }) => new URL(url).pathname === path);
  if (open) await open.focus();
  else await clients.openWindow(path);
}
