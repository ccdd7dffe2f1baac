import { deskPath, pushMessageOf } from "./push-message.ts";
import { showPage } from "./push-tap.ts";
import { renewPush } from "./renew-push.ts";
import { sortShellRequest } from "./shell-request.ts";
import { warmRequestOf } from "./warm-request.ts";
import type { WorkerScope } from "./worker-scope.ts";

interface Shell {
  version: string;
  /** What every browser keeps. */
  core: string[];
  /** What a browser keeps once it has used a group of pages. */
  groups: Record<string, string[]>;
}

// The build replaces this text by the lists of files it made.
const shell = JSON.parse("__RESIK_SHELL__") as Shell;
// This file runs in a service worker and nowhere else.
const scope = self as unknown as WorkerScope;

const CACHE_PREFIX = "resik-shell-";
const cacheName = `${CACHE_PREFIX}${shell.version}`;
/** A page that a bad network keeps waiting longer than this opens from the cache. */
const PAGE_WAIT_MS = 5_000;
/** An entry of a cache that says which groups this browser uses; no page has such an address. */
const groupMark = (group: string): string => `/__group/${group}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlderShells());
});

scope.addEventListener("message", (event) => {
  const group = warmRequestOf(event.data);
  if (group !== null) event.waitUntil(keepGroup(group));
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

scope.addEventListener("push", (event) => {
  const { id, title, text, path } = pushMessageOf(event.data?.text() ?? "");
  const shown = {
    body: text,
    tag: id,
    data: path,
    icon: "/icons/icon-192.png",
    badge: "/icons/icon-192.png",
  };
  event.waitUntil(scope.registration.showNotification(title, shown));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(showPage(scope.clients, deskPath(event.notification.data)));
});

// Rare, and without a word to the person: otherwise a phone would fall silent by itself.
scope.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewPush(scope.registration.pushManager));
});

/** A new version takes over only with everything that worked without a network before. */
async function keepShell(): Promise<void> {
  const cache = await scope.caches.open(cacheName);
  await cache.addAll(shell.core);
  for (const group of Object.keys(shell.groups)) {
    if (await scope.caches.match(groupMark(group))) await keepGroup(group);
  }
  await scope.skipWaiting();
}

/** Keeps every file of a group. Rejects when one could not be had; the next visit tries again. */
async function keepGroup(group: string): Promise<void> {
  const files = Object.prototype.hasOwnProperty.call(shell.groups, group)
    ? (shell.groups[group] ?? [])
    : [];
  const cache = await scope.caches.open(cacheName);
  if (await cache.match(groupMark(group))) return;
  for (const file of files) {
    if (await cache.match(file)) continue;
    // Names carry a hash of the content: what an older version kept is the same file.
    const kept = await scope.caches.match(file);
    if (kept) await cache.put(file, kept);
    else await cache.add(file);
  }
  await cache.put(groupMark(group), new Response(null));
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

/** From the cache; what is fetched for the first time is kept for the next. */
async function answerAsset(request: Request): Promise<Response> {
  const kept = await scope.caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await scope.caches.open(cacheName);
    await cache.put(request, answer.clone());
  }
  return answer;
}
