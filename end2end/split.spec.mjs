// Both sides agree to share the held money, and what came back goes where it came from. Forms and links only: first
// without JavaScript.
import { expect, test } from '@playwright/test';
import { aPaidOrder, auditIsClean, balance, becomeSeller, form, send, setUpApp, signUp, stepUp, unfold } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

/** Types parts into the form of a proposal and sends it. */
async function propose(page, parts) {
  const typed = form(page, 'propose_split');
  if (!(await typed.isVisible())) await page.locator('details', { has: typed }).locator('summary').click();
  for (const [name, text] of Object.entries(parts)) await typed.locator(`[name=${name}]`).fill(text);
  await send(page, 'propose_split');
}

const figures = (page) => page.locator('#proposal dl .money-amount');

for (const js of [false, true]) {
  test(`both sides share the money ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { order, buyer, seller } = await aPaidOrder(world, browser, { js });
    await buyer.goto(`/orders/${order}`);

    await test.step('what is not what is held is said at its field, and what was typed is there', async () => {
      const typed = form(buyer, 'propose_split');
      for (const [parts, said] of [
        [{ buyer: '1,500' }, 'propose_split-buyer-error'],
        [{ buyer: '12.50' }, 'propose_split-buyer-error'],
        [{ buyer: '5', seller: '5' }, 'propose_split-seller-error'],
      ]) {
        await propose(buyer, parts);
        await expect(buyer.locator(`#${said}`)).toBeVisible();
        await expect(typed.locator('[name=buyer]')).toHaveValue(parts.buyer);
      }
      await expect(buyer.locator('#propose_split-seller-error')).toContainText('12.50');
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `split-refused-${js ? 'js' : 'plain'}`);
    });

    await test.step('the other side sees every figure and answers with another proposal', async () => {
      await propose(buyer, { buyer: '۵', seller: '', words: 'The hub runs rough.' });
      await expect(figures(buyer)).toHaveText(['5.00', '7.50', '0.1875', '7.3125']);
      await seller.goto(`/orders/${order}`);
      await expect(seller.locator('#proposal')).toContainText('The hub runs rough.');
      if (js) expect(await violations(seller)).toEqual([]);
      await picture(seller, `split-asked-${js ? 'js' : 'plain'}`);
      await propose(seller, { seller: '8.50' });
      await expect(figures(seller)).toHaveText(['4.00', '8.50', '0.2125', '8.2875']);
    });

    await test.step('what was seen and is not there any more moves nothing', async () => {
      const stale = await buyer.context().newPage();
      await stale.goto(`/orders/${order}`);
      await send(seller, 'withdraw_split');
      await send(stale, 'accept_split');
      await expect(stale.locator('main')).toContainText('Nothing moved');
      await stale.close();
      await propose(seller, { seller: '8.50' });
    });

    await test.step('accepted, both have their share at once', async () => {
      await buyer.goto(`/orders/${order}`);
      await expect(form(buyer, 'accept_split').locator('button')).toHaveText('Accept, 4.00 USDT into my wallet');
      await buyer.setViewportSize({ width: 390, height: 844 });
      await dress(buyer, world, { language: 'fa', theme: 'dark' });
      await buyer.reload();
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `split-asked-fa-phone-${js ? 'js' : 'plain'}`);
      await dress(buyer, world, { language: 'en', theme: 'light' });
      await buyer.reload();
      await send(buyer, 'accept_split');
      await expect(buyer.locator('.timeline')).toContainText('4.00 USDT is back in your wallet');
      await picture(buyer, `split-done-${js ? 'js' : 'plain'}`);
      expect([await balance(buyer), await balance(seller)]).toEqual(['4.00', '8.2875']);
      await seller.goto(`/orders/${order}/receipt`);
      await expect(seller.locator('article')).toContainText('shared between both');
      await auditIsClean(world);
    });
  });
}

test('what came back is sent where it came from, without typing an address', async ({ browser }) => {
  test.setTimeout(240_000);
  const buyer = await world.visitor(browser, { js: false });
  const { email } = await signUp(buyer, 'Sara Ahmadi');
  const seller = await world.visitor(browser, { js: false });
  await becomeSeller(world, browser, seller, 'Reza Karimi', { js: false });
  const { order } = await aPaidOrder(world, browser, { people: { buyer, seller }, js: false });
  await buyer.goto(`/orders/${order}/refund`);
  await expect(buyer.locator('main')).toContainText('Nothing has come back');
  await seller.goto(`/orders/${order}`);
  await unfold(seller, 'Give the money back');
  await send(seller, 'give_refund');
  await setUpApp(buyer, email);
  await buyer.goto(`/orders/${order}`);
  await buyer.locator(`a[href="/orders/${order}/refund"]`).click();
  await picture(buyer, 'refund');
  await dress(buyer, world, { language: 'fa', theme: 'dark' });
  await buyer.reload();
  await picture(buyer, 'refund-fa');
  await dress(buyer, world, { language: 'en', theme: 'light' });
  await buyer.reload();
  await buyer.locator('button', { hasText: 'Send it back there' }).click();
  await expect(buyer.locator('dl .money-amount')).toHaveText(['12.50', '1.00', '11.50']);
  await stepUp(buyer, email);
  await picture(buyer, 'refund-review');
  await send(buyer, 'claim_refund');
  await expect(buyer).toHaveURL(/\/wallet\/withdrawals\/pyo_/);
  await expect(async () => {
    await buyer.reload();
    await expect(buyer.locator('h1 + p .badge')).toHaveText('arrived', { timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await buyer.goto(`/orders/${order}/refund`);
  await expect(buyer.locator('main')).toContainText('See how it was sent on');
  await expect(buyer.locator('button', { hasText: 'Send it back there' })).toHaveCount(0);
  expect(await balance(buyer)).toBe('0.00');
  await auditIsClean(world);
});
