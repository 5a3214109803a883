// Money leaves: what is typed wrong is said in place and kept, the page before the deed says everything, a fresh proof is
// asked for, and what arrives on the chain is what the page said. First without JavaScript: all of it is forms and links.
import { expect, test } from '@playwright/test';
import { OUTSIDE, fill, held, somebodyWithMoney } from './leaving.mjs';
import { auditIsClean, balance, demoPerson, form, send, stepUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const badge = (page) => page.locator('h1 + p .badge');

for (const js of [false, true]) {
  test(`money is taken out and arrives ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { buyer, email, token } = await somebodyWithMoney(world, browser, js);
    const before = await held(world, token, OUTSIDE);
    await buyer.goto('/wallet');
    await buyer.locator('a[href="/wallet/withdraw"]').click();

    await test.step('what is wrong is said at its field, and what was typed is there', async () => {
      await fill(buyer, { address: '', amount: '11.51' });
      await expect(buyer.locator('#withdraw-address-error')).toBeVisible();
      await expect(buyer.locator('#withdraw-amount')).toHaveValue('11.51');
      await fill(buyer, { address: OUTSIDE, amount: '11.51' });
      await expect(buyer.locator('#withdraw-amount-error')).toContainText('holds less');
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `withdraw-refused-${js ? 'js' : 'plain'}`);
    });

    await test.step('the page before the deed says what leaves and what arrives, and asks who one is', async () => {
      await fill(buyer, { address: OUTSIDE, amount: '11.50' });
      await expect(buyer.locator('dl .money-amount')).toHaveText(['11.50', '1.00', '12.50', '0.00']);
      await expect(form(buyer, 'withdraw').locator('button')).toHaveText('Take out 11.50 USDT');
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `withdraw-review-${js ? 'js' : 'plain'}`);
      await stepUp(buyer, email);
      await expect(buyer, 'what was typed is there again').toHaveURL(/amount=11\.50/);
    });

    await test.step('it goes its way and arrives, once', async () => {
      await send(buyer, 'withdraw');
      await expect(buyer).toHaveURL(/\/wallet\/withdrawals\/pyo_/);
      await expect(async () => {
        await buyer.reload();
        await expect(badge(buyer)).toHaveText('arrived', { timeout: 500 });
      }).toPass({ timeout: 90_000 });
      if (js) expect(await violations(buyer)).toEqual([]);
      await picture(buyer, `withdraw-arrived-${js ? 'js' : 'plain'}`);
      expect(await held(world, token, OUTSIDE)).toBe(before + 11_500_000n);
      expect(await balance(buyer)).toBe('0.00');
      await auditIsClean(world);
    });
  });
}

test('a large sum waits for somebody of the house, who refuses it, and it is back in the wallet', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, email } = await somebodyWithMoney(world, browser, true, 1_512_500_000n);
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '1200' });
  await expect(buyer.locator('main')).toContainText('Somebody of the house looks at it first');
  await stepUp(buyer, email);
  await send(buyer, 'withdraw');
  await expect(badge(buyer)).toHaveText('waits for approval');
  await buyer.setViewportSize({ width: 390, height: 844 });
  await dress(buyer, world, { language: 'fa', theme: 'dark' });
  await buyer.reload();
  expect(await violations(buyer)).toEqual([]);
  await picture(buyer, 'withdraw-waits-fa-phone');
  const admin = await visitorAs(world, browser, 'admin');
  await admin.goto('/admin/payouts?status=draft');
  const { email: house, password } = demoPerson(world, 'admin');
  await stepUp(admin, house, password);
  await admin.locator('summary', { hasText: 'Refuse it' }).click();
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'payouts-admin');
  await form(admin, 'reject_payout').locator('[name=reason]').fill('The address belongs to somebody else.');
  await send(admin, 'reject_payout');
  await expect(admin.locator('main')).toContainText('The money is back in the wallet.');
  await dress(buyer, world, { language: 'en', theme: 'light' });
  expect(await balance(buyer)).toBe('1,500.00');
  await auditIsClean(world);
});
