// Everyone can read every page: axe finds nothing, whoever looks, in whatever light, language and width.
//
// AXE=full looks at every page × person × theme × language × width. Otherwise each page is seen in four dresses that
// hold every pair of theme, language and width, and the people take turns. AXE_PLACES narrows to places by name (a pattern).
import { expect, test } from '@playwright/test';
import { violations } from './rig/accessibility.mjs';
import { WHO, dress, startPlaces, visitorAs } from './rig/places.mjs';

const FULL = process.env.AXE === 'full';
const ONLY = new RegExp(process.env.AXE_PLACES ?? '');
const ALL = ['en', 'fa'].flatMap((language) => ['light', 'dark'].flatMap((theme) => [390, 1280].map((width) => ({ language, theme, width }))));
const PAIRS = [
  { language: 'en', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 1280 },
  { language: 'fa', theme: 'light', width: 1280 },
  { language: 'fa', theme: 'dark', width: 390 },
];

let world;
let places;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  ({ world, places } = await startPlaces(browser));
});
test.afterAll(() => world?.stop());

/** Which dresses somebody sees a place in. */
function dresses(place, who, at) {
  if (FULL) return ALL;
  return PAIRS.filter((_, i) => place.who[(at + i) % place.who.length] === who);
}

for (const who of WHO) {
  test(`axe finds nothing on the pages that ${who === 'out' ? 'a stranger' : `the ${who}`} sees`, async ({ browser }) => {
    test.setTimeout(FULL ? 3_600_000 : 300_000);
    const page = await visitorAs(world, browser, who);
    const found = {};
    let looks = 0;
    for (const [at, place] of places.entries()) {
      if (!place.who.includes(who) || !ONLY.test(place.name)) continue;
      for (const worn of dresses(place, who, at)) {
        // A living page would look again in the new language, in the middle of the way to the next.
        await page.goto('about:blank');
        await dress(page, world, worn);
        await page.setViewportSize({ width: worn.width, height: worn.width === 390 ? 844 : 900 });
        await page.goto(place.path);
        if (place.then) await place.then(page);
        const said = await violations(page);
        looks += 1;
        for (const one of said) (found[`${place.name}: ${one}`] ??= []).push(`${worn.language} ${worn.theme} ${worn.width}`);
      }
    }
    console.log(`axe: ${looks} looks as ${who}`);
    expect(found).toEqual({});
    await page.context().close();
  });
}
