// Where money may leave to: an address is added, told of by letter, and refused for a day; then it can be chosen. Somebody else's
// hand on the list is seen and undone. All of it works without JavaScript; a passkey's yes needs it.
import { expect, test } from '@playwright/test';
import { LISTED_DAY, OUTSIDE, fill, listAddress, somebodyWithMoney } from './leaving.mjs';
import { auditIsClean, form, send } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const OTHER = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
const row = (page, address) => page.locator('main li.card', { hasText: address.slice(2, 6) });

for (const js of [false, true]) {
  test(`a new address waits for its day and can be taken off ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { buyer, email } = await somebodyWithMoney(world, browser, js);
    await listAddress(buyer, email, OTHER);
    await expect(buyer).toHaveURL(/done=address_added/);
    await expect(row(buyer, OTHER)).toContainText('waits for its day');
    await expect(row(buyer, OUTSIDE)).toContainText('usable');

    await test.step('inside its day nothing leaves to it, and what was typed is there', async () => {
      await buyer.goto('/wallet/withdraw');
      await fill(buyer, { address: OTHER, amount: '3.25' });
      await expect(buyer.locator('#withdraw-address-error')).toContainText('Nothing moved. It can be used from');
      await expect(buyer.locator('#withdraw-amount')).toHaveValue('3.25');
      await buyer.setViewportSize({ width: 320, height: 700 });
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `addresses-waits-${js ? 'js' : 'plain'}`);
    });

    await test.step('the list says the same on the smallest screen', async () => {
      await buyer.goto('/settings/payout-addresses');
      expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `addresses-list-${js ? 'js' : 'plain'}`);
      await buyer.setViewportSize({ width: 1280, height: 900 });
    });

    await test.step('a day later it can be chosen; taken off the list it cannot', async () => {
      world.later(LISTED_DAY);
      await buyer.goto('/wallet/withdraw');
      await fill(buyer, { address: OTHER, amount: '3.25' });
      await expect(form(buyer, 'withdraw').locator('button')).toHaveText('Take out 3.25 USDT');
      await buyer.goto('/settings/payout-addresses');
      await row(buyer, OTHER).locator('summary', { hasText: 'Take it off the list' }).click();
      await send(buyer, 'remove_payout_address', row(buyer, OTHER).locator('form[action*=remove_payout_address]'));
      await expect(row(buyer, OTHER)).toContainText('taken off');
      await buyer.goto('/wallet/withdraw');
      await expect(buyer.locator('select[name=address] option')).toHaveCount(2);
      await auditIsClean(world);
    });
  });
}
