// Without a network: what an installed app shows, and what it has kept of anybody.
import { expect, test } from '@playwright/test';
import { form, send, signUp } from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

/** Waits until the worker stands behind the page. */
async function guarded(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
  });
}

/** Everything the browser has kept: address and text. */
const kept = (page) =>
  page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        all.push({ name, path: new URL(request.url).pathname, text: await (await cache.match(request, { ignoreVary: true })).text() });
      }
    }
    return all;
  });

test('a browser may install it', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/');
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons, ...manifest } = JSON.parse(data);
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' });
  for (const { src, sizes, type, purpose } of icons) {
    const answer = await page.request.get(src);
    expect(answer.headers()['content-type'], src).toContain(type);
    if (type !== 'image/png') continue;
    const bytes = await answer.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, `${src} for ${purpose}`).toBe(sizes);
  }
  expect(icons.map(({ purpose }) => purpose)).toContain('maskable');
  // A new profile has no service worker yet; Chromium does not ask for one, nor for anything else.
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('a page that cannot be fetched says so in both languages, and comes when the network is back', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/');
  await guarded(page);
  await expect(page.locator('[data-offline]')).toBeHidden();
  await page.context().setOffline(true);
  await expect(page.locator('[data-offline]')).toBeVisible();
  await page.goto('/requests');
  await expect(page.locator('h1')).toHaveText('You are offline');
  await expect(page.locator('main section[lang=fa][dir=rtl] h2')).toBeVisible();
  // It comes with its styles.
  expect(await page.locator('main').evaluate((it) => getComputedStyle(it).fontFamily)).not.toContain('Times');
  await page.context().setOffline(false);
  await page.locator('main a.btn-primary').click();
  await expect(page).toHaveURL(/\/requests$/);
  await expect(page.locator('h1')).not.toHaveText('You are offline');
});

test('a form that is sent without a network stays with everything in it, and goes when it is back', async ({ browser }) => {
  const page = await world.visitor(browser);
  await signUp(page, 'Shirin Kanaar');
  await page.goto('/become-a-seller');
  await guarded(page);
  const ask = form(page, 'apply_as_seller');
  await ask.locator('[name=sells]').fill('Carpets');
  await ask.locator('[name=words]').fill('Twenty years of weaving carpets in Kashan.');
  await page.context().setOffline(true);
  await ask.locator('button[type=submit]').press('Enter');
  await expect(page.locator('[data-offline]')).toBeFocused();
  await expect(page.locator('[data-offline]')).toBeInViewport();
  await expect(ask.locator('[name=words]')).toHaveValue('Twenty years of weaving carpets in Kashan.');
  await page.context().setOffline(false);
  await send(page, 'apply_as_seller');
  await expect(ask).toHaveCount(0);
});

test('a form goes to a house that is there though the browser knows of no network', async ({ browser }) => {
  const page = await world.visitor(browser);
  await signUp(page, 'Shirin Kanaar');
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await page.goto('/become-a-seller');
  await expect(page.locator('[data-offline]')).toBeVisible();
  const ask = form(page, 'apply_as_seller');
  await ask.locator('[name=sells]').fill('Carpets');
  await ask.locator('[name=words]').fill('Twenty years of weaving carpets in Kashan.');
  await send(page, 'apply_as_seller');
  await expect(ask).toHaveCount(0);
});

test('nothing of a person is kept', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/');
  await guarded(page);
  await signUp(page, 'Shirin Kanaar');
  for (const path of ['/settings', '/wallet', '/my/requests', '/requests/new']) await page.goto(path);
  const all = await kept(page);
  expect(all.length).toBeGreaterThan(3);
  expect(all.filter(({ path }) => path !== '/offline' && !/^\/b\/[0-9a-f]{16}\/pkg\//.test(path))).toEqual([]);
  const { text } = all.find(({ path }) => path === '/offline');
  for (const secret of ['Shirin', '/sign-out', '/my/requests']) expect(text).not.toContain(secret);
});

test('a bundle that nobody made is not kept', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/about-escrow');
  await guarded(page);
  const caches = async () => [...new Set((await kept(page)).map(({ name }) => name))];
  const before = await caches();
  const status = await page.evaluate(async () => (await fetch('/b/0123456789abcdef/pkg/frontend.js')).status);
  expect(status).toBe(404);
  expect(await caches()).toEqual(before);
});

test('after a deploy, an old tab without its files stays a page that works', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: world.origin, serviceWorkers: 'block', locale: 'en-GB' });
  const page = await context.newPage();
  const broken = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  // The files of its bundle are gone.
  let missed = 0;
  await page.route(/\/b\/[0-9a-f]{16}\/pkg\/frontend/, (route) => (missed += 1, route.fulfill({ status: 404, body: '' })));
  await page.goto('/design');
  await expect.poll(() => missed).toBeGreaterThan(0);
  await expect(page.locator('h1')).toBeVisible();
  await page.goto('/requests');
  await page.locator('main a[href^="/requests/"]').first().click();
  await expect(page.locator('h1')).toBeVisible();
  expect(broken).toEqual([]);
  await context.close();
});
