// Two languages, and room for more: a purchase in Persian on a phone, choices that follow a person, amounts that are
// asked back, and a look at every page in the testers' language, where a word that comes from nowhere shows.
import { expect, test } from '@playwright/test';
import { accept, acceptForm, becomeSeller, fillOffer, form, openCheckout, PASSWORD, postRequest, send, signIn, signUp, untilStage } from './people.mjs';
import { dress, startPlaces, visitorAs, WHO } from './rig/places.mjs';
import { picture } from './rig/world.mjs';

let world;
let places;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  ({ world, places } = await startPlaces(browser));
});
test.afterAll(() => world?.stop());

const PHONE = { width: 390, height: 844 };
const persian = (text) => String(text).replaceAll(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit))).replace('.', '٫');

/** Words of the page that stand in no locale file: what is outside the brackets and not people's own. */
function strayWords() {
  const OWN = 'bdi, [dir=auto], [translate=no], code, pre, script, style, template, textarea, select[name=category] option, select[name=language] option, select[name=chain] option, [lang]:not(html)';
  const outside = (text) => {
    let depth = 0;
    return [...text].filter((c) => {
      depth += c === '⟦' ? 1 : 0;
      const is = depth === 0;
      depth -= c === '⟧' ? 1 : 0;
      return is;
    }).join('').replaceAll(/\b(USDT|USDC|USD|EUR|IRR|PHP|BTC|PTS|ETH|POL|BNB|AVAX|XDAI)\b/g, '');
  };
  const found = [];
  const look = (text, place) => {
    const stray = outside(text).match(/\p{L}{2,}/gu);
    if (stray) found.push(`${place}: ${text.trim().slice(0, 80)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const near = node.parentElement;
    if (!near.closest(OWN)) look(node.data, `<${near.localName} class="${near.className?.baseVal ?? near.className}">`);
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
    for (const near of document.querySelectorAll(`body [${name}]`)) {
      if (!near.closest(OWN)) look(near.getAttribute(name), `<${near.localName} ${name}>`);
    }
  }
  if (!document.title.includes('⟦')) found.push(`<title>: ${document.title}`);
  return [...new Set(found)];
}

/** What sticks out of the page sideways. */
function sticksOut() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (near) => near.closest('body *') && [...ancestors(near)].some((it) => /auto|scroll|hidden|clip/.test(getComputedStyle(it).overflowX));
  function* ancestors(near) {
    for (let it = near.parentElement; it && it !== document.body; it = it.parentElement) yield it;
  }
  const out = [...document.querySelectorAll('body *')].filter((near) => {
    const { left, right, width } = near.getBoundingClientRect();
    return width > 0 && (right > clientWidth + 0.5 || left < -0.5) && !scrolls(near);
  });
  return [`${scrollWidth} px wide: ${out.slice(-3).map((near) => `<${near.localName} class="${near.className}"> ${near.textContent.trim().slice(0, 40)}`).join(' | ')}`];
}

/** Ids, addresses and e-mails that no element keeps apart from text that runs the other way. */
function looseIds() {
  const APART = 'bdi, [dir=ltr], [dir=auto], code, pre, script, style, textarea, option';
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const plain = node.data.replaceAll(/\u2068[^\u2069]*\u2069/g, '');
    if (/0x[0-9a-fA-F]{6,}|\b[a-z]{3}_[0-9A-Za-z]{8,}|\S+@\S+\.\w/.test(plain) && !node.parentElement.closest(APART)) {
      found.push(`<${node.parentElement.localName}> ${node.data.trim().slice(0, 60)}`);
    }
  }
  return found;
}

/** Walks the places of a person and notes what `look` finds. */
async function walk(page, who, look) {
  const found = {};
  for (const place of places.filter((place) => place.who.includes(who))) {
    await page.goto(place.path);
    if (place.then) await place.then(page);
    const said = await look(page, place);
    if (said.length > 0) found[place.name] = said;
  }
  return found;
}

for (const who of WHO) {
  test(`every word that ${who} reads comes from the locales, and has room to grow`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await visitorAs(world, browser, who, { js: false });
    await page.setViewportSize(PHONE);
    await dress(page, world, { language: 'en-XA', theme: 'light' });
    const found = await walk(page, who, async () => [...(await page.evaluate(strayWords)), ...(await page.evaluate(sticksOut))]);
    expect(found).toEqual({});
    await page.context().close();
  });

  test(`every page that ${who} reads in Persian runs from right to left and fits a small phone`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await visitorAs(world, browser, who, { js: false });
    await dress(page, world, { language: 'fa', theme: 'dark' });
    const found = await walk(page, who, async () => {
      const said = await page.evaluate(looseIds);
      const [lang, dir] = await page.locator('html').evaluate((html) => [html.lang, html.dir]);
      if (lang !== 'fa' || dir !== 'rtl') said.push(`${lang} ${dir}`);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        said.push(...(await page.evaluate(sticksOut)));
      }
      return said;
    });
    expect(found).toEqual({});
    await page.context().close();
  });
}

test('a whole purchase in Persian, with Persian digits in every field, on a phone', async ({ browser }) => {
  test.setTimeout(240_000);
  const [buyer, seller] = await Promise.all([1, 2].map(() => world.visitor(browser, { language: 'fa', ...PHONE })));
  await signUp(buyer, 'سارا احمدی');
  await becomeSeller(world, browser, seller, 'رضا کریمی');
  const order = await postRequest(buyer, { title: 'چرخ جلوی دوچرخهٔ شهری', min: persian('10'), max: persian('1200.50') });
  await expect(buyer.locator('html')).toHaveAttribute('dir', 'rtl');
  await fillOffer(seller, order, { price: persian('12.50'), days: persian('3'), title: 'چرخ، در حد نو' });
  // The last day is typed in the calendar of the page, as its own hint writes it, and comes back so.
  const lastDay = form(seller, 'make_offer').locator('[name=valid_until]');
  const [day] = (await form(seller, 'make_offer').textContent()).match(/[۰-۹]{4}\/[۰-۹]{2}\/[۰-۹]{2}/);
  await lastDay.fill(day.replace(/^[۰-۹]{2}/, '۱۰'));
  await send(seller, 'make_offer');
  await expect(lastDay).toHaveAttribute('aria-invalid', 'true');
  await lastDay.fill(day);
  await send(seller, 'make_offer');
  await expect(seller).toHaveURL(new RegExp(`/requests/${order}$`));
  await seller.goto(`/requests/${order}/offer`);
  await expect(form(seller, 'edit_offer').locator('[name=valid_until]')).toHaveValue(day);
  await buyer.goto(`/requests/${order}`);
  await expect(acceptForm(buyer, '12.50')).toHaveCount(1);
  await accept(buyer, order, '12.50');
  await openCheckout(buyer, order);
  await picture(buyer, 'fa-checkout-390');
  await send(buyer, 'pay_from_demo_wallet');
  await untilStage(buyer, 'funded', { seconds: 60 });
  await seller.goto(`/orders/${order}`);
  await send(seller, 'mark_sent');
  await buyer.goto(`/orders/${order}`);
  const digits = (await buyer.locator('#delivery-code').textContent()).replaceAll(/\D/g, '');
  await picture(buyer, 'fa-order-390');
  await form(buyer, 'confirm_delivery').locator('[name=code]').fill(persian(digits));
  await send(buyer, 'confirm_delivery');
  await expect(buyer.locator('.timeline-step[data-state=done]')).toHaveCount(6);
  // The day is said in the Solar Hijri calendar, and machines read it in theirs.
  const when = buyer.locator('time').first();
  await expect(when).toContainText(/۱۴\d\d|۱۴[۰-۹]{2}/);
  expect(await when.getAttribute('datetime')).toMatch(/^20\d\d-\d\d-\d\dT/);
  await seller.goto('/wallet');
  await expect(seller.locator('[data-currency=USDT] .money-amount')).toHaveText('12.1875');
  await picture(seller, 'fa-wallet-390');
  await picture(await buyer.goto(`/orders/${order}/receipt`).then(() => buyer), 'fa-receipt-390');
});

test('an amount that can be read in two ways is asked back with both, and what was typed stays', async ({ browser }) => {
  const page = await visitorAs(world, browser, 'buyer', { js: false });
  for (const [language, typed] of [['en', '1.234'], ['fa', '۱،۲۳۴']]) {
    await dress(page, world, { language, theme: 'light' });
    await page.goto('/requests/new?step=2');
    const step = form(page, 'save_draft');
    await step.locator('[name=budget_min]').fill('');
    await step.locator('[name=budget_max]').fill(typed);
    await send(page, 'save_draft');
    const error = page.locator('.field-error');
    await expect(error).toHaveCount(1);
    await expect(error).toContainText('1234');
    await expect(error).toContainText('1.2340');
    await expect(page.locator('[name=budget_max]')).toHaveValue(typed);
    await expect(page.locator('[name=budget_max]')).toHaveAttribute('inputmode', 'decimal');
  }
  await page.locator('[name=budget_max]').fill('۱٫۲۳۴');
  await send(page, 'save_draft');
  await expect(page.locator('.field-error')).toHaveCount(0);
});

test('language and colours chosen in the header follow a person to another browser, from the first byte', async ({ browser }) => {
  const here = await world.visitor(browser, { js: false });
  const { email } = await signUp(here, 'Nasrin Azari');
  await here.locator('form[action="/lang"] button[value=fa]').click();
  await expect(here.locator('html')).toHaveAttribute('lang', 'fa');
  await here.locator('form[action="/theme"] button[value=dark]').click();
  await expect(here.locator('html')).toHaveAttribute('data-theme', 'dark');

  const there = await world.visitor(browser, { js: false });
  await there.goto('/');
  await expect(there.locator('html')).toHaveAttribute('lang', 'en');
  await signIn(there, email, PASSWORD);
  const answer = await there.goto('/wallet');
  const first = (await answer.text()).slice(0, 120);
  expect(first).toContain('<html');
  for (const said of ['lang="fa"', 'dir="rtl"', 'data-theme="dark"']) expect(first).toContain(said);
});

test('the browser is answered in the language it wants most', async () => {
  for (const [wanted, lang] of [['en;q=0.4, fa;q=0.9', 'fa'], ['de, fa-IR;q=0.3, en;q=0.2', 'fa'], ['fa;q=0, en;q=0.1', 'en'], ['de', 'en']]) {
    const page = await (await fetch(world.origin.replace('localhost', '127.0.0.1'), { headers: { 'accept-language': wanted, host: new URL(world.origin).host } })).text();
    expect(page.slice(0, 60), wanted).toContain(`<html lang="${lang}"`);
  }
});
