// A font is the heaviest thing on a page, so a first visit does not wait for one: it comes afterwards, in the language of
// the page and in no other, and the next page is written in it from its first letter.
import { expect, test } from '@playwright/test';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ demo: false }); });
test.afterAll(() => world?.stop());

/** Pages without a word that somebody typed, and without a currency. */
const PAGES = ['/', '/about-escrow', '/sign-in', '/sign-up', '/recover'];
const LANGUAGES = [['en', 'inter', 'Inter'], ['fa', 'vazirmatn', 'Vazirmatn Page']];

/** Every font that this page's browser asks for, by its file's name. */
function listen(page) {
  const fonts = [];
  page.on('request', (request) => /\.woff2$/.test(request.url()) && fonts.push(request.url().split('/').at(-1)));
  return fonts;
}

const kept = (page) => expect.poll(async () => (await page.context().cookies()).map(({ name }) => name)).toContain('fonts');
const faces = (page) => page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')));

for (const [language, file, family] of LANGUAGES) {
  test(`a first visit in ${language} is painted without ${file}, and fetches it once, and nothing else`, async ({ browser }) => {
    for (const path of PAGES) {
      const page = await world.visitor(browser, { language });
      const fonts = listen(page);
      await page.goto(path);
      await kept(page);
      expect(fonts, path).toEqual([expect.stringMatching(`^${file}`)]);
      expect(await faces(page), path).not.toContain(family);
      const order = await page.evaluate(() => [
        performance.getEntriesByName('first-contentful-paint')[0].startTime,
        performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.woff2')).startTime,
      ]);
      expect(order[0], path).toBeLessThan(order[1]);
      await page.context().close();
    }
  });

  test(`the pages after it are written in ${file}, which is not fetched again`, async ({ browser }) => {
    const page = await world.visitor(browser, { language });
    await page.goto('/');
    await kept(page);
    for (const path of PAGES) {
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(await faces(page), path).toContain(family);
      const { transferred, names } = await page.evaluate(() => {
        const fetched = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.woff2'));
        return { transferred: fetched.reduce((sum, { transferSize }) => sum + transferSize, 0), names: fetched.map(({ name }) => name) };
      });
      expect(transferred, path).toBe(0);
      for (const name of names) expect(name, path).toContain(file);
    }
    expect(page.errors).toEqual([]);
  });

  test(`without scripts a page in ${language} comes with ${file}, and nothing else`, async ({ browser }) => {
    for (const path of PAGES) {
      const page = await world.visitor(browser, { language, js: false });
      const fonts = listen(page);
      await page.goto(path, { waitUntil: 'networkidle' });
      expect([...new Set(fonts)], path).toEqual([expect.stringMatching(`^${file}`)]);
      await page.context().close();
    }
  });
}

test('who saves data is read in the letters of the device', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.addInitScript(() => Object.defineProperty(navigator.connection, 'saveData', { value: true }));
  const fonts = listen(page);
  await page.goto('/', { waitUntil: 'networkidle' });
  // The service worker comes last of all: by then a font would have been asked for.
  await page.evaluate(() => navigator.serviceWorker.ready);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('fonts');
  expect(fonts.filter((it, at) => fonts.indexOf(it) !== at)).toEqual([]);
});
