// The living page of the parts looks as it did: a picture per language, theme and width, compared with the one we agreed on.
//
// To agree on new pictures, look at them and commit them:
//   UPDATE=1 node_modules/.bin/playwright test -c end2end design.spec.mjs --update-snapshots
//
// Fonts are our own, but how letters are drawn is the browser's: pictures of another Chromium are not compared.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { shrink } from './rig/shrink.mjs';
import { awake, startWorld } from './rig/world.mjs';

const MADE_WITH = new URL('./design.spec.mjs-snapshots/made-with.txt', import.meta.url);
const browserHere = () => {
  const said = execFileSync(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return `Chromium ${said.match(/(\d+)\./)[1]}`;
};

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

for (const language of ['en', 'fa']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      test(`every part looks as agreed: ${language} ${theme} ${width}`, async ({ browser }) => {
        const here = browserHere();
        if (process.env.UPDATE) writeFileSync(MADE_WITH, `${here}\n`);
        const then = existsSync(MADE_WITH) ? readFileSync(MADE_WITH, 'utf8').trim() : 'no browser yet';
        test.skip(then !== here, `the pictures were made with ${then}, this is ${here}: look at /design, and renew them`);
        // Without scripts nothing ticks.
        const page = await world.visitor(browser, { js: false, width, height: 900 });
        await dress(page, world, { language, theme });
        await page.goto('/design');
        await page.locator('.toast-note button').click();
        const name = `${language}-${theme}-${width}.png`;
        await expect(page.locator('#main')).toHaveScreenshot(name, { maxDiffPixelRatio: 0.01, scale: 'css', timeout: 45_000 });
        if (process.env.UPDATE) shrink(test.info().snapshotPath(name));
        await page.context().close();
      });
    }
  }
}

test('the dialog opens without a script, gives the focus back, and Escape closes it', async ({ browser }) => {
  const page = await world.visitor(browser, { js: false });
  await page.goto('/design');
  const opens = page.locator('[popovertarget=ask]').first();
  await opens.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#ask')).toBeVisible();
  await expect(page.locator('#ask a'), 'the first thing to do has the focus').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('#ask')).toBeHidden();
  await expect(opens).toBeFocused();
});

test('an open dialog and a toast are readable for everyone, and the toast can be closed', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/design');
  await awake(page);
  await page.locator('[popovertarget=ask]').first().click();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('.toast-note button').click();
  await expect(page.locator('.toast-note')).toBeHidden();
  expect(page.errors).toEqual([]);
});

test('the page works in colours of the reader and without motion', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto('/design');
  // How strong the reader's own colours are is the reader's to say.
  expect(await violations(page, { without: ['color-contrast'] })).toEqual([]);
  const longest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('*')].flatMap((it) =>
    [getComputedStyle(it), getComputedStyle(it, '::after')].map((style) => Math.max(parseFloat(style.transitionDuration), parseFloat(style.animationDuration))))));
  expect(longest, 'seconds of motion').toBeLessThan(0.01);
});
