// What people take away from a page: a receipt on one sheet of paper, and their lines as a table.
import { expect, test } from '@playwright/test';
import { startPlaces, visitorAs, dress } from './rig/places.mjs';

let world;
let places;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  ({ world, places } = await startPlaces(browser));
});
test.afterAll(() => world?.stop());

for (const language of ['en', 'fa']) {
  test(`a receipt is one A4 sheet without the house around it (${language})`, async ({ browser }) => {
    const page = await visitorAs(world, browser, 'buyer');
    for (const place of places.filter(({ route }) => route === '/orders/:id/receipt')) {
      await dress(page, world, { language, theme: 'dark' });
      await page.goto(place.path);
      const pdf = (await page.pdf({ format: 'A4', path: `end2end/out/receipt-${language}.pdf` })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), place.name).toHaveLength(1);
      await page.emulateMedia({ media: 'print' });
      for (const chrome of ['.site-header', '.site-footer', '.skip-link', '[role=status] [data-offline]', 'button']) {
        for (const one of await page.locator(chrome).all()) await expect(one, `${place.name}: ${chrome}`).toBeHidden();
      }
      expect(await page.locator('body').evaluate((it) => getComputedStyle(it).color)).toMatch(/^(rgb\(0, 0, 0\)|oklch\(0 )/);
      await page.emulateMedia({ media: null });
    }
  });
}

test('the lines of a wallet are a table that adds up to its balance', async ({ browser }) => {
  const page = await visitorAs(world, browser, 'seller');
  for (const language of ['en', 'fa']) {
    await dress(page, world, { language, theme: 'light' });
    await page.goto('/wallet');
    const download = page.waitForEvent('download');
    await page.locator('a[href="/wallet/activity.csv"]').click();
    expect((await download).suggestedFilename()).toBe('amanat-wallet.csv');
    const answer = await page.request.get('/wallet/activity.csv');
    expect(answer.headers()).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
    const [head, ...rows] = (await answer.text()).replace('\ufeff', '').trim().split('\r\n').map((row) => row.split(','));
    expect(head[3]).toBe(language === 'fa' ? 'ارز' : 'Currency');
    expect(rows.length).toBeGreaterThan(0);
    for (const currency of new Set(rows.map((row) => row[3]))) {
      const own = rows.filter((row) => row[3] === currency);
      const cents = (text) => Math.round(Number(text) * 1e6);
      expect(own.reduce((sum, row) => sum + cents(row[4]), 0)).toBe(cents(own[0][5]));
    }
  }
  const stranger = await world.visitor(browser);
  const refused = await stranger.request.get('/wallet/activity.csv');
  expect([refused.status(), refused.headers()['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
});
