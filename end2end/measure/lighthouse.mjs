// Lighthouse's word on every page, mobile profile, median of five. `cargo xtask bench lighthouse [PATTERN OF NAMES]`.
//
// A run on a busy machine says more about the machine: it is thrown away and repeated, never averaged in.
import { chromium } from '@playwright/test';
import { loadavg } from 'node:os';
import { startPlaces, visitorAs } from '../rig/places.mjs';
import lighthouse from './lighthouse/node_modules/lighthouse/core/index.js';

const RUNS = 5;
const TRIES = 4 * RUNS;
const PORT = 9339;
/** Waiting processes that make a run worthless, our own browser and server not counted. */
const BUSY = 2.5;
const only = new RegExp(process.argv[2] ?? '');

/** name → unit, what is read of a report, the promise and whether less is better. */
const FIGURES = {
  performance: { unit: 'points', read: ({ categories }) => 100 * categories.performance.score, target: 99 },
  accessibility: { unit: 'points', read: ({ categories }) => 100 * categories.accessibility.score, target: 100 },
  'best-practices': { unit: 'points', read: ({ categories }) => 100 * categories['best-practices'].score, target: 100 },
  seo: { unit: 'points', read: ({ categories }) => 100 * categories.seo.score, target: 100, publicOnly: true },
  lcp: { unit: 'ms', read: ({ audits }) => audits['largest-contentful-paint'].numericValue, target: 1200, less: true },
  tbt: { unit: 'ms', read: ({ audits }) => audits['total-blocking-time'].numericValue, target: 50, less: true },
  cls: { unit: 'shift', read: ({ audits }) => audits['cumulative-layout-shift'].numericValue, target: 0, less: true },
};

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounded = (number) => Math.round(number * 1000) / 1000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', `--remote-debugging-port=${PORT}`],
});
const { world, places } = await startPlaces(browser);

const devtools = await browser.newBrowserCDPSession();

/** The cookies of this person's browser on a first visit: one of ours says that fonts are here already. */
async function cookiesOf(who) {
  if (who === 'out') return [];
  const page = await visitorAs(world, browser, who);
  const cookies = await page.context().cookies(world.origin);
  await page.context().close();
  return cookies.filter(({ name }) => name !== 'fonts').map(({ name, value, httpOnly }) => ({ name, value, httpOnly, url: world.origin }));
}

/** Makes the browser this person's, and forgets who it was before. */
async function wear(cookies) {
  await devtools.send('Storage.clearCookies');
  if (cookies.length > 0) await devtools.send('Storage.setCookies', { cookies });
}

/** Five reports made while the machine was quiet. */
async function reports(path, cookies) {
  const kept = [];
  for (let tries = 0; kept.length < RUNS; tries += 1) {
    if (tries === TRIES) throw new Error(`${path}: the machine is too busy to measure anything on it`);
    await wear(cookies);
    const { lhr } = await lighthouse(world.origin + path, {
      port: PORT,
      output: 'json',
      logLevel: 'silent',
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
      extraHeaders: { 'accept-language': 'en' },
    });
    const { pathname } = new URL(lhr.finalDisplayedUrl ?? world.origin + path);
    if (pathname !== path.split(/[?#]/)[0]) throw new Error(`${path} led to ${pathname}: that would be measured instead`);
    // On a busy machine Lighthouse loses its own trace now and then.
    if (lhr.runtimeError) console.error(`${path}: ${lhr.runtimeError.message}`);
    else if (loadavg()[0] <= BUSY || process.env.BUSY_IS_FINE) kept.push(lhr);
  }
  return kept;
}

function print(place, who, kept) {
  for (const [figure, { unit, read, target, less, publicOnly }] of Object.entries(FIGURES)) {
    if (publicOnly && who !== 'out') continue;
    const ours = rounded(middle(kept.map(read)));
    const pass = less ? ours <= target : ours >= target;
    console.log(JSON.stringify({ bench: `lighthouse${place.name.replaceAll(' ', '-')}/${who}/${figure}`, unit, ours, target, pass }));
  }
  for (const audit of failed(kept.at(-1))) console.error(`  ${place.path} as ${who}: ${audit}`);
}

/** What else it found wrong, as far as it counts. */
function failed({ categories, audits }) {
  const refs = Object.values(categories).flatMap(({ auditRefs }) => auditRefs).filter(({ weight }) => weight > 0);
  const bad = refs.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 0.9);
  return [...new Set(bad.map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`))];
}

/** The first of those who look at it to whom the page is shown. */
async function whoSees({ path, who }) {
  for (const one of who) {
    cookies[one] ??= await cookiesOf(one);
    const cookie = cookies[one].map(({ name, value }) => `${name}=${value}`).join('; ');
    const { status } = await fetch(world.origin + path, { headers: { cookie, 'sec-fetch-site': 'none' }, redirect: 'manual' });
    if (status === 200) return one;
  }
  throw new Error(`${path} is shown to none of ${who}`);
}

const cookies = {};
const isMeant = (place) => !place.then && place.route !== '404' && only.test(place.name);
try {
  for (const place of places.filter(isMeant)) {
    const who = await whoSees(place);
    print(place, who, await reports(place.path, cookies[who]));
  }
} finally {
  await world.stop();
  await browser.close();
}
