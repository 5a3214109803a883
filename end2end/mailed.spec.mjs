// Codes from the mailbox: an account, an e-mail, another password. Without JavaScript where no passkey is asked, and with
// the same page whether an e-mail is known or not.
import { expect, test } from '@playwright/test';
import { PASSWORD, form, mailedCode, send, signIn, signUp } from './people.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { picture, startWorld } from './rig/world.mjs';

const OTHER = 'blue tea at four o’clock';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

const code = (page, deed) => form(page, deed).locator('[name=secret_code]');
const lettersTo = async (page, email) => {
  await page.goto(`/outbox?to=${encodeURIComponent(email)}`);
  return page.locator('main');
};

async function askForAccount(page, name, email) {
  await page.goto('/sign-up?next=/wallet');
  const door = form(page, 'sign_up');
  await door.locator('[name=name]').fill(name);
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(page, 'sign_up');
}

async function forgot(page, email) {
  await page.goto('/sign-in');
  await page.locator('a[href="/forgot-password"]').click();
  await form(page, 'forgot_password').locator('[name=email]').fill(email);
  await send(page, 'forgot_password');
  await expect(page).toHaveURL('/reset-password');
}

async function reset(page, secret, password) {
  await code(page, 'reset_password').fill(secret);
  await form(page, 'reset_password').locator('[name=secret_password]').fill(password);
  await send(page, 'reset_password');
}

test('who signs up with a known e-mail sees what everybody sees, and its owner gets a letter', async ({ browser }) => {
  const owner = await world.visitor(browser, { js: false });
  const { email } = await signUp(owner, 'Sara Owner');
  const pages = [];
  for (const asked of [email, 'somebody.new@example.com']) {
    const stranger = await world.visitor(browser, { js: false });
    await askForAccount(stranger, 'Curious Reader', asked);
    await expect(stranger).toHaveURL('/sign-up/check?next=%2Fwallet');
    pages.push((await stranger.locator('main').innerText()).replaceAll(asked, '…'));
    await stranger.context().close();
  }
  expect(pages[0]).toBe(pages[1]);
  await expect.poll(async () => (await lettersTo(owner, email)).innerText()).toContain('already');
  await picture(owner, 'mailed-outbox');
});

test('a code opens an account in the browser that asked for it, and nowhere else', async ({ browser }) => {
  const sara = await world.visitor(browser, { js: false, language: 'fa', width: 390 });
  await askForAccount(sara, 'سارا نامه', 'sara.nameh@example.com');
  await picture(sara, 'mailed-check-fa-390');
  expect(await sara.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const secret = await mailedCode(sara, 'sara.nameh@example.com');
  const other = await world.visitor(browser, { js: false });
  await other.goto('/sign-up/check');
  await expect(form(other, 'confirm_sign_up')).toHaveCount(0);
  await send(sara, 'mail_again');
  await expect(sara.locator('main').getByRole('alert').first()).toContainText('ثانیه');
  await code(sara, 'confirm_sign_up').fill(secret);
  await send(sara, 'confirm_sign_up');
  await expect(sara).toHaveURL('/wallet');
});

test('a forgotten password is set anew: every browser is out, and a quiet day follows', async ({ browser }) => {
  const there = await world.visitor(browser, { js: false });
  const { email, code: before } = await signUp(there, 'Mina Forgets');
  const here = await world.visitor(browser, { js: false });
  await forgot(here, email);
  await picture(here, 'mailed-reset');
  const secret = await mailedCode(here, email, [before]);
  await reset(here, secret, 'password2026!');
  await expect(form(here, 'reset_password').locator('.field-error:visible')).toHaveCount(1);
  await expect(code(here, 'reset_password'), 'a code is never written back into a page').toHaveValue('');
  await reset(here, secret, OTHER);
  await expect(here).toHaveURL('/settings/passkeys?done=reset');
  await expect(here.locator('[data-quiet]')).toBeVisible();
  await there.goto('/settings');
  await expect(there).toHaveURL(/\/sign-in/);
  await signIn(there, email);
  await expect(there, 'the old password opens nothing').toHaveURL(/\/sign-in/);
  await expect.poll(async () => (await lettersTo(there, email)).innerText()).toContain('password was changed');
});

test('an unknown e-mail is answered like any other, and no code is right', async ({ browser }) => {
  const page = await world.visitor(browser, { js: false });
  await forgot(page, 'nobody.at.all@example.com');
  for (let n = 0; n < 5; n += 1) {
    await reset(page, '000000', OTHER);
    await expect(form(page, 'reset_password').locator('.field-error:visible')).toContainText('not the code');
  }
  await reset(page, '000000', OTHER);
  await expect(form(page, 'reset_password').locator('.field-error:visible')).toContainText('Too many wrong codes');
});

test('who comes by passkey proves the e-mail after, or later, and moves to another one', async ({ browser }) => {
  const reza = await world.visitor(browser, { language: 'en' });
  await addPasskeyDevice(reza);
  await reza.goto('/sign-up?next=/wallet');
  await form(reza, 'sign_up').locator('[name=name]').fill('Reza Letters');
  await form(reza, 'sign_up').locator('[name=email]').fill('reza.letters@example.com');
  await reza.locator('[data-passkey="sign-up"] button').click();
  await reza.waitForURL(/\/settings\/email\?next=/);
  await expect(reza.getByRole('link', { name: 'Later' })).toHaveAttribute('href', '/wallet');
  await picture(reza, 'mailed-email');
  await code(reza, 'confirm_email').fill(await mailedCode(reza, 'reza.letters@example.com'));
  await send(reza, 'confirm_email');
  await expect(reza).toHaveURL('/wallet');

  await reza.goto('/settings/email');
  await expect(reza.locator('main')).toContainText('reza.letters@example.com');
  await form(reza, 'change_email').locator('[name=email]').fill('reza@elsewhere.example');
  await send(reza, 'change_email');
  await expect(reza.locator('main')).toContainText('reza@elsewhere.example');
  await code(reza, 'confirm_email').fill(await mailedCode(reza, 'reza@elsewhere.example'));
  await send(reza, 'confirm_email');
  await expect(reza).toHaveURL('/settings/email?done=email');
  await expect(reza.locator('main')).toContainText('reza@elsewhere.example');
  await expect.poll(async () => (await lettersTo(reza, 'reza.letters@example.com')).innerText()).toContain('r…@elsewhere.example');
});
