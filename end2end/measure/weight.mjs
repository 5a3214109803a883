// What each page weighs on its way to the browser, by kind, and whether wasm waits until the page is painted.
// Prints a figure per line; `cargo xtask bench weight [PART OF A NAME]` builds everything first.
import { chromium } from '@playwright/test';
import { brotliCompressSync } from 'node:zlib';
import { WHO, startPlaces, visitorAs } from '../rig/places.mjs';
import { awake } from '../rig/world.mjs';

const HTML = 14 * 1024;
const SHEET = 18 * 1024;
const LOADER = 3 * 1024;
const CHECKOUT = 150 * 1024;

const only = process.argv[2] ?? '';
const say = (figure) => console.log(JSON.stringify(figure));
const atMost = (bench, unit, ours, target) => say({ bench, unit, ours, target, pass: ours <= target });
const said = (bench, unit, ours) => say({ bench, unit, ours });

/** Everything one page fetches: kind → bytes on the wire, and when the first wasm was asked for. */
async function load(page, path) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  // As somebody who comes for the first time.
  await devtools.send('Network.clearBrowserCache');
  await devtools.send('Network.setBypassServiceWorker', { bypass: true });
  const asked = new Map();
  const bytes = { wire: 0, loader: 0, html: 0, css: 0, js: 0, wasm: 0, font: 0, image: 0, other: 0 };
  let wasmAt;
  let document;
  devtools.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type }) => {
    if (type === 'Document') document ??= requestId;
    asked.set(requestId, request.url);
    if (request.url.endsWith('.wasm')) wasmAt ??= timestamp;
  });
  const heads = new Map();
  devtools.on('Network.responseReceived', ({ requestId, response }) => heads.set(requestId, response.encodedDataLength));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = asked.get(requestId) ?? '';
    // What was packed, without the headers before it.
    const body = encodedDataLength - (heads.get(requestId) ?? 0);
    bytes[kindOf(url)] += body;
    if (requestId === document) bytes.wire += body;
    if (url.endsWith('/loader.js')) bytes.loader += body;
  });
  const started = new Promise((done) => devtools.once('Network.requestWillBeSent', ({ timestamp }) => done(timestamp)));
  await page.goto(path);
  const html = await page.evaluate(async (path) => (await fetch(path)).text(), path);
  // What an island brings belongs to its page.
  await awake(page);
  const paint = await page.evaluate(largestPaint);
  await devtools.detach();
  const waited = wasmAt === undefined || (wasmAt - (await started)) * 1000 >= paint;
  return { bytes, waited, html: brotliCompressSync(html).length };
}

/** Milliseconds from the start of the navigation to the largest paint so far. */
const largestPaint = () =>
  new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => done(0), 2000);
  });

function kindOf(url) {
  const path = url.split('?')[0];
  if (path.endsWith('.wasm')) return 'wasm';
  if (path.endsWith('.css')) return 'css';
  if (/\.m?js$/.test(path)) return 'js';
  if (path.endsWith('.woff2')) return 'font';
  if (/\.(svg|png|webp|ico)$/.test(path)) return 'image';
  return path.includes('/b/') || path.includes('.') ? 'other' : 'html';
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const { world, places } = await startPlaces(browser);
try {
  let early = 0;
  for (const who of WHO) {
    const page = await visitorAs(world, browser, who);
    for (const place of places.filter((place) => place.who.includes(who) && !place.then && place.name.includes(only))) {
      const { bytes, waited, html } = await load(page, place.path);
      const name = `weight${place.name.replaceAll(' ', '-')}/${who}`;
      if (!waited) {
        early += 1;
        console.error(`${place.path} as ${who} asked for wasm before its largest paint`);
      }
      atMost(`${name}/html`, 'bytes', html, HTML);
      said(`${name}/html-as-sent`, 'bytes', bytes.wire);
      atMost(`${name}/css`, 'bytes', bytes.css, SHEET);
      atMost(`${name}/loader`, 'bytes', bytes.loader, LOADER);
      for (const kind of ['js', 'wasm', 'font', 'image']) said(`${name}/${kind}`, 'bytes', bytes[kind]);
      if (place.route === '/orders/:id/checkout') atMost(`${name}/js+wasm`, 'bytes', bytes.js + bytes.wasm, CHECKOUT);
    }
    await page.context().close();
  }
  atMost('weight/pages-with-wasm-before-the-largest-paint', 'pages', early, 0);
} finally {
  await world.stop();
  await browser.close();
}
