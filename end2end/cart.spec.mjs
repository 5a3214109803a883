// A cart of two sellers: a stranger comes back with the item in it, each line becomes an order, and each is paid for
// itself.
import { expect, test } from '@playwright/test';
import { auditIsClean, becomeSeller, form, openCheckout, send, signUp, untilStage } from './people.mjs';
import { makeTemplate } from './shop.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld({ mining: 1 });
});
test.afterAll(() => world?.stop());

for (const js of [true, false]) {
  test(`two sellers, one cart, one of two orders paid ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const [first, second, buyer] = await Promise.all([1, 2, 3].map(() => world.visitor(browser, { js })));
    await becomeSeller(world, browser, first, 'Reza Karimi', { js });
    await becomeSeller(world, browser, second, 'Mina Rad', { js });
    const towel = await makeTemplate(first, { title: 'A tea towel', price: '18.50', pieces: '4' });
    const song = await makeTemplate(second, { title: 'A song', price: '5', by: 'online' });

    await buyer.goto(towel);
    await send(buyer, 'add_to_cart');
    const door = await buyer.context().newPage();
    await signUp(door, 'Leila Rahimi');
    await door.close();
    await buyer.locator('form[action*="deed=add_to_cart"] button').click();
    await expect(buyer).toHaveURL(/\/cart$/);
    await expect(buyer.locator('main')).toContainText('A tea towel');
    await buyer.goto(song);
    await send(buyer, 'add_to_cart');
    await expect(buyer.locator('header a[href="/cart"]')).toContainText('2');

    await form(buyer, 'change_cart').locator('[name=quantity]').fill('۲');
    await send(buyer, 'change_cart');
    await expect(buyer.locator('[data-total]')).toContainText('42.00');
    await picture(buyer, `cart-${js ? 'js' : 'nojs'}`);

    // A price that changes is said on its line, and the checkout that was read before makes nothing.
    await form(second, 'edit_template').locator('[name=price]').fill('6');
    await send(second, 'edit_template');
    const out = form(buyer, 'check_out_cart');
    const where = { recipient: 'Leila Rahimi', street: 'Lindenstr. 5', city: 'Berlin', country: 'Germany', delivery_email: 'leila@example.com' };
    for (const [name, text] of Object.entries(where)) await out.locator(`[name=${name}]`).fill(text);
    await send(buyer, 'check_out_cart');
    await expect(buyer.locator('[role=alert]').first()).toContainText('Nothing was ordered');
    await expect(buyer.locator('main')).toContainText('It was 5.00 USDT');
    await expect(out.locator('[name=street]')).toHaveValue(where.street);
    await send(buyer, 'check_out_cart');

    await expect(buyer).toHaveURL(/\/cart\/checkouts\/cco_/);
    const progress = buyer.url();
    await expect(buyer.locator('h1')).toContainText('0 of 2');
    await expect(buyer.locator('header a[href="/cart"]')).toHaveCount(0);
    const pay = buyer.locator('[data-part=waiting] a.btn', { hasText: '6.00' });
    const order = (await pay.getAttribute('href')).match(/req_\w+/)[0];
    await openCheckout(buyer, order);
    await send(buyer, 'pay_from_demo_wallet');
    await untilStage(buyer, 'funded', { js, seconds: 60 });
    await buyer.goto(progress);
    await expect(buyer.locator('h1')).toContainText('1 of 2');
    await picture(buyer, `cart-checkout-${js ? 'js' : 'nojs'}`);
    await auditIsClean(world);
  });
}
