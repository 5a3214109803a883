// What came back for a price in dollars becomes coins, by the rate of the payment or of the day: both sums stand side by
// side, and one of them is taken, once. The second buyer without JavaScript.
import { expect, test } from '@playwright/test';
import { aPaidOrder, auditIsClean, balance, becomeSeller, form, send, signUp, unfold } from './people.mjs';
import { PHONE, fits, priceIs, units, visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

/** What 12.50 USD are in USDT at the demo's rate, 0.9996, rounded up. */
const PAID = '12.505003';

let world;
let seller;
test.beforeAll(async ({ browser }) => {
  world = await startWorld();
  seller = await world.visitor(browser, { js: false });
  await becomeSeller(world, browser, seller, 'Reza Karimi', { js: false });
});
test.afterEach(() => auditIsClean(world));
test.afterAll(() => world?.stop());

const DEED = 'choose_refund_rate';
const card = (page, words) => page.locator(`form[action^="?deed=${DEED}"] section`, { hasText: words });
const sum = async (page, words) => (await card(page, words).locator('.money-amount').first().textContent()).trim();

/** An order with a price in dollars, paid in coins at the demo's rate. */
async function paidInCoins(browser, { js }) {
  await priceIs(world.chain, '0.9996');
  const buyer = await world.visitor(browser, { js, ...PHONE });
  await signUp(buyer, 'Sara Ahmadi');
  const { order } = await aPaidOrder(world, browser, { js, currency: 'USD', people: { buyer, seller } });
  return { buyer, order };
}

/** The seller gives it back, all of it or so much. */
async function giveBack(order, amount) {
  await visit(seller, `/orders/${order}`);
  await unfold(seller, 'Give the money back');
  if (!amount) return send(seller, 'give_refund');
  await form(seller, 'give_part_back').locator('[name=amount]').fill(amount);
  return send(seller, 'give_part_back');
}

test('a part that came back in dollars is taken in coins by the better of two rates, once', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, order } = await paidInCoins(browser, { js: true });
  await giveBack(order, '5');
  await priceIs(world.chain, '0.99');
  await visit(buyer, `/orders/${order}/refund`);
  await expect(buyer.locator('main section').first()).toContainText('5.00');
  await buyer.getByRole('button', { name: 'Have it in coins' }).click();

  await test.step('both sums are there, with the source of the one of today', async () => {
    expect(await sum(buyer, 'At the rate you paid')).toBe('5.002001');
    expect(await sum(buyer, "At today's rate")).toBe('5.050505');
    await expect(card(buyer, "At today's rate")).toContainText('USDT/USD on chain 31337');
    expect(await balance(buyer, 'USDT'), 'nothing moved by looking').toBe('0');
    await buyer.goBack();
    expect(await violations(buyer)).toEqual([]);
    await fits(buyer);
    await picture(buyer, 'refund-rates-phone');
  });

  await test.step('the better one is taken by keyboard, and is in the wallet', async () => {
    const take = card(buyer, "At today's rate").locator('button');
    await take.focus();
    await Promise.all([buyer.waitForResponse((it) => it.request().method() === 'POST'), buyer.keyboard.press('Enter')]);
    await buyer.waitForLoadState('load');
    await visit(buyer, `/orders/${order}/refund`);
    await expect(buyer.locator('main')).toContainText('Exchanged from');
    await expect(buyer.getByRole('button', { name: 'Have it in coins' })).toHaveCount(0);
    expect(await balance(buyer, 'USDT')).toBe('5.050505');
    expect(units(await balance(buyer, 'USD'))).toBe(0n);
  });
});

test('all of it came back in the coins that were paid; an offer that ran out moves nothing', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, order } = await paidInCoins(browser, { js: false });
  await giveBack(order);
  expect(await balance(buyer, 'USDT')).toBe(PAID);
  await priceIs(world.chain, '1.01');
  await visit(buyer, `/orders/${order}/refund`);
  await buyer.getByRole('button', { name: "Compare with today's rate" }).click();
  await expect(card(buyer, 'At the rate you paid')).toContainText('in your wallet already');
  expect(await sum(buyer, "At today's rate")).toBe('12.376237');
  const offered = buyer.url();

  await test.step('in Persian, in the dark', async () => {
    await dress(buyer, world, { language: 'fa', theme: 'dark' });
    await visit(buyer, offered);
    await fits(buyer);
    await picture(buyer, 'refund-rates-fa-phone');
    await dress(buyer, world, { language: 'en', theme: 'light' });
    await visit(buyer, offered);
  });

  await test.step('after its time it is refused, and the wallet is as it was', async () => {
    world.later(16);
    await send(buyer, DEED);
    await expect(buyer.locator('main')).toContainText('This offer has run out. Nothing moved');
    expect(await balance(buyer, 'USDT')).toBe(PAID);
  });
});
