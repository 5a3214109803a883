// The second way to say who one is: a code of an app, recovery codes, and a fresh proof before what a stolen session
// must not do. First without JavaScript, because a phone that is lost is no time for it.
import { expect, test } from '@playwright/test';
import { PASSWORD, apps, becomeSeller, demoPerson, form, freshCode, send, signIn, signUp, stepUp, totp } from './people.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

const signOut = (page) => Promise.all([page.waitForURL(/\/$|\/sign-in/), page.locator('form[action="/sign-out"] button').click()]);
const cookie = async (page) => (await page.context().cookies()).find(({ name }) => name.endsWith('sid')).value;
const code = (page, deed) => form(page, deed).locator('[name=secret_code]');

/** Sets up an app as its page says, and remembers its secret. */
async function setUpApp(page, email) {
  await page.goto('/settings/authenticator');
  const password = form(page, 'start_totp').locator('[name=secret_current]');
  if ((await password.count()) > 0) await password.fill(PASSWORD);
  await send(page, 'start_totp');
  apps.set(email, (await page.locator('[data-totp-secret]').textContent()).trim());
  await code(page, 'confirm_totp').fill(await freshCode(page, email));
  await send(page, 'confirm_totp');
  await expect(page.locator('main').getByRole('status').first()).toBeVisible();
}

/** Makes recovery codes, after a fresh proof. */
async function makeCodes(page, email) {
  await page.goto('/settings/recovery-codes');
  await stepUp(page, email);
  await send(page, 'new_recovery_codes');
  const codes = await page.locator('[data-recovery-codes] li').allTextContents();
  expect(codes).toHaveLength(10);
  return codes.map((text) => text.trim());
}

test('a code computed here is the code of the standard', () => {
  // RFC 6238, appendix B, the last six digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect([59, 1111111109, 1234567890].map((at) => totp(secret, Math.floor(at / 30)))).toEqual(['287082', '081804', '005924']);
});

test('with an app the password alone opens nothing, all without JavaScript', async ({ browser }) => {
  test.setTimeout(180_000);
  const sara = await world.visitor(browser, { js: false });
  const { email } = await signUp(sara, 'Sara Second');
  await sara.goto('/settings/authenticator');
  await form(sara, 'start_totp').locator('[name=secret_current]').fill('this is not the one');
  await send(sara, 'start_totp');
  await expect(form(sara, 'start_totp').locator('.field-error')).toBeVisible();
  await setUpApp(sara, email);
  await picture(sara, 'factors-authenticator');

  await signOut(sara);
  await sara.goto('/sign-in?next=/wallet');
  const door = form(sara, 'sign_in');
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(sara, 'sign_in');
  await expect(sara).toHaveURL(/\/sign-in\/code\?next=/);
  await picture(sara, 'factors-second-step');
  const half = await cookie(sara);
  await sara.goto('/wallet');
  await expect(sara, 'half in is not in').toHaveURL(/\/sign-in\?/);
  await sara.goBack();
  await code(sara, 'sign_in_code').fill('000000');
  await send(sara, 'sign_in_code');
  await expect(form(sara, 'sign_in_code').locator('.field-error')).toBeVisible();
  await code(sara, 'sign_in_code').fill(await freshCode(sara, email));
  await send(sara, 'sign_in_code');
  await expect(sara).toHaveURL('/wallet');
  expect(await cookie(sara), 'the session of the half-way is worth nothing').not.toBe(half);
});

test('recovery codes are shown, each opens once, and a quiet day follows', async ({ browser }) => {
  test.setTimeout(180_000);
  const sara = await world.visitor(browser, { js: false });
  const { email } = await signUp(sara, 'Sara Recovers');
  await setUpApp(sara, email);
  const before = await cookie(sara);
  const codes = await makeCodes(sara, email);
  expect(await cookie(sara), 'the session changes its id at a fresh proof').not.toBe(before);
  await picture(sara, 'factors-codes');
  await send(sara, 'hide_recovery_codes');
  await expect(sara.locator('[data-recovery-codes]')).toHaveCount(0);
  await expect(sara.locator('[data-codes-left="10"]')).toBeVisible();

  const other = await world.visitor(browser, { js: false });
  await other.goto('/recover');
  const recover = async (text) => {
    await form(other, 'recover').locator('[name=email]').fill(email);
    await code(other, 'recover').fill(text);
    await send(other, 'recover');
  };
  await recover('0000-0000-0000-0000');
  await expect(other.getByRole('alert').first()).toContainText('do not belong together');
  await picture(other, 'factors-recover');
  await recover(codes[0].toLowerCase());
  await expect(other).toHaveURL(/\/settings\/passkeys/);
  await expect(other.locator('[data-quiet]')).toBeVisible();
  await picture(other, 'factors-quiet');
  await sara.goto('/settings');
  await expect(sara, 'every other browser is signed out').toHaveURL(/\/sign-in/);

  await form(other, 'set_password').locator('xpath=ancestor::details').locator('summary').click();
  await form(other, 'set_password').locator('[name=secret_password]').fill('another walk by the lake');
  await send(other, 'set_password');
  await expect(other).toHaveURL(/done=password/);
  await other.goto('/settings/authenticator');
  await expect(other.locator('[data-quiet]')).toBeVisible();

  await signOut(other);
  await other.goto('/recover');
  await recover(codes[0]);
  await expect(other.getByRole('alert').first(), 'a code opens once').toContainText('do not belong together');
  await signIn(other, email, 'another walk by the lake');
  await expect(other.locator('form[action="/sign-out"]')).toHaveCount(1);
});

test('an admin decides only after a fresh proof, and what was typed is there again', async ({ browser }) => {
  test.setTimeout(180_000);
  const asks = await world.visitor(browser, { js: false });
  await signUp(asks, 'Reza Refused');
  await asks.goto('/become-a-seller');
  await form(asks, 'apply_as_seller').locator('[name=sells]').fill('Bicycles');
  await form(asks, 'apply_as_seller').locator('[name=words]').fill('Twenty years of bicycles, new and used, in Shiraz.');
  await send(asks, 'apply_as_seller');

  const admin = await world.visitor(browser, { js: false });
  const { email, password } = demoPerson(world, 'admin');
  await signIn(admin, email, password);
  await admin.goto('/admin/sellers');
  const row = admin.locator('li.card', { hasText: 'Reza Refused' });
  await row.locator('summary').click();
  const refuse = row.locator('form[action^="?deed=refuse_seller"]');
  await refuse.locator('[name=reason]').fill('Please say where your workshop is.');
  const [answer] = await Promise.all([admin.waitForResponse((it) => it.request().method() === 'POST'), refuse.locator('button').click()]);
  expect(answer.status()).toBe(403);
  await picture(admin, 'factors-step-up');
  await stepUp(admin, email, password);
  await expect(row.locator('[name=reason]')).toHaveValue('Please say where your workshop is.');
  await send(admin, 'refuse_seller', row.locator('form[action^="?deed=refuse_seller"]'));
  await expect(admin).toHaveURL(/done=refused/);
});

test('a passkey proves it too, and removing one asks for it', async ({ browser }) => {
  test.setTimeout(120_000);
  const mina = await world.visitor(browser, { language: 'fa', width: 390 });
  await addPasskeyDevice(mina);
  const { email } = await signUp(mina, 'Mina Key');
  await mina.goto('/settings/passkeys');
  const add = mina.locator('[data-passkey="add"] button');
  await add.click();
  await expect(mina.locator('[data-passkey="add"] [data-say]')).not.toBeEmpty();
  await mina.locator('[data-passkey-proof] input').fill(PASSWORD);
  await Promise.all([mina.waitForURL(/done=added/), add.click()]);
  await picture(mina, 'factors-passkeys-fa-390');

  await mina.locator('li.card summary').first().click();
  const remove = form(mina, 'remove_passkey').first();
  const [answer] = await Promise.all([mina.waitForResponse((it) => it.request().method() === 'POST'), remove.locator('button').click()]);
  expect(answer.status()).toBe(403);
  await mina.waitForLoadState('load');
  await picture(mina, 'factors-step-up-fa-390');
  const before = await cookie(mina);
  await Promise.all([mina.waitForURL(/kept=remove_passkey/), mina.locator('[data-passkey="step-up"] button').click()]);
  expect(await cookie(mina)).not.toBe(before);
  await expect(mina.locator('[data-step-up]')).toHaveCount(0);
  await send(mina, 'remove_passkey', form(mina, 'remove_passkey').first());
  await expect(mina).toHaveURL(/done=removed/);
  for (const path of ['/settings/authenticator', '/settings/recovery-codes', '/recover']) {
    await mina.goto(path);
    expect(await mina.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    await picture(mina, `factors${path.replaceAll('/', '-')}-fa-390`);
  }
  expect(email).toContain('mina');
});

test('who has only a password is told to add a second way first', async ({ browser }) => {
  const sara = await world.visitor(browser, { js: false });
  await signUp(sara, 'Sara Single');
  await sara.goto('/settings/recovery-codes');
  await send(sara, 'new_recovery_codes');
  await expect(sara.locator('[data-step-up]')).toContainText('Add a passkey or an authenticator app first');
  await expect(sara.locator('[data-codes-left="0"]')).toBeVisible();
});

test('a seller is approved as before', async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await world.visitor(browser, { js: false });
  await becomeSeller(world, browser, page, 'Kaveh Again', { js: false });
  await page.goto('/become-a-seller');
  await expect(page.locator('.notice')).toContainText('seller');
});
