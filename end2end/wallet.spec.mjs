// Money that is here already: it pays the next order at once, what came in the wrong token is taken into it, and a part of a
// price comes back to it.
import { expect, test } from '@playwright/test';
import {
  aPaidOrder, anOrder, auditIsClean, balance, form, openCheckout, send, tokens, transfer, unfold, untilStage,
} from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

const pay = async (asked, units, token = asked.token) => {
  await transfer(world.chain, token, asked.to, units);
  await world.chain.mine(3);
};

for (const js of [true, false]) {
  test(`what an earlier order left over pays the next one ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(180_000);
    const people = await anOrder(world, browser, { js });
    const { order, buyer } = people;
    await buyer.goto(`/orders/${order}/checkout`);
    await expect(form(buyer, 'pay_from_wallet'), 'an empty wallet is not offered').toHaveCount(0);
    await pay(await openCheckout(buyer, order), 25_000_000n);
    await untilStage(buyer, 'over', { js });
    expect(await balance(buyer)).toBe('12.50');

    const { order: dear } = await anOrder(world, browser, { people, js, price: '18.00' });
    await buyer.goto(`/orders/${dear}/checkout`);
    const purse = buyer.locator('section', { has: buyer.locator('#from-wallet') });
    await expect(purse).toContainText('Missing for this');
    await expect(purse.locator('.money-amount')).toHaveText(['12.50', '5.50']);
    await expect(form(buyer, 'pay_from_wallet')).toHaveCount(0);

    const { order: cheap } = await anOrder(world, browser, { people, js });
    await buyer.goto(`/orders/${cheap}/checkout`);
    await expect(form(buyer, 'pay_from_wallet').locator('button')).toHaveText('Pay 12.50 USDT from your wallet');
    await send(buyer, 'pay_from_wallet');
    await untilStage(buyer, 'funded', { js });
    expect(await balance(buyer)).toBe('0.00');
    await buyer.goto(`/orders/${cheap}/receipt`);
    await expect(buyer.locator('article')).toContainText('Held for an order');
    await auditIsClean(world);
  });
}

test('what came in another token is taken into the wallet, once, and the price is still asked', async ({ browser }) => {
  const { order, buyer } = await anOrder(world, browser);
  const asked = await openCheckout(buyer, order);
  const usdc = (await tokens(world.chain)).find(({ symbol }) => symbol === 'USDC');
  await pay(asked, 12_500_000n, usdc.address);
  await untilStage(buyer, 'held');
  await buyer.locator('[data-stage] a', { hasText: 'See what lies aside' }).click();
  await expect(buyer.locator('h1')).toHaveText('Kept aside for you');
  await expect(buyer.locator('tbody tr')).toHaveCount(1);
  await expect(buyer.locator('tbody')).toContainText('Token');
  await send(buyer, 'claim_transfer');
  await expect(buyer.locator('tbody')).toContainText('In your wallet');
  await expect(form(buyer, 'claim_transfer')).toHaveCount(0);
  expect(await balance(buyer, 'USDC')).toBe('12.50');
  await buyer.goto(`/orders/${order}/checkout`);
  await untilStage(buyer, 'waiting');
  await pay(asked, asked.units);
  await untilStage(buyer, 'funded');
  await auditIsClean(world);
});

test('a part of the price goes back, typed as people type, and the order goes on', async ({ browser }) => {
  const { order, buyer, seller } = await aPaidOrder(world, browser);
  await seller.goto(`/orders/${order}`);
  await unfold(seller, 'Give the money back');
  const part = form(seller, 'give_part_back');
  for (const [typed, said] of [['half of it', 'number'], ['12.50', 'no part']]) {
    await part.locator('[name=amount]').fill(typed);
    await send(seller, 'give_part_back');
    await expect(part).toContainText(said);
    await expect(part.locator('[name=amount]'), 'what was typed is there again').toHaveValue(typed);
  }
  await part.locator('[name=amount]').fill('۲٫۵۰');
  await send(seller, 'give_part_back');
  await expect(seller.locator('section', { has: seller.locator('#money') })).toContainText('Paid back to the buyer');
  expect(await balance(buyer)).toBe('2.50');
  await buyer.goto(`/orders/${order}`);
  const held = buyer.locator('#money ~ dl div', { hasText: 'In escrow now' });
  await expect(held.locator('.money-amount')).toHaveText('10.00');
  await auditIsClean(world);
});
