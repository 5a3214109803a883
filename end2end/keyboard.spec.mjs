// A whole purchase without a mouse: Tab, Shift+Tab, Enter, Space and arrows alone. Every step looks whether the focus
// can be seen and whether anything lies over it. And every page is held against a finger, a small screen and a large font.
import { expect, test } from '@playwright/test';
import { demoPerson, form, freshCode, send } from './people.mjs';
import { WHO, dress, startPlaces, visitorAs } from './rig/places.mjs';
import { startWorld } from './rig/world.mjs';
import { Keys } from './rig/keys.mjs';

test.describe('by keyboard alone', () => {
  let world;
  test.beforeAll(async () => {
    world = await startWorld({ mining: 1 });
  });
  test.afterAll(() => world?.stop());

  async function signedIn(browser, part, options) {
    const page = await world.visitor(browser, options);
    const keys = new Keys(page);
    await page.goto('/sign-in');
    const { email, password } = demoPerson(world, part);
    await keys.type('[name=email]', email);
    await keys.type('[name=secret_password]', password);
    await keys.press('form[action^="?deed=sign_in"] button[type=submit]');
    return { page, keys };
  }

  test('a buyer, a seller and the admin do a whole purchase', async ({ browser }) => {
    test.setTimeout(240_000);
    const { page: buyer, keys: buys } = await signedIn(browser, 'buyer');
    const { page: seller, keys: sells } = await signedIn(browser, 'workshop', { language: 'fa' });

    await buyer.goto('/requests/new?step=1');
    await buys.type('[name=title]', 'A saddle for a city bicycle');
    await buys.choose('[name=category]', 1);
    await buys.type('[name=description]', 'Leather if you have it, used is fine.');
    await buys.press('form[action^="?deed=save_draft"] .btn-primary');
    await buys.type('[name=budget_min]', '10');
    await buys.type('[name=budget_max]', '20');
    await buys.choose('[name=budget_currency]', 'USDT');
    await buys.press('form[action^="?deed=save_draft"] .btn-primary');
    for (const [name, text] of Object.entries({ recipient: 'Leila', street: 'Lindenstr. 5', city: 'Berlin', postal_code: '10969', country: 'Germany' })) {
      await buys.type(`[name=${name}]`, text);
    }
    await buys.press('form[action^="?deed=save_draft"] .btn-primary');
    await buys.press('form[action^="?deed=publish_request"] .btn-primary');
    await buyer.waitForURL(/\/requests\/req_\w+/);
    const id = buyer.url().match(/req_\w+/)[0];

    await seller.goto(`/requests/${id}`);
    await sells.press(`a[href="/requests/${id}/offer"]`);
    await sells.type('[name=title]', 'زین چرمی');
    await sells.type('[name=price]', '12.50');
    await sells.choose('[name=currency]', 'USDT');
    await sells.type('[name=delivery_amount]', '3');
    await sells.press('form[action^="?deed=make_offer"] .btn-primary');
    await seller.waitForURL(new RegExp(`/requests/${id}`));

    await buyer.goto(`/requests/${id}`);
    await buys.press('form[action^="?deed=accept_offer"] button[type=submit]');
    await buyer.waitForURL(/checkout/);
    await buys.press('form[action^="?deed=open_checkout"] button[type=submit]');
    const time = () => buyer.locator('main time').first().getAttribute('datetime');
    const before = await time();
    await buys.press('form[action^="?deed=more_time_to_pay"] button[type=submit]');
    expect(Date.parse(await time()) - Date.parse(before), 'an hour more').toBe(3_600_000);
    await expect(buyer.locator('[data-stage=waiting] [aria-live=polite]'), 'what changes is read out').toHaveCount(1);
    await buys.press('form[action^="?deed=pay_from_demo_wallet"] button[type=submit]');
    await expect(buyer.locator('[data-stage=funded]')).toBeVisible({ timeout: 60_000 });

    await seller.goto(`/orders/${id}`);
    await sells.press('form[action^="?deed=mark_sent"] button[type=submit]');
    await buyer.goto(`/orders/${id}`);
    const digits = (await buyer.locator('#delivery-code').textContent()).replace(/\D/g, '');
    await buys.type('form[action^="?deed=confirm_delivery"] [name=code]', digits);
    await buys.press('form[action^="?deed=confirm_delivery"] button[type=submit]');
    await expect(buyer.locator('.timeline-step[data-state=done]')).toHaveCount(6);

    await buyer.goto(`/orders/${id}/review`);
    await buys.pick('[name=rating]', '4');
    await buys.press('form[action^="?deed=leave_review"] button[type=submit]');
    expect([...buys.faults, ...sells.faults]).toEqual([]);
  });

  test('somebody asks to sell and the admin says yes', async ({ browser }) => {
    const { page: buyer, keys } = await signedIn(browser, 'buyer');
    await buyer.goto('/become-a-seller');
    await keys.type('[name=sells]', 'Carpets');
    await keys.type('[name=words]', 'Twenty years of weaving carpets in Kashan.');
    await keys.press('form[action^="?deed=apply_as_seller"] button[type=submit]');
    const admin = await visitorAs(world, browser, 'admin');
    const decides = new Keys(admin);
    await admin.goto('/admin/sellers');
    if ((await form(admin, 'step_up_by_password').count()) > 0) {
      const { email, password } = demoPerson(world, 'admin');
      const card = 'form[action^="?deed=step_up_by_password"]';
      await decides.type(`${card} [name=secret_current]`, password);
      await decides.type(`${card} [name=secret_code]`, await freshCode(admin, email));
      await decides.press(`${card} button[type=submit]`);
    }
    await decides.press('form[action^="?deed=approve_seller"] button[type=submit]');
    await expect(admin.locator('form[action^="?deed=approve_seller"]')).toHaveCount(0);
    await buyer.goto('/my/offers');
    await expect(buyer.locator('h1')).toBeVisible();
    expect([...keys.faults, ...decides.faults]).toEqual([]);
  });

  test('the skip link leads past the header, in reading order, in both directions', async ({ browser }) => {
    for (const language of ['en', 'fa']) {
      const page = await world.visitor(browser, { language });
      await page.goto('/requests');
      await page.keyboard.press('Tab');
      await expect(page.locator('.skip-link')).toBeFocused();
      await expect(page.locator('.skip-link')).toBeInViewport();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await expect(page.locator('main :focus'), 'the header is skipped').toHaveCount(1);
      const header = await page.evaluate(() => [...document.querySelectorAll('.site-header :is(a, button)')]
        .filter((it) => it.offsetParent).map((it) => it.getBoundingClientRect().x));
      const inOrder = [...header].sort((a, b) => (language === 'fa' ? b - a : a - b));
      expect(header, 'the header is walked from its start').toEqual(inOrder);
      await page.context().close();
    }
  });

  test('a refused form says so at its top, and its links lead to the fields', async ({ browser }) => {
    const page = await world.visitor(browser);
    const keys = new Keys(page);
    await page.goto('/sign-up');
    await keys.press('form[action^="?deed=sign_up"] button[type=submit]');
    const link = page.locator('form [role=alert] a').first();
    await expect(link).toContainText(':');
    const field = (await link.getAttribute('href')).slice(1);
    await keys.press('form [role=alert] a');
    await expect(page).toHaveURL(new RegExp(`#${field}$`));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.closest('form') !== null)).toBe(true);
    expect(keys.faults).toEqual([]);
  });
});

test.describe('every page', () => {
  let world;
  let places;
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(360_000);
    ({ world, places } = await startPlaces(browser));
  });
  test.afterAll(() => world?.stop());

  /** Goes to every place once, as the first who may see it. */
  async function walk(browser, options, look) {
    const found = {};
    for (const who of WHO) {
      const page = await visitorAs(world, browser, who, options);
      for (const [at, place] of places.entries()) {
        if (place.who[at % place.who.length] !== who) continue;
        await page.goto('about:blank');
        await dress(page, world, { language: at % 2 ? 'fa' : 'en', theme: 'light' });
        await page.goto(place.path);
        if (place.then) await place.then(page);
        const said = await look(page);
        if (said.length > 0) found[`${place.name} as ${who}`] = said;
      }
      await page.context().close();
    }
    expect(found).toEqual({});
  }

  test('can be used with a finger: nothing under 24 px, and 44 px for what one does', async ({ browser }) => {
    test.setTimeout(240_000);
    await walk(browser, { width: 390, height: 844 }, (page) => page.evaluate(() => {
      const isInText = (it) => it.matches('a') && getComputedStyle(it).display === 'inline';
      const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !it.closest('.visually-hidden, .skip-link');
      const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(isSeen);
      return all.flatMap((it) => {
        const place = it.matches('[type=radio], [type=checkbox]') ? (it.closest('label') ?? it) : it;
        const { width, height } = place.getBoundingClientRect();
        const least = it.matches('.btn, .input, .select, .textarea, .tab, .site-nav a, summary, [type=radio], [type=checkbox]') ? 44 : 24;
        if (isInText(it) || (width >= 24 && height >= least - 0.5)) return [];
        return [`${it.tagName} “${(it.textContent || it.name || '').trim().slice(0, 30)}” ${Math.round(width)} × ${Math.round(height)}`];
      });
    }));
  });

  test('fits 320 px, which is also 1280 px at 400 %', async ({ browser }) => {
    test.setTimeout(240_000);
    await walk(browser, { width: 320, height: 640 }, (page) => page.evaluate(() => {
      const wide = document.documentElement.scrollWidth;
      const broken = [...document.querySelectorAll('.site-header .btn')].filter((it) => it.getBoundingClientRect().height > 48);
      if (wide <= 320) return broken.map((it) => `“${it.textContent}” is broken into lines`);
      const out = [...document.querySelectorAll('main *')].filter((it) => !it.closest('.tabs') && (it.getBoundingClientRect().right > 321 || it.getBoundingClientRect().left < -1));
      return [`${wide} px wide: ${out.slice(0, 3).map((it) => `${it.tagName}.${it.className}`).join(' ')}`];
    }));
  });

  test('keeps its words at twice the letter size', async ({ browser }) => {
    test.setTimeout(240_000);
    await walk(browser, { width: 1280, height: 900 }, (page) => page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      const isCut = (it) => it.scrollWidth > it.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(it).overflowX) && !it.closest('.visually-hidden');
      const cut = [...document.querySelectorAll('main :is(p, h1, h2, h3, a, button, dd, dt, td, label)')].filter((it) => it.clientWidth > 1 && isCut(it));
      const out = [...document.querySelectorAll('main *')].filter((it) => it.getBoundingClientRect().right > 1281 || it.getBoundingClientRect().left < -1);
      const wide = document.documentElement.scrollWidth > 1281
        ? [`${document.documentElement.scrollWidth} px wide: ${out.slice(0, 4).map((it) => `${it.tagName}.${it.className}`).join(' ')}`] : [];
      return [...wide, ...cut.slice(0, 3).map((it) => `cut: ${it.textContent.trim().slice(0, 30)}`)];
    }));
  });

  test('the queue of disputes is walked with j, k and e, unless one types or switched it off', async ({ browser }) => {
    test.setTimeout(240_000);
    const seller = await visitorAs(world, browser, 'seller');
    await seller.goto(places.find(({ name }) => name === '/disputes/:id').path);
    await seller.locator('details', { has: form(seller, 'ask_the_house') }).locator('summary').click();
    await send(seller, 'ask_the_house');
    const page = await visitorAs(world, browser, 'admin');
    await page.goto('/admin/disputes');
    const stops = page.locator('[data-stop]');
    const keys = page.locator('[data-keys]');
    await expect(keys).toBeVisible();
    expect(await stops.count()).toBeGreaterThan(1);
    const presses = async (key, stop) => {
      await page.keyboard.press(key);
      await expect(stop).toBeFocused();
    };
    await presses('j', stops.nth(0));
    await presses('j', stops.nth(1));
    expect(await stops.nth(1).evaluate((it) => it.matches(':focus-visible') && getComputedStyle(it).outlineStyle), 'one sees where').toBe('solid');
    await presses('k', stops.nth(0));
    await presses('k', stops.nth(0));
    await presses('Control+k', stops.nth(0));
    await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ت', bubbles: true })));
    await expect(stops.nth(1), 'the same key of a Persian keyboard').toBeFocused();

    const field = page.locator('main select').first();
    await field.focus();
    await presses('j', field);
    await keys.locator('input').uncheck();
    await presses('j', keys.locator('input'));
    await page.reload();
    await expect(keys.locator('input')).not.toBeChecked();
    await keys.locator('input').check();

    await presses('j', stops.nth(0));
    const href = await stops.nth(0).getAttribute('href');
    await page.keyboard.press('e');
    await expect(page).toHaveURL(new RegExp(`${href}$`));
  });
});
