// Receiving addresses of a hardware wallet: its account is chosen, money comes there, and the sweep waits for its signature.
import { expect } from '@playwright/test';
import { anOrder, form, openCheckout, send, transfer, untilStage } from './people.mjs';

/** The one registered signer becomes the deposit account, by the admin's passkey. */
export async function chooseDepositAccount(admin) {
  await admin.goto('/admin/vaults');
  const choice = form(admin, 'choose_deposit_account').first();
  await admin.locator('details', { has: choice }).locator('summary').click();
  await Promise.all([admin.waitForURL(/done=deposit_account_chosen/), choice.locator('[data-passkey="act"] button').click()]);
}

/** What came to its addresses is planned; says where the page of the first sweep is. */
export async function plannedSweep(admin) {
  await admin.goto('/admin/vaults');
  await send(admin, 'sweep_now');
  const sweeps = admin.locator('main a[href^="/admin/sweeps/"]');
  await expect(async () => {
    await admin.goto('/admin/vaults');
    await expect(sweeps.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
  return sweeps.first().getAttribute('href');
}

/** An order is paid with so much that its address is swept; says whose page it was. */
export async function payMuch(world, browser, units = 250_000_000n) {
  const { buyer, order } = await anOrder(world, browser, { js: false });
  const { token, to } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'over', { js: false });
  return buyer;
}
