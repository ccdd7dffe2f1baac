import { sortShellRequest } from "./shell-request.ts";
import type { WorkerScope } from "./worker-scope.ts";

interface Shell {
  version: string;
  files: string[];
}

// The build replaces this text by the list of files it made.
const shell = JSON.parse("__RESIK_SHELL__") as Shell;
// This file runs in a service worker and nowhere else.
const scope = self as unknown as WorkerScope;

const CACHE_PREFIX = "resik-shell-";
const cacheName = `${CACHE_PREFIX}${shell.version}`;
/** A page that a bad network keeps waiting longer than this opens from the cache. */
const PAGE_WAIT_MS = 5_000;

scope.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlderShells());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const kind = sortShellRequest({
    method: request.method,
    mode: request.mode,
    url: new URL(request.url),
    ownOrigin: scope.location.origin,
  });
  if (kind === "page") event.respondWith(answerPage(request));
  else if (kind === "asset") event.respondWith(answerAsset(request));
});

async function keepShell(): Promise<void> {
  const cache = await scope.caches.open(cacheName);
  await cache.addAll(shell.files);
  await scope.skipWaiting();
}

async function forgetOlderShells(): Promise<void> {
  const names = await scope.caches.keys();
  const older = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== cacheName);
  await Promise.all(older.map((name) => scope.caches.delete(name)));
  await scope.clients.claim();
}

async function answerPage(request: Request): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PAGE_WAIT_MS);
  try {
    return await fetch(request, { signal: abort.signal });
  } catch (error) {
    const kept = await scope.caches.match("/");
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function answerAsset(request: Request): Promise<Response> {
  return (await scope.caches.match(request)) ?? fetch(request);
}
