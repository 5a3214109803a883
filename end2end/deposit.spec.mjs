// A seller puts money behind an offer: more than there is is refused beside the field, the buyer sees it before choosing,
// and whatever ends the order gives it back.
import { expect, test } from '@playwright/test';
import { accept, aPaidOrder, auditIsClean, balance, code, fillOffer, form, postRequest, send, unfold } from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

for (const js of [true, false]) {
  test(`a security deposit goes with the offer and comes back with the end ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(180_000);
    const { order: first, buyer, seller } = await aPaidOrder(world, browser, { js });
    await seller.goto(`/orders/${first}`);
    await send(seller, 'mark_sent');
    await form(seller, 'hand_over').locator('[name=code]').fill(await code(buyer, first));
    await send(seller, 'hand_over');
    const earned = await balance(seller);

    const order = await postRequest(buyer, { title: 'A rear wheel with a hub gear' });
    await fillOffer(seller, order);
    const deposit = form(seller, 'make_offer').locator('[name=deposit]');
    await deposit.fill('5000');
    await send(seller, 'make_offer');
    const error = seller.locator('.field', { has: seller.locator('[name=deposit]') }).locator('.field-error');
    await expect(error).toContainText(`${earned} USDT`);
    await expect(deposit).toHaveValue('5000');
    await expect(form(seller, 'make_offer').locator('[name=title]')).toHaveValue('Wheel, as new');
    await deposit.fill('5.00');
    await send(seller, 'make_offer');

    const less = (Number(earned) - 5).toFixed(2);
    expect(Number(await balance(seller)).toFixed(2)).toBe(less);
    const aside = seller.locator('section', { has: seller.locator('#set-aside') });
    await expect(aside.locator('tbody tr')).toHaveCount(1);
    await expect(aside).toContainText('A rear wheel with a hub gear');
    await expect(aside.locator('.money-amount')).toHaveText('5.00');

    await buyer.goto(`/requests/${order}`);
    await expect(buyer.locator('main')).toContainText('Backed by');
    await accept(buyer, order);
    await buyer.goto(`/orders/${order}`);
    await expect(buyer.locator('[data-deposit] .money-amount')).toHaveText('5.00');
    await seller.goto('/wallet');
    await expect(aside.locator('a')).toHaveAttribute('href', `/orders/${order}`);

    await buyer.goto(`/orders/${order}`);
    await unfold(buyer, 'Cancel');
    await send(buyer, 'cancel_order');
    await expect(buyer.locator('[data-deposit]')).toContainText('Returned to the seller');
    expect(await balance(seller)).toBe(earned);
    await expect(aside).toHaveCount(0);
    await auditIsClean(world);
  });
}
