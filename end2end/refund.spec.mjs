// What came back for an order: told by letter, sent on, called back and offered again; and in an order in dollars, by either
// rate. Forms and links only, without JavaScript, and on a phone in Persian.
import { expect, test } from '@playwright/test';
import {
  anOrder, auditIsClean, balance, becomeSeller, form, openCheckout, send, setUpApp, signUp, stepUp, transfer, unfold, untilStage,
} from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const OUTSIDE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

async function two(browser) {
  const buyer = await world.visitor(browser, { js: false });
  const { email } = await signUp(buyer, 'Sara Ahmadi');
  const seller = await world.visitor(browser, { js: false });
  await becomeSeller(world, browser, seller, 'Reza Karimi', { js: false });
  return { buyer, seller, email };
}

/** The page on a phone, in Persian. */
async function onPhone(page, name) {
  await page.setViewportSize({ width: 390, height: 844 });
  await dress(page, world, { language: 'fa', theme: 'dark' });
  await page.reload();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, name);
  await dress(page, world, { language: 'en', theme: 'light' });
  await page.reload();
}

test('a letter leads to what came back, and what was called back can be sent on again', async ({ browser }) => {
  const { buyer, seller, email } = await two(browser);
  const { order } = await anOrder(world, browser, { people: { buyer, seller }, js: false });
  const { token, to } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, 1_512_500_000n);
  await untilStage(buyer, 'over', { js: false });
  await setUpApp(buyer, email);
  await buyer.goto(`/outbox?to=${encodeURIComponent(email)}`);
  const letter = buyer.locator('[data-letter]', { hasText: 'Money came back for order' });
  await expect(letter).toHaveCount(1);
  await expect(letter).toContainText('1,500.00 USDT came back to you');
  await letter.locator(`a[href$="/orders/${order}/refund"]`).click();
  for (const sent of ['first', 'again']) {
    await unfold(buyer, 'To another address or by another network');
    await buyer.locator('input[name=address]:not([type=hidden])').fill(OUTSIDE);
    await buyer.locator('details form button[type=submit]').click();
    await expect(buyer.locator('dl .money-amount')).toHaveText(['1,500.00', '1.00', '1,499.00']);
    if (sent === 'first') await stepUp(buyer, email);
    await send(buyer, 'claim_refund');
    await expect(buyer.locator('h1 + p .badge')).toHaveText('waits for approval');
    await buyer.goto(`/orders/${order}/refund`);
    await expect(buyer.locator('main')).toContainText('See how it was sent on');
    await buyer.locator('a', { hasText: 'See how it was sent on' }).click();
    await send(buyer, 'cancel_payout');
    await buyer.goto(`/orders/${order}/refund`);
    await expect(buyer.locator('main')).toContainText('This did not leave');
  }
  await onPhone(buyer, 'refund-again-fa-phone');
  expect(await balance(buyer)).toBe('1,500.00');
  await auditIsClean(world);
});

test('a part of an order in dollars becomes coins by the rate that the buyer picks, once', async ({ browser }) => {
  const { buyer, seller } = await two(browser);
  const { order } = await anOrder(world, browser, { people: { buyer, seller }, js: false, currency: 'USD' });
  const { token, to, units } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'funded', { js: false });
  await seller.goto(`/orders/${order}`);
  await unfold(seller, 'Give the money back');
  await form(seller, 'give_part_back').locator('[name=amount]').fill('5');
  await send(seller, 'give_part_back');
  await buyer.goto(`/orders/${order}/refund`);
  await buyer.locator('button', { hasText: 'Have it in coins' }).click();
  const offers = form(buyer, 'choose_refund_rate');
  await expect(offers.locator('.money-amount')).toHaveText([/^5\.002/, /^5\.002/]);
  await expect(offers).toContainText('USDT/USD on chain 31337');
  await picture(buyer, 'refund-rates');
  await onPhone(buyer, 'refund-rates-fa-phone');
  await Promise.all([
    buyer.waitForURL(new RegExp(`/orders/${order}/refund$`)),
    offers.locator('button[name=offer]').last().click(),
  ]);
  await expect(buyer.locator('main')).toContainText('Exchanged from 5.00 USD');
  await expect(buyer.locator('button', { hasText: 'Have it in coins' })).toHaveCount(0);
  await auditIsClean(world);
});

test('both pages can be read by everyone', async ({ browser }) => {
  const { buyer, seller } = await two(browser);
  const { order } = await anOrder(world, browser, { people: { buyer, seller }, js: false, currency: 'USD' });
  const { token, to, units } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'funded', { js: false });
  await seller.goto(`/orders/${order}`);
  await unfold(seller, 'Give the money back');
  await send(seller, 'give_refund');
  const reader = await world.visitor(browser, { js: true });
  await reader.context().addCookies(await buyer.context().cookies());
  await reader.goto(`/orders/${order}/refund`);
  expect(await violations(reader)).toEqual([]);
  await reader.locator('button', { hasText: "Compare with today's rate" }).click();
  await expect(reader.locator('main')).toContainText('what is in your wallet already');
  expect(await violations(reader)).toEqual([]);
  await picture(reader, 'refund-rates-all');
});
