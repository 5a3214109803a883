// A seller's link: whoever has it buys at the price that stands there, with and without JavaScript, and the order goes on
// as any order.
import { expect, test } from '@playwright/test';
import { auditIsClean, becomeSeller, code, form, openCheckout, send, signUp, untilStage } from './people.mjs';
import { makeTemplate } from './shop.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld({ mining: 1 });
});
test.afterAll(() => world?.stop());

for (const js of [true, false]) {
  test(`a stranger follows a link, signs up and buys ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const [seller, buyer] = await Promise.all([1, 2].map(() => world.visitor(browser, { js })));
    await becomeSeller(world, browser, seller, 'Reza Karimi', { js });
    const link = await makeTemplate(seller, { title: 'A tea towel', price: '18.50' });

    // A stranger types everything first: it is there after the sign-up.
    await buyer.goto(link);
    await expect(buyer.locator('h1')).toContainText('A tea towel');
    await expect(buyer.locator('meta[property="og:title"]')).toHaveAttribute('content', 'A tea towel');
    const buy = form(buyer, 'buy_template');
    const typed = { recipient: 'Leila Rahimi', street: 'Lindenstr. 5', city: 'Berlin', country: 'Germany', note: 'The blue one, please.' };
    for (const [name, text] of Object.entries(typed)) await buy.locator(`[name=${name}]`).fill(text);
    await send(buyer, 'buy_template');
    const door = await buyer.context().newPage();
    await signUp(door, 'Leila Rahimi');
    await door.close();
    await buyer.locator('form[action*="kept=buy_template"] button').click();
    await expect(buy.locator('[name=note]')).toHaveValue(typed.note);
    await expect(buy.locator('[name=street]')).toHaveValue(typed.street);
    await send(buyer, 'buy_template');
    await expect(buyer).toHaveURL(/\/orders\/req_\w+\/checkout/);
    await expect(buyer.locator('h1')).toContainText('18.50 USDT');
    const order = buyer.url().match(/req_\w+/)[0];

    await openCheckout(buyer, order);
    await send(buyer, 'pay_from_demo_wallet');
    await untilStage(buyer, 'funded', { js, seconds: 60 });
    await seller.goto(`/orders/${order}`);
    await expect(seller.locator('main')).toContainText(typed.note);
    await expect(seller.locator('main')).toContainText(typed.street);
    await send(seller, 'mark_sent');
    const digits = await code(buyer, order);
    await form(buyer, 'confirm_delivery').locator('[name=code]').fill(digits);
    await send(buyer, 'confirm_delivery');
    await expect(buyer.locator('.timeline-step[data-state=done]')).toHaveCount(6);
    await seller.goto('/my/templates');
    await expect(seller.locator('main li').first().locator('dd').nth(1)).toHaveText('1');
    await picture(seller, `templates-${js ? 'js' : 'nojs'}`);
    await auditIsClean(world);
  });
}

test('a price that changed while it was read is said, and nothing is ordered', async ({ browser }) => {
  test.setTimeout(120_000);
  const [seller, buyer] = await Promise.all([1, 2].map(() => world.visitor(browser, { js: false })));
  await becomeSeller(world, browser, seller, 'Mina Rad', { js: false });
  const link = await makeTemplate(seller, { title: 'A song', price: '5', by: 'online' });
  await signUp(buyer, 'Omid Nik');
  await buyer.goto(link);
  await form(buyer, 'buy_template').locator('[name=note]').fill('For my mother.');
  await form(seller, 'edit_template').locator('[name=price]').fill('6');
  await send(seller, 'edit_template');
  await send(buyer, 'buy_template');
  await expect(buyer.locator('[role=alert]')).toContainText('6.00 USDT');
  await expect(form(buyer, 'buy_template').locator('[name=note]')).toHaveValue('For my mother.');
  await buyer.goto('/my/requests');
  await expect(buyer.locator('main a[href*="req_"]')).toHaveCount(0);
  await buyer.goto(link);
  await send(buyer, 'buy_template');
  await expect(buyer.locator('h1')).toContainText('6.00 USDT');
  await auditIsClean(world);
});
