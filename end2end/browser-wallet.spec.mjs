// A wallet in the browser signs in the device's place: words of a signer who registers, and orders of money that leaves.
import { expect, test } from '@playwright/test';
import { OUTSIDE, fill, somebodyWithMoney } from './leaving.mjs';
import { form, send, stepUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { installWallet } from './rig/wallets.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { ADDRESS, XPUB, adminWithPasskey, proveByPasskey } from './signing.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const wallets = (page) => page.locator('[data-wallet]');
const choose = (page, name) => wallets(page).getByRole('button', { name: `${name} wallet` }).click();
const says = (page, words) => expect(wallets(page).locator('[data-said]:visible')).toContainText(words);

test('what a wallet refuses is said, and what it signs is looked at like a pasted signature', async ({ browser }) => {
  const admin = await adminWithPasskey(world, browser);
  await admin.goto('/admin/signers');
  await proveByPasskey(admin);
  const begin = form(admin, 'begin_signer');
  await begin.locator('[name=label]').fill('Safe 5 behind a wallet');
  await begin.locator('[name=xpub]').fill(XPUB);
  await send(admin, 'begin_signer');
  await expect(wallets(admin), 'where no wallet is, nothing is seen').toBeHidden();

  await installWallet(world, admin, 'Plain');
  await installWallet(world, admin, 'Refusing', { personal_sign: 4001, eth_signTypedData_v4: 4001 });
  await installWallet(world, admin, 'Other', { eth_requestAccounts: [OUTSIDE] });
  await installWallet(world, admin, 'Lost', { eth_chainId: '0x1', wallet_switchEthereumChain: 4902 });
  await installWallet(world, admin, 'Stubborn', { eth_chainId: '0x1' });
  await admin.reload();
  await expect(wallets(admin)).toBeVisible();
  expect(await violations(admin)).toEqual([]);
  await choose(admin, 'Refusing');
  await says(admin, 'You said no in the wallet.');
  await choose(admin, 'Other');
  await says(admin, 'does not show the address');
  const prove = form(admin, 'prove_signer');
  await expect(prove.locator('[name=signature]')).toHaveValue('');
  await choose(admin, 'Plain');
  await says(admin, 'the signature stands in the field below');
  const yes = prove.locator('[data-passkey="act"] button');
  await expect(yes).toBeFocused();
  await Promise.all([admin.waitForURL(/done=signer_proved/), yes.click()]);
  await expect(admin.locator('main')).toContainText(ADDRESS);

  const { buyer, email } = await somebodyWithMoney(world, browser, true, 1_512_500_000n);
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '1200' });
  await stepUp(buyer, email);
  await send(buyer, 'withdraw');
  await admin.goto('/admin/payouts?status=draft');
  await send(admin, 'make_instruction');
  await choose(admin, 'Lost');
  await says(admin, 'does not know the network');
  await choose(admin, 'Stubborn');
  await says(admin, 'stayed on another network');
  await admin.setViewportSize({ width: 320, height: 640 });
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'instruction-wallets-phone');
  await choose(admin, 'Plain');
  await says(admin, 'the signature stands in the field below');
  const sign = form(admin, 'sign_instruction').locator('[data-passkey="act"] button');
  await Promise.all([admin.waitForURL(/done=instruction_approved/), sign.click()]);
});
