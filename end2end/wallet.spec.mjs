// Money that is here already: it pays the next order at once, and a part of a price comes back to it.
import { expect, test } from '@playwright/test';
import {
  aPaidOrder, anOrder, auditIsClean, balance, becomeSeller, form, openCheckout, send, signIn, signUp, transfer, unfold, untilStage,
} from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
let people;
test.beforeAll(async ({ browser }) => {
  world = await startWorld();
  const [buyer, seller, plainBuyer, plainSeller] = await Promise.all([true, true, false, false].map((js) => world.visitor(browser, { js })));
  people = { true: { buyer, seller }, false: { buyer: plainBuyer, seller: plainSeller } };
  await signIn(plainBuyer, (await signUp(buyer, 'Sara Ahmadi')).email);
  await signIn(plainSeller, (await becomeSeller(world, browser, seller, 'Reza Karimi')).email);
});
test.afterAll(() => world?.stop());

const pay = async (asked, units) => {
  await transfer(world.chain, asked.token, asked.to, units);
  await world.chain.mine(3);
};

for (const js of [true, false]) {
  test(`what an earlier order left over pays the next one ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(180_000);
    const { order, buyer } = await anOrder(world, browser, { js, people: people[js] });
    await buyer.goto(`/orders/${order}/checkout`);
    await expect(form(buyer, 'pay_from_wallet'), 'an empty wallet is not offered').toHaveCount(0);
    await pay(await openCheckout(buyer, order), 25_000_000n);
    await untilStage(buyer, 'over', { js });
    expect(await balance(buyer)).toBe('12.50');

    const { order: dear } = await anOrder(world, browser, { js, people: people[js], price: '18.00' });
    await buyer.goto(`/orders/${dear}/checkout`);
    const purse = buyer.locator('section', { has: buyer.locator('#from-wallet') });
    await expect(purse).toContainText('Missing for this');
    await expect(purse.locator('.money-amount')).toHaveText(['12.50', '5.50']);
    await expect(form(buyer, 'pay_from_wallet')).toHaveCount(0);

    const { order: cheap } = await anOrder(world, browser, { js, people: people[js] });
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

test('a part of the price goes back, typed as people type, and the order goes on', async ({ browser }) => {
  const before = Number(await balance(people.true.buyer));
  const { order, buyer, seller } = await aPaidOrder(world, browser, { people: people.true });
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
  expect(Number(await balance(buyer)) - before).toBeCloseTo(2.5, 6);
  await buyer.goto(`/orders/${order}`);
  const held = buyer.locator('#money ~ dl div', { hasText: 'In escrow now' });
  await expect(held.locator('.money-amount')).toHaveText('10.00');
  await auditIsClean(world);
});
