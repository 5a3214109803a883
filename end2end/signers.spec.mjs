// Hardware signers without the hardware: the public key typed, the words signed elsewhere, the signature pasted back. What
// signs here is a wallet of the local chain; its private key never passes a page.
import { expect, test } from '@playwright/test';
import { auditIsClean, demoPerson, form, send, stepUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { XPUB, dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

/** The address of index 0 of `XPUB`. */
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const PRIVATE = 'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

/** An admin who has a passkey with them and has just proved who they are. */
async function adminWithPasskey(browser) {
  const admin = await visitorAs(world, browser, 'admin');
  const { email, password } = demoPerson(world, 'admin');
  await addPasskeyDevice(admin);
  await admin.goto('/settings/passkeys');
  await stepUp(admin, email, password);
  const proof = admin.locator('[data-passkey-proof] input');
  if ((await proof.count()) > 0) await proof.fill(password);
  await Promise.all([admin.waitForURL(/done=added/), admin.locator('[data-passkey="add"] button').click()]);
  return admin;
}

/** What a wallet elsewhere says under these words (EIP-191). */
const signed = (words, address = ADDRESS) =>
  world.chain.rpc('personal_sign', [`0x${Buffer.from(words).toString('hex')}`, address]);

test('a hardware wallet is registered by its public key, a signature made elsewhere and a passkey', async ({ browser }) => {
  const admin = await adminWithPasskey(browser);
  await admin.goto('/admin/signers');
  await expect(admin.locator('main')).toContainText('No signer yet');
  expect(await violations(admin)).toEqual([]);
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
  await prove.locator('[name=signature]').fill(await signed(`${words} `));
  await Promise.all([admin.waitForResponse((it) => it.url().includes('deed=prove_signer')), yes.click()]);
  await expect(admin.locator('.field-error:visible')).toContainText('not the signature of this wallet');
  await expect(prove.locator('[name=signature]'), 'what was typed is kept').not.toHaveValue('');
  await prove.locator('[name=signature]').fill(await signed(words));
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
  await stepUp(admin, email, password, 1);
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
