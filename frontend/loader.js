// Wakes the islands of a page. A page without islands never downloads the wasm.
//
// The server writes <leptos-island data-component="Counter_123"> around every part that lives in the browser. Once the
// bundle is here, the function of that name is called with the element, parents before children. An island that lives
// carries `data-live`. Until then the page works as plain HTML, and nothing the reader did early is lost.

const here = new URL('.', import.meta.url).href;
const ISLAND = 'leptos-island';
const SLEEPING = `${ISLAND}:not([data-live])`;
const WORKER = '/sw.js';

// --- Trusted Types -------------------------------------------------------------------------------------------------
// Markup is made from strings only by our own wasm, out of templates fixed at compile time. What could run is refused.
const CAN_RUN = /<\/?(script|iframe|object|embed|link|meta|base)\b|\son\w+\s*=|javascript:/i;
window.trustedTypes?.createPolicy('default', {
  createHTML(markup) {
    if (CAN_RUN.test(markup)) throw new TypeError('this markup could run code');
    return markup;
  },
  // The one script that is fetched by its name: see below, "Without a network".
  createScriptURL(url) {
    if (url !== WORKER) throw new TypeError('this is no script of ours');
    return url;
  },
});

// --- The bundle ----------------------------------------------------------------------------------------------------
// A page whose islands are heavier than others' says in which bundle they are; that one has all the others, too.
let bundle;

function loadBundle() {
  const name = document.querySelector('[data-bundle]')?.dataset.bundle ?? 'frontend';
  bundle ??= import(`${here}${name}.js`).then(async (module) => {
    await module.default({ module_or_path: `${here}${name}_bg.wasm` });
    await breath();
    module.hydrate();
    return module;
  });
  // A failed download must not be remembered: the next touch tries again.
  bundle.catch(() => (bundle = undefined));
  return bundle;
}

// --- Waking --------------------------------------------------------------------------------------------------------
// `owners` restores what a parent island shares with the islands among its children.
async function wake(module, node, owners) {
  if (node.matches(SLEEPING)) await wakeIsland(module, node, owners);
  const isSlot = node.localName === 'leptos-children';
  if (isSlot) owners.push(node.$$on_hydrate);
  for (const child of [...node.children]) await wake(module, child, owners);
  if (isSlot) owners.pop();
}

const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));

async function wakeIsland(module, island, owners) {
  const hydrate = module[island.dataset.component];
  if (!hydrate) return console.warn('no island', island.dataset.component);
  // Whoever reads and types meanwhile is not kept waiting for all of them.
  await breath();
  owners.at(-1)?.();
  const typed = typedBy(island);
  await hydrate(island);
  island.dataset.live = '';
  typed.forEach(restore);
}

// --- What was typed early ------------------------------------------------------------------------------------------
// Hydration writes the server's values into the fields; the reader's are put back, and the island is told.
function typedBy(island) {
  return [...island.querySelectorAll('input, textarea, select')].flatMap((field) => {
    if (field.type === 'file') return [];
    if (field.type === 'checkbox' || field.type === 'radio') {
      return field.checked === field.defaultChecked ? [] : [{ field, property: 'checked', value: field.checked }];
    }
    return field.value === valueFromServer(field) ? [] : [{ field, property: 'value', value: field.value }];
  });
}

function valueFromServer(field) {
  if (!field.options) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? '';
}

function restore({ field, property, value }) {
  field[property] = value;
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
}

// --- What was clicked early ----------------------------------------------------------------------------------------
// Buttons that would do nothing without the island wait for it. A form's own buttons post as they always do.
let earlyClicks = [];
const sleepingIslandOf = (event) => event.target.closest?.(SLEEPING);

document.addEventListener('click', keepEarlyClick, true);

function keepEarlyClick(event) {
  const button = sleepingIslandOf(event) && event.target.closest('button[type=button], [data-replay]');
  if (button) earlyClicks.push(button);
}

function replayClicks() {
  const waiting = earlyClicks;
  earlyClicks = [];
  for (const button of waiting) if (button.isConnected && !button.closest(SLEEPING)) button.click();
}

// --- When ----------------------------------------------------------------------------------------------------------
let waking = false;

async function start() {
  if (waking || !document.querySelector(SLEEPING)) return;
  waking = true;
  try {
    await wake(await loadBundle(), document.body, []);
    replayClicks();
  } catch (error) {
    console.warn('islands sleep on:', error);
  } finally {
    waking = false;
  }
}

const startIfTouched = (event) => sleepingIslandOf(event) && start();
// A font that comes late paints the page once more, and a long page may be idle before it is painted at all; nothing of
// ours is fetched before either. A tab that opens in the background wakes when it is looked at.
const whenIdle = () => document.fonts.ready.then(painted).then(idle);
const idle = () => (window.requestIdleCallback ? requestIdleCallback(later, { timeout: 3000 }) : setTimeout(later, 200));
const later = () => start().then(followCounts).then(fetchFont).catch(() => {});
const followCounts = () => document.querySelector('[data-counted]') && import(`${here}counts.js`).catch(() => {});
const painted = () => new Promise((done) => {
  if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes('paint')) return done();
  const look = (seen) => seen.getEntriesByName('first-contentful-paint').length > 0 && done();
  new PerformanceObserver(look).observe({ type: 'paint', buffered: true });
});

for (const touch of ['pointerdown', 'keydown', 'focusin']) document.addEventListener(touch, startIfTouched, true);
if (document.readyState === 'complete') whenIdle();
else window.addEventListener('load', whenIdle);

// --- The font ------------------------------------------------------------------------------------------------------
// A first visit is read in the device's letters. Ours come when nothing else is wanted, for the pages after this one; a
// cookie with the bundle's number tells the server that they are here. Nobody who saves data is made to fetch them.
async function fetchFont() {
  const { font } = document.documentElement.dataset;
  const [, bundle] = font?.match(/^\/b\/([0-9a-f]+)\//) ?? [];
  if (!bundle || navigator.connection?.saveData || document.cookie.includes(`fonts=${bundle}`)) return;
  const answer = await fetch(font);
  await answer.blob();
  if (answer.ok) document.cookie = `fonts=${bundle}; path=/; max-age=31536000; samesite=lax`;
}

// --- Without a network ---------------------------------------------------------------------------------------------
// The worker comes last of all: nobody waits for it. Without one, a page works as it always did.
const settled = () => setTimeout(() => navigator.serviceWorker?.register(WORKER).catch(() => {}), 1000);

if (document.readyState === 'complete') settled();
else window.addEventListener('load', settled);

// The banner of the page's frame says it in the page's language.
const banner = document.querySelector('[data-offline]');
const tellOffline = () => banner && (banner.hidden = navigator.onLine);

for (const change of ['online', 'offline']) window.addEventListener(change, tellOffline);
tellOffline();

// A form that is sent without a network leaves for the browser's own page, and the files in it are gone: it stays, and
// the banner says so. The browser knows nothing of a house on its own machine, which is there without any network: so the
// house is asked. What sends its words by itself has said so before.
const certain = new WeakSet();
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (navigator.onLine || event.defaultPrevented || certain.has(form) || form.getAttribute('method') !== 'post') return;
  event.preventDefault();
  const go = () => {
    certain.add(form);
    form.requestSubmit(submitter);
  };
  fetch('/healthz', { cache: 'no-store' }).then(go, () => banner?.focus());
});
