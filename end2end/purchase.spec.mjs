// The promise of the house: wish, offers, accepted, paid on a real chain, sent, confirmed, released, reviewed.
import { expect, test } from '@playwright/test';
import {
  accept, auditIsClean, balance, becomeSeller, code, form, makeOffer, openCheckout, postRequest, send, signUp, untilStage,
} from './people.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld({ mining: 1 });
});
test.afterAll(() => world?.stop());

for (const js of [true, false]) {
  test(`a buyer and two sellers go through a whole purchase ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const [buyer, first, second] = await Promise.all([1, 2, 3].map(() => world.visitor(browser, { js })));
    await signUp(buyer, 'Sara Ahmadi');
    await becomeSeller(world, browser, first, 'Reza Karimi', { js });
    await becomeSeller(world, browser, second, 'Mina Rad', { js });

    const order = await postRequest(buyer);
    await makeOffer(first, order, { price: '12.50', title: 'Wheel, as new' });
    await makeOffer(second, order, { price: '14', title: 'Wheel, brand new' });
    await accept(buyer, order, '12.50');
    await openCheckout(buyer, order);
    await expect(buyer.locator('h1')).toContainText('Pay 12.50 USDT');
    await untilStage(buyer, 'waiting', { js });
    await picture(buyer, `checkout-${js ? 'js' : 'nojs'}`);

    const pay = form(buyer, 'pay_from_demo_wallet').locator('button');
    await expect(pay).toHaveText('Pay 12.50 USDT');
    await send(buyer, 'pay_from_demo_wallet');
    await untilStage(buyer, 'funded', { js, seconds: 60 });
    await expect(buyer.locator('details.evidence')).toContainText('Confirmations');

    await first.goto(`/orders/${order}`);
    await expect(first.locator('h1')).toContainText('wheel');
    await expect(first.locator('#delivery-code')).toHaveCount(0);
    await send(first, 'mark_sent');

    const digits = await code(buyer, order);
    expect(digits).toMatch(/^\d{6}$/);
    // Where the code stands nothing is packed: the length of a packed page would tell what is in it.
    const packing = async (page) => (await page.request.get(`/orders/${order}`)).headers()['content-encoding'];
    expect([await packing(buyer), await packing(first)]).toEqual([undefined, 'br']);
    await first.reload();
    expect(await first.content()).not.toContain(digits);
    const confirm = form(buyer, 'confirm_delivery');
    await expect(confirm.locator('button')).toHaveText('Confirm, release 12.50 USDT');
    // Typed as a Persian keyboard types it.
    await confirm.locator('[name=code]').fill([...digits].map((digit) => String.fromCodePoint(0x6f0 + Number(digit))).join(''));
    await send(buyer, 'confirm_delivery');
    await expect(buyer.locator('.timeline-step[data-state=done]')).toHaveCount(6);

    // 2.5 % of 12.50 is 0.3125: the seller receives the rest, to the unit.
    expect(await balance(first)).toBe('12.1875');
    await expect(first.locator('tbody tr')).toHaveCount(1);
    expect(await balance(second)).toBe('0');
    for (const [side, name] of [[buyer, 'buyer'], [first, 'seller']]) {
      await side.goto(`/orders/${order}/receipt`);
      await expect(side.locator('[data-journal]')).toHaveCount(2);
      await expect(side.locator('article')).toContainText('12.1875');
      await picture(side, `receipt-${name}-${js ? 'js' : 'nojs'}`);
    }
    await second.goto(`/orders/${order}/receipt`).then((answer) => expect(answer.status()).toBe(404));

    for (const side of [buyer, first]) {
      await side.goto(`/orders/${order}/review`);
      const review = form(side, 'leave_review');
      await review.locator('[name=rating][value="5"]').check();
      await review.locator('[name=comment]').fill('All as agreed.');
      await send(side, 'leave_review');
    }
    await auditIsClean(world);
    for (const person of [buyer, first, second]) {
      expect(person.errors.filter((line) => !line.includes('404'))).toEqual([]);
    }
  });
}
