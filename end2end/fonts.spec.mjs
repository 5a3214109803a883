// A page fetches the letters of its own language and no others: a font is the heaviest thing on it, and what comes for
// one word of the header comes before everything else.
import { expect, test } from '@playwright/test';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ demo: false }); });
test.afterAll(() => world?.stop());

/** Pages without a word that somebody typed, and without a currency. */
const PAGES = ['/', '/about-escrow', '/sign-in', '/sign-up', '/recover'];

/** The fonts that a newcomer's browser fetches for each of these pages. */
async function fetched(browser, language) {
  const fonts = {};
  for (const path of PAGES) {
    const page = await world.visitor(browser, { language });
    fonts[path] = [];
    page.on('request', (request) => request.resourceType() === 'font' && fonts[path].push(request.url().split('/').at(-1)));
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.context().close();
  }
  return fonts;
}

for (const [language, own, other] of [['en', 'inter', 'vazirmatn'], ['fa', 'vazirmatn', 'inter']]) {
  test(`a page in ${language} fetches ${own}, and nothing of ${other}`, async ({ browser }) => {
    const fonts = await fetched(browser, language);
    for (const [path, files] of Object.entries(fonts)) {
      expect(files.filter((file) => file.startsWith(own)), path).not.toEqual([]);
      expect(files.filter((file) => file.startsWith(other)), path).toEqual([]);
    }
  });
}
