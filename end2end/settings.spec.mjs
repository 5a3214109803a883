// An admin asks a chain for more blocks while the house is open: everybody sees it for a day, it can be taken back, then the
// next checkout waits for them and the one before keeps its word. Without JavaScript: everything here is forms and links.
import { test, expect } from '@playwright/test';
import { accept, demoPerson, form, makeOffer, openCheckout, postRequest, send, stepUp, transfer, untilStage } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ jsEnabled: false }); });
test.afterAll(async () => world?.stop());

const PAGE = '/admin/settings';
/** The first chain's folded form, and what the table says of it. */
const fold = (page) => page.locator('details:has(form[action^="?deed=change_setting"])').first();
const now = (page) => page.locator('table').first().locator('tbody tr').first().locator('td').nth(1);

async function decide(page, value, reason) {
  if ((await fold(page).getAttribute('open')) === null) await fold(page).locator('summary').click();
  await fold(page).locator('[name=value]').fill(value);
  await fold(page).locator('[name=reason]').fill(reason);
  await send(page, 'change_setting', fold(page).locator('form'));
}

/** The decision that waits, and from when on it holds. */
const waiting = (page) => page.locator('section[aria-labelledby=waiting] article');
const holdsAt = (page) => waiting(page).locator('strong time').getAttribute('datetime');

async function takeBack(page, reason) {
  await waiting(page).locator('summary').click();
  await waiting(page).locator('[name=reason]').fill(reason);
  await send(page, 'cancel_setting', waiting(page).locator('form'));
}

/** An order with an open checkout, and how to pay it. */
async function orderWaiting(buyer, seller, title) {
  const request = await postRequest(buyer, { title });
  await makeOffer(seller, request, { price: '12.50' });
  await accept(buyer, request);
  return { request, ...(await openCheckout(buyer, request)) };
}

/** Pays it, and reads how many blocks the page waits for. */
async function paid(buyer, { request, token, to, units }) {
  await buyer.goto(`/orders/${request}/checkout`);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'seen', { js: false });
}

/** Who has a part in it, signed in. */
async function everybody(browser) {
  const people = [];
  for (const who of ['admin', 'buyer', 'seller']) people.push(await visitorAs(world, browser, who));
  return people;
}

test('a chain is asked for more blocks, and only what begins afterwards waits for them', async ({ browser }) => {
  test.setTimeout(300_000);
  const [admin, buyer, seller] = await everybody(browser);
  // Axe needs scripts in the page; everything else does without. Signed in before the clock is put ahead.
  const reader = await visitorAs(world, browser, 'admin', { js: true });
  const { email, password } = demoPerson(world, 'admin');
  await admin.goto('/admin/log');
  await admin.locator(`nav a[href="${PAGE}"]`).first().click();
  await expect(now(admin)).toHaveText('3 blocks');
  await stepUp(admin, email, password);

  await test.step('what is too little is refused, says the bound, and what was typed is there', async () => {
    await decide(admin, '2', 'A slip of the finger');
    await expect(fold(admin).locator('[name=value]')).toHaveValue('2');
    await expect(fold(admin).locator('[name=value]')).toHaveAttribute('aria-invalid', 'true');
    await expect(fold(admin).locator('.field-error')).toContainText('at least 3');
    await picture(admin, 'settings-refused');
  });

  await test.step('of two who look at the same, the second is told', async () => {
    const other = await admin.context().newPage();
    await other.goto(PAGE);
    await admin.goto(PAGE);
    await decide(admin, '9', 'Two blocks were undone tonight');
    await expect(admin).toHaveURL(/done=setting_announced/);
    await expect(now(admin)).toHaveText('3 blocks');
    await decide(other, '8', 'I did not look');
    await expect(fold(other)).toContainText('Somebody decided about this setting a moment ago');
    await expect(fold(other).locator('[name=value]')).toHaveValue('8');
    await expect(now(other)).toHaveText('3 blocks');
    await other.close();
  });

  await test.step('everybody sees what waits; it is taken back, and decided anew for a day later', async () => {
    await buyer.goto('/');
    await buyer.locator('footer a[href="/changes"]').click();
    const announced = buyer.locator('section[aria-labelledby=waiting] tbody tr');
    await expect(announced).toHaveCount(1);
    for (const text of ['3 blocks', '9 blocks', 'Two blocks were undone tonight', 'An admin']) await expect(announced).toContainText(text);
    await picture(buyer, 'changes');
    await admin.goto(PAGE);
    await takeBack(admin, 'Seven are enough');
    await expect(admin).toHaveURL(/done=setting_cancelled/);
    await expect(waiting(admin)).toHaveCount(0);
    await decide(admin, '7', 'Two blocks were undone tonight');
    await expect(waiting(admin)).toContainText('From 3 blocks to 7 blocks');
    await picture(admin, 'settings-waiting');
    await buyer.reload();
    await expect(announced).toContainText('7 blocks');
    await expect(buyer.locator('section[aria-labelledby=past] tbody tr')).toContainText('Seven are enough');
  });

  await test.step('who, when, before, after and why stand beneath, and in the log', async () => {
    const history = admin.locator('section[aria-labelledby=history] tbody tr');
    await expect(history).toHaveCount(2);
    for (const text of ['3 blocks', '7 blocks', 'Two blocks were undone tonight']) await expect(history.first()).toContainText(text);
    await expect(history.first().locator('time')).toHaveCount(2);
    await expect(history.nth(1)).toContainText('taken back');
    await picture(admin, 'settings');
    await admin.goto('/admin/log?deed=change_setting');
    await expect(admin.locator('tbody tr', { hasText: 'confirmation_threshold:31337' }).first()).toContainText('3 → 7');
  });

  await test.step('a day later the next checkout waits for seven, the one before for three', async () => {
    await admin.goto(PAGE);
    const moment = await holdsAt(admin);
    world.until(moment, -15);
    const first = await orderWaiting(buyer, seller, 'A lamp for a short wait');
    world.until(moment);
    await admin.goto(PAGE);
    await expect(now(admin)).toHaveText('7 blocks');
    await expect(waiting(admin)).toHaveCount(0);
    const second = await orderWaiting(buyer, seller, 'A lamp for a long wait');
    await paid(buyer, first);
    await expect(buyer.locator('main')).toContainText('of 3 confirmations');
    await paid(buyer, second);
    await expect(buyer.locator('main')).toContainText('of 7 confirmations');
    await world.chain.mine(3);
    await buyer.goto(`/orders/${first.request}/checkout`);
    await untilStage(buyer, 'funded', { js: false });
    await buyer.goto(`/orders/${second.request}/checkout`);
    await untilStage(buyer, 'seen', { js: false });
    await world.chain.mine(4);
    await untilStage(buyer, 'funded', { js: false });
  });

  await test.step('in Persian, as cards on a phone, and axe finds nothing', async () => {
    await reader.goto(PAGE);
    await fold(reader).locator('summary').click();
    expect(await violations(reader)).toEqual([]);
    await dress(reader, world, { language: 'fa', theme: 'light' });
    await reader.setViewportSize({ width: 390, height: 844 });
    await reader.goto(PAGE);
    await expect(reader.locator('h1')).toHaveText('تنظیمات امانت');
    await expect(now(reader)).toHaveText('۷ بلوک');
    await expect(form(reader, 'change_setting')).toHaveCount(22);
    expect(await violations(reader)).toEqual([]);
    await picture(reader, 'settings-phone-fa');
    await reader.goto('/changes');
    await expect(reader.locator('section[aria-labelledby=past] tbody tr')).toHaveCount(2);
    expect(await violations(reader)).toEqual([]);
    await picture(reader, 'changes-phone-fa');
  });
});
