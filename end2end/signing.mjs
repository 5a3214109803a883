// People of the house who hold hardware signers. What signs here is a wallet of the local chain, as if it were elsewhere.
import { expect } from '@playwright/test';
import { fill } from './leaving.mjs';
import { PASSWORD, demoPerson, form, send, signIn, stepUp } from './people.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { chooseDepositAccount, payMuch, plannedSweep } from './sweeping.mjs';

/** `m/44'/60'/0'` of the wallets that every local chain unlocks. */
export const XPUB = 'xpub6Ce9NcJvTk36xtLSrJLZqE7wtgA5deCeYs7rSQtreh4cj6ByPtrg9sD7V2FNFLPnf8heNP3FGkeV9qwfzvZNSd54JoNXVsXFYSYwHsnJxqP';
/** The address of its index 0. */
export const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

/** An admin who has a passkey with them and has just proved who they are. */
export async function adminWithPasskey(world, browser) {
  const admin = await world.visitor(browser);
  const { email, password } = demoPerson(world, 'admin');
  await signIn(admin, email, password);
  await givePasskey(admin, email, password);
  return admin;
}

/** Somebody who is signed in gets a passkey, and has just proved who they are. */
export async function givePasskey(page, email, password = PASSWORD) {
  await addPasskeyDevice(page);
  await page.goto('/settings/passkeys');
  await stepUp(page, email, password);
  const proof = page.locator('[data-passkey-proof] input');
  if ((await proof.count()) > 0) await proof.fill(password);
  await Promise.all([page.waitForURL(/done=added/), page.locator('[data-passkey="add"] button').click()]);
}

/** Proves by the passkey who the page's person is, if the page asks for it. */
export async function proveByPasskey(page) {
  const ask = page.locator('[data-passkey="step-up"] button');
  if ((await ask.count()) === 0) return;
  await ask.click();
  await expect(ask).toHaveCount(0);
}

/** What a wallet elsewhere says under these words (EIP-191). */
export const signed = (world, words) =>
  world.chain.rpc('personal_sign', [`0x${Buffer.from(words).toString('hex')}`, ADDRESS]);

/** A wallet elsewhere becomes a signer of this admin's. */
export async function register(world, admin, label) {
  await admin.goto('/admin/signers');
  await proveByPasskey(admin);
  const begin = form(admin, 'begin_signer');
  await begin.locator('[name=label]').fill(label);
  await begin.locator('[name=xpub]').fill(XPUB);
  await send(admin, 'begin_signer');
  const prove = form(admin, 'prove_signer');
  await prove.locator('[name=signature]').fill(await signed(world, await admin.locator('pre.words').textContent()));
  await Promise.all([admin.waitForURL(/done=signer_proved/), prove.locator('[data-passkey="act"] button').click()]);
}

/** An instruction that waits for its signer, the decision that this signer announces, which waits for its day, and a sweep that
 * waits for the same device: somebody with money and an address takes some out, and somebody pays at an address of the
 * device's. Says where they are. */
export async function furnishInstruction(world, browser, { buyer, email, password }) {
  const admin = await adminWithPasskey(world, browser);
  await register(world, admin, 'Safe 5');
  const signer = new URL(admin.url()).pathname;
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: await buyer.locator('select[name=address] option:not([value=""])').first().getAttribute('value'), amount: '1500' });
  await stepUp(buyer, email, password);
  await send(buyer, 'withdraw');
  await admin.goto('/admin/payouts?status=draft');
  await send(admin, 'make_instruction', form(admin, 'make_instruction').first());
  const instruction = new URL(admin.url()).pathname;
  await chooseDepositAccount(admin);
  const payer = await payMuch(world, browser);
  const sweep = await plannedSweep(admin);
  for (const page of [admin, payer]) await page.context().close();
  return { signer, instruction, sweep };
}
