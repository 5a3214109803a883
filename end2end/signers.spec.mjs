// Hardware signers without the hardware: the public key typed, the words signed elsewhere, the signature pasted back. What
// signs here is a wallet of the local chain; its private key never passes a page.
import { expect, test } from '@playwright/test';
import { OUTSIDE, fill, held, somebodyWithMoney } from './leaving.mjs';
import { auditIsClean, demoPerson, form, send, stepUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { ADDRESS, XPUB, adminWithPasskey, proveByPasskey, register, signed } from './signing.mjs';

const PRIVATE = 'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi';

let world;
// A world each: the first signer of a house counts at once, every later one after a day.
test.beforeEach(async () => {
  world = await startWorld({ mining: 1 });
});
test.afterEach(() => world?.stop());

test('a hardware wallet is registered by its public key, a signature made elsewhere and a passkey', async ({ browser }) => {
  const admin = await adminWithPasskey(world, browser);
  await admin.goto('/admin/signers');
  await expect(admin.locator('main')).toContainText('No signer yet');
  expect(await violations(admin)).toEqual([]);
  await proveByPasskey(admin);
  const begin = form(admin, 'begin_signer');
  await begin.locator('[name=label]').fill('Safe 5, Mina');
  await begin.locator('[name=xpub]').fill(XPUB);
  await send(admin, 'begin_signer');
  await expect(admin.locator('h1')).toHaveText('Safe 5, Mina');
  await expect(admin.locator('main')).toContainText('waits for its holder');
  const words = await admin.locator('pre.words').textContent();
  expect(words).toContain(ADDRESS);
  expect(await violations(admin)).toEqual([]);

  const prove = form(admin, 'prove_signer');
  const yes = prove.locator('[data-passkey="act"] button');
  await prove.locator('[name=signature]').fill(await signed(world, `${words} `));
  await Promise.all([admin.waitForResponse((it) => it.url().includes('deed=prove_signer')), yes.click()]);
  await expect(admin.locator('.field-error:visible')).toContainText('not the signature of this wallet');
  await expect(prove.locator('[name=signature]'), 'what was typed is kept').not.toHaveValue('');
  await prove.locator('[name=signature]').fill(await signed(world, words));
  await Promise.all([admin.waitForURL(/done=signer_proved/), yes.click()]);
  await expect(admin.locator('main .badge')).toHaveText('active');
  await picture(admin, 'signer-active');
  await admin.setViewportSize({ width: 390, height: 844 });
  await dress(admin, world, { language: 'fa', theme: 'dark' });
  await admin.goto('/admin/signers');
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'signers-fa-phone');
  await dress(admin, world, { language: 'en', theme: 'light' });
  await admin.goto('/admin/signers');
  await admin.getByRole('link', { name: 'Safe 5, Mina' }).click();
  await proveByPasskey(admin);
  await admin.locator('summary', { hasText: 'Revoke this signer' }).click();
  await form(admin, 'revoke_signer').locator('[name=reason]').fill('Lost on a train.');
  await send(admin, 'revoke_signer');
  await expect(admin.locator('main')).toContainText('Lost on a train.');
  await auditIsClean(world);
});

test('a private key is not sent by the page, and refused by name and not kept when it comes all the same', async ({ browser }) => {
  const admin = await visitorAs(world, browser, 'admin');
  const { email, password } = demoPerson(world, 'admin');
  await admin.goto('/admin/signers');
  await stepUp(admin, email, password);
  const begin = form(admin, 'begin_signer');
  await begin.locator('[name=label]').fill('A slip of the hand');
  await begin.locator('[name=xpub]').fill(PRIVATE);
  expect(await begin.evaluate((it) => it.checkValidity())).toBe(false);
  await begin.evaluate((it) => { it.noValidate = true; });
  await send(admin, 'begin_signer');
  await expect(admin.locator('.field-error:visible')).toContainText('This is a private key');
  await expect(begin.locator('[name=label]')).toHaveValue('A slip of the hand');
  expect(await admin.content()).not.toContain(PRIVATE.slice(0, 30));
});

test('a large sum leaves after its signer read the lines, signed them elsewhere and said yes with a passkey', async ({ browser }) => {
  test.setTimeout(300_000);
  const admin = await adminWithPasskey(world, browser);
  await register(world, admin, 'Safe 3, Nadia');
  const { buyer, email, token } = await somebodyWithMoney(world, browser, true, 1_512_500_000n);
  const before = await held(world, token, OUTSIDE);
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '1200' });
  await stepUp(buyer, email);
  await send(buyer, 'withdraw');
  await admin.goto('/admin/payouts?status=draft');
  await expect(form(admin, 'approve_payout'), 'a click alone approves nothing').toHaveCount(0);
  await send(admin, 'make_instruction');
  await expect(admin.locator('dl.facts').first()).toContainText('1200.00 USDT on ');
  await expect(admin.locator('dl.facts').first()).toContainText('PAYOUT');
  await expect(admin.locator('main')).toContainText('0 of 1');
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'instruction-open');

  await admin.locator('summary', { hasText: 'Sign on another machine' }).click();
  const order = JSON.parse(await admin.locator('pre.words').textContent());
  expect(order.message.recipient.toLowerCase()).toBe(OUTSIDE.toLowerCase());
  const sign = (data) => world.chain.rpc('eth_signTypedData_v4', [ADDRESS, data]);
  const deed = form(admin, 'sign_instruction');
  const yes = deed.locator('[data-passkey="act"] button');
  const bent = { ...order, message: { ...order.message, amount: '12.00 USDT on Local' } };
  await deed.locator('[name=signature]').fill(await sign(bent));
  await Promise.all([admin.waitForResponse((it) => it.url().includes('deed=sign_instruction')), yes.click()]);
  await expect(admin.locator('.field-error:visible').first()).toContainText('Nothing left.');
  await deed.locator('[name=signature]').fill(await sign(order));
  await Promise.all([admin.waitForURL(/done=instruction_approved/), yes.click()]);
  await expect(admin.locator('main')).toContainText('Everybody who must has signed.');
  await admin.setViewportSize({ width: 390, height: 844 });
  await dress(admin, world, { language: 'fa', theme: 'dark' });
  await admin.reload();
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'instruction-signed-fa-phone');
  await expect.poll(() => held(world, token, OUTSIDE), { timeout: 90_000 }).toBe(before + 1_200_000_000n);

  await buyer.goto('/changes');
  const announced = buyer.locator('section[aria-labelledby=past] tbody tr');
  await expect(announced, 'announced with the signer, a day ago').toContainText('Withdrawals above this wait for approval');
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '20' });
  await stepUp(buyer, email);
  await send(buyer, 'withdraw');
  await expect(buyer.locator('main .badge').first(), 'a small sum waits for signatures too').toHaveText('waits for approval');
  await auditIsClean(world);
});
