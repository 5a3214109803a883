// Stands in when the network is gone. It keeps the bundle and the page that says so; a page of a person, an answer to
// them or anything they sent is never looked at and never kept.

const OFFLINE = '/offline';
/** A bundle's folder is the name of its cache. */
const BUNDLE = /^\/b\/[0-9a-f]{16}\//;
/** The bundle of today, and the one before it for a tab that was open meanwhile. */
const KEPT = 2;

self.addEventListener('install', (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(navigate(event));
  else if (origin === location.origin && BUNDLE.test(pathname)) event.respondWith(fromBundle(event, pathname));
});

async function takeOver() {
  // The page is asked for while this worker is still starting.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

let preparing;

/** Fetches the offline page as nobody, with the files it names, and forgets bundles of long ago. */
function prepare() {
  preparing ??= keepOfflinePage().finally(() => (preparing = undefined));
  return preparing;
}

async function keepOfflinePage() {
  const page = await fetch(OFFLINE, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok || page.redirected) throw new TypeError('there is no offline page');
  const files = new Set((await page.clone().text()).match(/\/b\/[0-9a-f]{16}\/[\w./-]+/g));
  const [first] = files;
  if (!first) throw new TypeError('the offline page has no bundle');
  const cache = await caches.open(first.match(BUNDLE)[0]);
  await cache.addAll([...files]);
  await cache.put(OFFLINE, page);
  const names = await caches.keys();
  await Promise.all(names.slice(0, -KEPT).map((name) => caches.delete(name)));
}

async function navigate(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return offlinePage();
  }
}

async function offlinePage() {
  for (const name of (await caches.keys()).reverse()) {
    const page = await (await caches.open(name)).match(OFFLINE, { ignoreVary: true });
    if (page) return page;
  }
  return Response.error();
}

/** What lies under a hash never changes. */
async function fromBundle(event, pathname) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(event.request, answer.clone(), pathname).catch(() => {}));
  return answer;
}

async function keep(request, answer, pathname) {
  const name = pathname.match(BUNDLE)[0];
  if (!(await caches.has(name))) await prepare();
  // Only the offline page opens a cache: a path that somebody made up does not.
  if (await caches.has(name)) await (await caches.open(name)).put(request, answer);
}
