// Stands in when the network is gone. It keeps the bundle, the page that says so, and the page that checks receipts once
// somebody has been there; both as a stranger sees them. A page of a person, an answer to them or anything they sent is
// never looked at and never kept.

const OFFLINE = '/offline';
/** Works without a network, by a bundle of its own. */
const VERIFY = '/verify';
const VERIFIER = ['verifier.js', 'verifier_bg.wasm'];
/** A bundle's folder is the name of its cache. */
const BUNDLE = /^\/b\/[0-9a-f]{16}\//;
/** The bundle of today, and the one before it for a tab that was open meanwhile. */
const KEPT = 2;

self.addEventListener('install', (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
// The page asks to be kept: on a first visit this worker has not seen it come.
self.addEventListener('message', (event) => {
  if (event.data === VERIFY) event.waitUntil(keepPage(VERIFY, VERIFIER).catch(() => {}));
});
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
  await keepPage(OFFLINE, []);
  const names = await caches.keys();
  await Promise.all(names.slice(0, -KEPT).map((name) => caches.delete(name)));
}

/** A page as nobody sees it, and the files that it names, into the cache of its bundle. */
async function keepPage(path, more) {
  const page = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok || page.redirected) throw new TypeError(`there is no ${path}`);
  const files = new Set((await page.clone().text()).match(/\/b\/[0-9a-f]{16}\/[\w./-]+/g));
  const [first] = files;
  if (!first) throw new TypeError(`${path} has no bundle`);
  const [bundle] = first.match(BUNDLE);
  const cache = await caches.open(bundle);
  await cache.addAll([...files, ...more.map((name) => `${bundle}pkg/${name}`)]);
  await cache.put(path, page);
}

async function navigate(event) {
  const { pathname } = new URL(event.request.url);
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (pathname === VERIFY && (await keptPage(VERIFY))) || (await keptPage(OFFLINE)) || Response.error();
  }
}

async function keptPage(path) {
  for (const name of (await caches.keys()).reverse()) {
    const page = await (await caches.open(name)).match(path, { ignoreVary: true });
    if (page) return page;
  }
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
