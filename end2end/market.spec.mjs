// From a wish to an accepted offer, with forms and links alone; and what is refused on the way.
import { expect, test } from '@playwright/test';
import { accept, acceptForm, becomeSeller, form, makeOffer, postRequest, send, signUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
let buyer;
let reza;
let mina;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  world = await startWorld({ jsEnabled: false });
  buyer = await world.visitor(browser);
  reza = await world.visitor(browser);
  mina = await world.visitor(browser);
  await signUp(buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, reza, 'Reza Karimi');
  await becomeSeller(world, browser, mina, 'Mina Rad');
});
test.afterAll(() => world?.stop());

/** Sends a form and answers the status. */
async function status(page, where) {
  const [answer] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    where.locator('button[type=submit]').last().click(),
  ]);
  await page.waitForLoadState('load');
  return answer.status();
}

test('a wish, two offers, one changed, one withdrawn and made again, one accepted', async () => {
  const request = await postRequest(buyer, { title: 'A front wheel' });
  await makeOffer(reza, request, { price: '12.50' });
  await makeOffer(mina, request, { price: '14' });

  await expect(mina.getByText('You receive')).toBeVisible();
  await expect(mina.locator('main')).toContainText('13.65');
  await mina.goto(`/requests/${request}/offer`);
  await form(mina, 'edit_offer').locator('[name=price]').fill('۱۱٫۵');
  await send(mina, 'edit_offer');
  await expect(mina.locator('main')).toContainText('11.50');
  await expect(mina.locator('main')).not.toContainText('12.50');

  await send(reza, 'withdraw_offer');
  await expect(reza.locator('main')).toContainText('Withdrawn');
  await makeOffer(reza, request, { price: '13' });

  await buyer.goto(`/requests/${request}`);
  await expect(buyer.locator('table')).toContainText('Reza Karimi');
  await expect(buyer.getByRole('button', { name: 'Accept for 11.50 USDT' })).toBeVisible();
  await picture(buyer, 'market-offers-1280');
  await accept(buyer, request, '11.50');
  await mina.goto('/my/offers');
  await expect(mina.locator('table')).toContainText('Waiting for payment');
  await reza.goto(`/requests/${request}`);
  await expect(reza.locator('main')).toContainText('Declined');
});

test('private notes are for the seller alone', async () => {
  const request = await postRequest(buyer);
  await reza.goto(`/requests/${request}/offer`);
  const offer = form(reza, 'make_offer');
  const typed = { title: 'Wheel', price: '12.50', delivery_amount: '3', private_notes: 'bought for five' };
  for (const [name, text] of Object.entries(typed)) await offer.locator(`[name=${name}]`).fill(text);
  await send(reza, 'make_offer');
  await expect(reza.locator('main')).toContainText('bought for five');
  await buyer.goto(`/requests/${request}`);
  expect(await buyer.content()).not.toContain('bought for five');
  await mina.goto(`/requests/${request}`);
  expect(await mina.content()).not.toContain('12.50');
});

test('wrong input is said beside its field, and the typed text stays', async () => {
  const request = await postRequest(buyer);
  await reza.goto(`/requests/${request}/offer`);
  const offer = form(reza, 'make_offer');
  await offer.locator('[name=title]').fill('A wheel nobody else has');
  await offer.locator('[name=price]').fill('-3');
  await offer.locator('[name=delivery_amount]').fill('0');
  expect(await status(reza, offer)).toBe(422);
  await expect(form(reza, 'make_offer').locator('[name=title]')).toHaveValue('A wheel nobody else has');
  await expect(form(reza, 'make_offer').locator('[name=price]')).toHaveValue('-3');
  await expect(form(reza, 'make_offer').locator('.field-error')).toHaveCount(2);
  await form(reza, 'make_offer').locator('[name=price]').fill('12');
  await form(reza, 'make_offer').locator('[name=delivery_amount]').fill('2');
  expect(await status(reza, form(reza, 'make_offer'))).toBe(303);
  await expect(reza).toHaveURL(new RegExp(`/requests/${request}$`));
});

test('a draft survives a refusal, going away, and a new start of the server', async ({ browser }) => {
  const writer = await world.visitor(browser);
  await signUp(writer, 'Bita Amiri');
  await writer.goto('/requests/new?step=1');
  await form(writer, 'save_draft').locator('[name=title]').fill('Half a thought');
  expect(await status(writer, form(writer, 'save_draft'))).toBe(422);
  await expect(form(writer, 'save_draft').locator('[name=title]')).toHaveValue('Half a thought');
  await world.restart();
  await writer.goto('/my/requests');
  await writer.getByRole('link', { name: 'Go on writing' }).click();
  await expect(form(writer, 'save_draft').locator('[name=title]')).toHaveValue('Half a thought');
  await writer.goto('/requests/new?step=4');
  await expect(form(writer, 'publish_request')).toHaveCount(0);
  await expect(writer.locator('.notice')).toContainText('What you need');
});

test('going back keeps what was typed, and asks nothing', async ({ browser }) => {
  const writer = await world.visitor(browser);
  await signUp(writer, 'Nima Amiri');
  await writer.goto('/requests/new?step=2');
  await form(writer, 'save_draft').locator('[name=brand]').fill('Schwalbe');
  await writer.getByRole('button', { name: 'Back' }).click();
  await expect(writer).toHaveURL(/step=1/);
  await writer.goto('/requests/new?step=2');
  await expect(form(writer, 'save_draft').locator('[name=brand]')).toHaveValue('Schwalbe');
});

test('a price that changed after the buyer looked is not accepted', async () => {
  const request = await postRequest(buyer);
  await makeOffer(reza, request, { price: '12.50' });
  await buyer.goto(`/requests/${request}`);
  await reza.goto(`/requests/${request}/offer`);
  await form(reza, 'edit_offer').locator('[name=price]').fill('99');
  await send(reza, 'edit_offer');
  expect(await status(buyer, acceptForm(buyer, '12.50').first())).toBe(409);
  await buyer.goto(`/requests/${request}`);
  await expect(acceptForm(buyer, '99.00')).toHaveCount(1);
});

test('nobody offers on their own request, and strangers see no private one', async ({ browser }) => {
  const request = await postRequest(reza, { title: 'A wheel for myself' });
  expect((await reza.goto(`/requests/${request}/offer`)).status()).toBe(403);
  expect((await buyer.goto(`/requests/${request}/offer`)).status()).toBe(403);

  await mina.goto(`/requests/${request}`);
  const profile = await mina.locator('main a[href^="/people/"]').first().getAttribute('href');
  await buyer.goto(`/requests/${await postRequest(buyer, { title: 'Only for Reza' })}/edit`);
  const edit = form(buyer, 'edit_request');
  await edit.locator('[name=visibility][value=private]').check();
  await edit.locator('[name=preferred_sellers]').fill(`${world.origin}${profile}`);
  await send(buyer, 'edit_request');
  const address = new URL(buyer.url()).pathname;
  const stranger = await world.visitor(browser);
  expect((await stranger.goto(address)).status()).toBe(404);
  expect((await mina.goto(address)).status()).toBe(404);
  expect((await reza.goto(address)).status()).toBe(200);
  await reza.goto('/requests');
  await expect(reza.locator('section', { hasText: 'For you' })).toContainText('Only for Reza');
  await mina.goto('/requests');
  await expect(mina.locator('main')).not.toContainText('Only for Reza');
});

test('filters stand in the address and an empty list says what to do', async ({ browser }) => {
  await postRequest(buyer, { title: 'Zeppelin anchor', min: '700', max: '900' });
  const guest = await world.visitor(browser);
  await guest.goto('/requests');
  await guest.locator('form[role=search] [name=text]').fill('ZEPPELIN');
  await guest.locator('form[role=search] [name=sort]').selectOption('budget_high');
  await guest.locator('form[role=search] button').click();
  await expect(guest).toHaveURL(/text=ZEPPELIN.*sort=budget_high/);
  await expect(guest.locator('main [role=status]').first()).toContainText('1 request');
  await expect(guest.locator('article')).toContainText('Zeppelin anchor');
  await guest.goto('/requests?min=5000&text=zeppelin');
  await expect(guest.locator('.empty')).toContainText('Clear filters');
});

test('the pages read well in Persian on a phone, and axe has nothing to say', async ({ browser }) => {
  const request = await postRequest(buyer, { title: 'چرخ جلو برای دوچرخهٔ شهری' });
  await makeOffer(reza, request, { price: '12.50' });
  const looks = [
    { language: 'fa', theme: 'light', width: 390 },
    { language: 'fa', theme: 'dark', width: 1280 },
    { language: 'en', theme: 'dark', width: 390 },
    { language: 'en', theme: 'light', width: 1280 },
  ];
  const cookies = await buyer.context().cookies();
  for (const look of looks) {
    const page = await world.visitor(browser, { ...look, js: true });
    await page.context().addCookies(cookies.filter(({ name }) => !['lang', 'theme'].includes(name)));
    await page.context().addCookies([{ name: 'lang', value: look.language, url: world.origin }]);
    const paths = { browse: '/requests', request: `/requests/${request}`, wizard: '/requests/new?step=2', mine: '/my/requests' };
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      expect(await violations(page), `${path} ${look.language} ${look.theme}`).toEqual([]);
      const { width, seen } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, seen: innerWidth }));
      expect(width, `${path} scrolls sideways at ${look.width}`).toBeLessThanOrEqual(seen);
      await picture(page, `market-${name}-${look.language}-${look.theme}-${look.width}`);
    }
    expect(page.errors).toEqual([]);
  }
});
