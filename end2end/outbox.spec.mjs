// The letters of a demo lie on a page of their own: each as its reader sees it, whoever looks.
import { expect, test } from '@playwright/test';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { mailedCode, signUp } from './people.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld({ jsEnabled: false });
});
test.afterAll(() => world?.stop());

test('where nobody has been written to there is a word about that', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/');
  await page.locator('footer a[href="/outbox"]').click();
  await page.locator('#outbox-to').fill('nobody@example.com');
  await page.locator('form[action="/outbox"] button').click();
  await expect(page.locator('main .empty h2')).toHaveText('No letters yet');
  await expect(page.locator('[data-letter]')).toHaveCount(0);
});

test('a letter is in its reader’s language, the newest first, and an address narrows them', async ({ browser }) => {
  const sara = await signUp(await world.visitor(browser, { language: 'fa' }), 'سارا');
  const first = await world.visitor(browser);
  const leila = await signUp(first, 'Leila');
  await first.goto('/outbox');
  const letters = first.locator('[data-letter]');
  await expect(letters.first().locator('[data-to]')).toHaveText(leila.email);
  await expect(letters.first().locator('article')).toHaveAttribute('dir', 'ltr');
  await expect(letters.nth(1).locator('article[lang=fa][dir=rtl] h2')).toContainText('کد شما در امانت');
  expect(await letters.nth(1).getAttribute('data-code')).toBe(await mailedCode(first, sara.email));

  await first.locator('#outbox-to').fill(sara.email);
  await first.locator('form[action="/outbox"] button').click();
  await expect(first).toHaveURL(`/outbox?to=${encodeURIComponent(sara.email)}`);
  await expect(letters).toHaveCount(1);
  await expect(letters.locator('article')).toContainText('سلام «سارا»،');
});

for (const [language, theme, width] of [['en', 'light', 1280], ['fa', 'dark', 390], ['fa', 'light', 320]]) {
  test(`the page can be read by everyone: ${language} ${theme} ${width}`, async ({ browser }) => {
    const page = await world.visitor(browser, { width, js: true });
    await dress(page, world, { language, theme });
    await page.goto('/outbox');
    await picture(page, `outbox-${language}-${theme}-${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
  });
}
