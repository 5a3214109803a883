// The door: in by password without JavaScript, in by passkey alone, the ways in one keeps, sessions, becoming a seller.
import { expect, test } from '@playwright/test';
import { PASSWORD, demoPerson, form, mailedCode, send, signIn, signUp, stepUp } from './people.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

const passkeyButton = (page, asks) => page.locator(`[data-passkey="${asks}"] button`);
const signOut = (page) => Promise.all([page.waitForURL(/\/$|\/sign-in/), page.locator('form[action="/sign-out"] button').click()]);

/** The session's cookie of a page. */
const cookie = async (page) => (await page.context().cookies()).find(({ name }) => name.endsWith('sid'));

async function signUpByPasskey(page, name) {
  const device = await addPasskeyDevice(page);
  await page.goto('/sign-up');
  await form(page, 'sign_up').locator('[name=name]').fill(name);
  await passkeyButton(page, 'sign-up').click();
  await page.waitForURL(/\/requests/);
  return device;
}

/** By the button, or by the list under the e-mail field if the device was quicker. */
async function signInByPasskey(page, path = '/sign-in') {
  await page.goto(path);
  await passkeyButton(page, 'sign-in').click({ timeout: 3000 }).catch(() => {});
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

test('signing up by password works without JavaScript, and the session changes its id', async ({ browser }) => {
  const sara = await world.visitor(browser, { js: false });
  await sara.goto('/sign-up?next=/settings');
  await expect(passkeyButton(sara, 'sign-up')).toBeHidden();
  const door = form(sara, 'sign_up');
  await door.locator('[name=name]').fill('Sara Ahmadi');
  await door.locator('[name=email]').fill('not an address');
  await door.locator('[name=secret_password]').fill('password1234');
  await send(sara, 'sign_up');
  await expect(sara.locator('.field-error:visible')).toHaveCount(2);
  await expect(door.locator('[name=name]')).toHaveValue('Sara Ahmadi');
  await expect(door.locator('[name=secret_password]')).toHaveValue('');

  await door.locator('[name=email]').fill('sara.door@example.com');
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(sara, 'sign_up');
  await expect(sara).toHaveURL('/sign-up/check?next=%2Fsettings');
  await expect(sara.locator('main')).toContainText('sara.door@example.com');
  const check = form(sara, 'confirm_sign_up');
  await check.locator('[name=secret_code]').fill('12345');
  await send(sara, 'confirm_sign_up');
  await expect(sara.locator('.field-error:visible')).toContainText('not the code');
  const code = await mailedCode(sara, 'sara.door@example.com');
  await check.locator('[name=secret_code]').fill(code.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[digit]));
  await send(sara, 'confirm_sign_up');
  await expect(sara).toHaveURL('/settings');
  await expect(sara.locator('h1')).toHaveText('Settings');
  const first = await cookie(sara);
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });

  await signOut(sara);
  await sara.goto('/settings');
  await expect(sara).toHaveURL(/\/sign-in\?next=%2Fsettings|\/sign-in\?next=\/settings/);
  await sara.context().addCookies([first]);
  await sara.goto('/settings');
  await expect(sara, 'a signed-out session is dead on the server').toHaveURL(/\/sign-in/);
  await sara.context().clearCookies();
  await signIn(sara, 'sara.door@example.com');
  expect((await cookie(sara)).value).not.toBe(first.value);
});

test('a wrong password keeps the e-mail, says why, and never leads to another site', async ({ browser }) => {
  const sara = await world.visitor(browser, { js: false });
  await signUp(sara, 'Sara Twice');
  const { name, email } = await signUp(await world.visitor(browser, { js: false }), 'Mina Wrong');
  const mina = await world.visitor(browser, { js: false });
  for (const who of [email, 'nobody@example.com']) {
    await mina.goto('/sign-in?next=//evil.example/');
    const door = form(mina, 'sign_in');
    await door.locator('[name=email]').fill(who);
    await door.locator('[name=secret_password]').fill('this is not the one');
    const [answer] = await Promise.all([mina.waitForResponse((it) => it.request().method() === 'POST'), door.locator('button').last().click()]);
    expect(answer.status()).toBe(422);
    await expect(mina.getByRole('alert').first()).toContainText('do not belong together');
    await expect(door.locator('[name=email]')).toHaveValue(who);
    expect(await mina.content()).not.toContain('this is not the one');
  }
  const door = form(mina, 'sign_in');
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(mina, 'sign_in');
  expect(new URL(mina.url()).origin).toBe(world.origin);
  await expect(mina.getByText(name).first()).toBeVisible();
});

test('a passkey alone opens an account, finds it again, and a second one can stand in', async ({ browser }) => {
  const reza = await world.visitor(browser);
  const device = await signUpByPasskey(reza, 'Reza Karimi');
  expect(await device.passkeys()).toHaveLength(1);
  expect((await device.passkeys())[0].isResidentCredential).toBe(true);

  await signOut(reza);
  await signInByPasskey(reza, '/sign-in?next=/settings/passkeys');
  await expect(reza).toHaveURL('/settings/passkeys');
  await expect(reza.locator('.notice')).toContainText('only way into your account');

  await reza.waitForLoadState('load');
  await passkeyButton(reza, 'step-up').click();
  await expect(reza.locator('[data-step-up]')).toHaveCount(0);
  await reza.locator('li.card summary').first().click();
  const [refused] = await Promise.all([
    reza.waitForResponse((answer) => answer.request().method() === 'POST'),
    form(reza, 'remove_passkey').first().locator('button').click(),
  ]);
  expect(refused.status()).toBe(409);
  await expect(reza.getByRole('alert').first()).toContainText('only way into your account');

  await device.remove();
  const second = await addPasskeyDevice(reza);
  await reza.goto('/settings/passkeys');
  await passkeyButton(reza, 'add').click();
  await expect(reza).toHaveURL(/done=added/);
  await expect(reza.locator('li.card')).toHaveCount(2);
  await picture(reza, 'door-passkeys');

  await reza.locator('li.card').nth(1).locator('summary').click();
  await form(reza, 'rename_passkey').nth(1).locator('[name=name]').fill('My new phone');
  await send(reza, 'rename_passkey', form(reza, 'rename_passkey').nth(1));
  await expect(reza.locator('li.card').nth(1)).toContainText('My new phone');
  await reza.locator('li.card').first().locator('summary').click();
  await send(reza, 'remove_passkey', form(reza, 'remove_passkey').first());
  await expect(reza.locator('li.card')).toHaveCount(1);
  await signOut(reza);
  await signInByPasskey(reza);
  expect(await second.passkeys()).toHaveLength(1);
  expect(reza.errors.filter((line) => !/401|409|422/.test(line))).toEqual([]);
});

test('a device that says no is told apart, and a name that is too short is said at its field', async ({ browser }) => {
  const reza = await world.visitor(browser);
  const device = await addPasskeyDevice(reza);
  await reza.goto('/sign-up');
  await form(reza, 'sign_up').locator('[name=name]').fill('R');
  await passkeyButton(reza, 'sign-up').click();
  await expect(reza.locator('.field-error', { hasText: 'at least 2 characters' })).toBeVisible();
  await expect(reza.locator('[name=name]')).toHaveValue('R');

  await device.refuse();
  await reza.locator('[name=name]').fill('Reza Refuses');
  await passkeyButton(reza, 'sign-up').click();
  await expect(reza.locator('[data-say]')).toContainText('No passkey was used', { timeout: 30_000 });
  expect(await device.passkeys()).toHaveLength(0);
});

test('a session ended in one browser is nobody in the other', async ({ browser }) => {
  const here = await world.visitor(browser, { js: false });
  const there = await world.visitor(browser, { js: false });
  const { email } = await signUp(here, 'Sara Sessions');
  await signIn(there, email);
  await there.goto('/settings');
  await expect(there.locator('h1')).toHaveText('Settings');
  await here.goto('/settings/sessions');
  await expect(here.locator('li.card')).toHaveCount(2);
  await expect(here.locator('li.card').first()).toContainText('This browser');
  await expect(here.locator('li.card').first()).toContainText('Chrome · Linux');
  await send(here, 'end_session');
  await expect(here.locator('li.card')).toHaveCount(1);
  await there.goto('/settings');
  await expect(there).toHaveURL(/\/sign-in/);
});

test('strangers are shown the door, and only admins see who wants to sell', async ({ browser }) => {
  const stranger = await world.visitor(browser, { js: false });
  for (const path of ['/settings', '/settings/passkeys', '/settings/sessions', '/settings/addresses', '/become-a-seller', '/admin/sellers']) {
    await stranger.goto(path);
    await expect(stranger, path).toHaveURL(/\/sign-in\?next=/);
  }
  await signUp(stranger, 'Sara Stranger');
  const answer = await stranger.goto('/admin/sellers');
  expect(answer.status()).toBe(403);
  const direct = await stranger.context().request.post('/api/approve_seller', {
    form: { which: 'sap_01JZZZZZZZZZZZZZZZZZZZZZZZ' },
    headers: { origin: world.origin, 'sec-fetch-site': 'same-origin' },
  });
  expect(direct.status()).toBe(403);
  expect((await stranger.goto('/people/usr_01JZZZZZZZZZZZZZZZZZZZZZZZ')).status()).toBe(404);
});

test('addresses keep one primary, and settings show at the next page', async ({ browser }) => {
  const sara = await world.visitor(browser, { js: false });
  const { email } = await signUp(sara, 'Sara Address');
  for (const label of ['Home', 'Office']) {
    await sara.goto('/settings/addresses');
    if (label === 'Office') await sara.locator('details > summary.btn-primary').click();
    const add = form(sara, 'add_address');
    const place = { label, recipient: 'Sara Ahmadi', street: 'Lindenstr. 5', city: 'Berlin', country: 'Germany', phone: '+۴۹ ۳۰ ۱۲۳۴۵۶' };
    for (const [name, text] of Object.entries(place)) await add.locator(`[name=${name}]`).fill(text);
    await send(sara, 'add_address');
  }
  await expect(sara.locator('li.card')).toHaveCount(2);
  await expect(sara.locator('li.card').first()).toContainText('+49 30 123456');
  await sara.locator('li.card').nth(1).locator('summary').click();
  await send(sara, 'make_primary_address');
  await expect(sara.locator('li.card').first()).toContainText('Office');
  await expect(sara.locator('li.card .badge')).toHaveCount(1);

  await sara.goto('/settings');
  const profile = form(sara, 'change_profile');
  await profile.locator('[name=name]').fill('سارا احمدی');
  await profile.locator('[name=about]').fill('I buy bicycles.');
  await profile.locator('[name=language]').selectOption('fa');
  await profile.locator('[name=theme]').selectOption('dark');
  await send(sara, 'change_profile');
  await expect(sara.locator('html')).toHaveAttribute('lang', 'fa');
  await expect(sara.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(sara.locator('.notice')).toContainText('ذخیره شد');
  await sara.locator('a[href^="/people/"]').last().click();
  await expect(sara.locator('h1')).toContainText('سارا احمدی');
  expect(await sara.content()).not.toContain(email);
});

test('whoever says a password is not taken back by a passkey question that nobody waits for', async ({ browser }) => {
  const sara = await world.visitor(browser);
  await addPasskeyDevice(sara);
  const answered = [];
  await sara.route('**/api/start_passkey_sign_in', (asked) => answered.push(asked));
  await sara.goto('/sign-in');
  await expect.poll(() => answered.length).toBe(1);
  const givenUp = sara.waitForEvent('requestfailed', (request) => request.url().includes('start_passkey_sign_in'));
  // The password's own answer takes its time, too: the page is still there when the question ends.
  await sara.route('**/sign-in?deed=sign_in*', async (asked) => {
    await givenUp;
    await asked.continue();
  });
  const door = form(sara, 'sign_in');
  await door.locator('[name=email]').fill('nobody@example.com');
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(sara, 'sign_in');
  await expect(sara.locator('[role=alert]:visible').first()).toContainText('password');
});

test('a button pressed while the answer of the list is on its way asks nothing anew, and nobody is signed out by it', async ({ browser }) => {
  const nika = await world.visitor(browser);
  await signUpByPasskey(nika, 'Nika Twice');
  await signOut(nika);
  const asked = [];
  nika.on('request', (request) => request.url().includes('/api/start_passkey_sign_in') && asked.push(request));
  let isPressed;
  const pressed = new Promise((done) => (isPressed = done));
  await nika.route('**/api/finish_passkey_sign_in', async (answer) => {
    await pressed;
    await answer.continue();
  });
  const onItsWay = nika.waitForRequest('**/api/finish_passkey_sign_in');
  await nika.goto('/sign-in?next=/settings');
  await onItsWay;
  await passkeyButton(nika, 'sign-in').click();
  isPressed();
  await nika.waitForURL((url) => url.pathname === '/settings');
  expect(asked).toHaveLength(1);
  await nika.goto('/wallet');
  await expect(nika).toHaveURL(/\/wallet$/);
  expect(nika.errors).toEqual([]);
});

test('a line that opens while somebody signs out ends without a fault, and is not asked for again', async ({ browser }) => {
  const nika = await world.visitor(browser);
  await signUpByPasskey(nika, 'Nika Leaving');
  let goOn;
  const isOut = new Promise((done) => (goOn = done));
  const asked = [];
  await nika.route('**/feed/**', async (line) => {
    asked.push(line);
    await isOut;
    await line.continue();
  });
  await nika.route('**/sign-out', async (out) => {
    const answer = await out.fetch({ maxRedirects: 0 });
    const ended = nika.waitForResponse('**/feed/**');
    goOn();
    expect((await ended).status()).toBe(204);
    await out.fulfill({ response: answer });
  });
  await nika.goto('/settings');
  await expect.poll(() => asked.length).toBe(1);
  await signOut(nika);
  await expect(nika.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  expect(asked).toHaveLength(1);
  expect(nika.errors).toEqual([]);
});

test('the whole door in Persian on a phone: passkey, application, approval', async ({ browser }) => {
  const mina = await world.visitor(browser, { language: 'fa', width: 390, height: 844 });
  await mina.goto('/sign-up');
  await expect(mina.locator('html')).toHaveAttribute('dir', 'rtl');
  await picture(mina, 'door-sign-up-fa-390');
  await mina.goto('/sign-in');
  await picture(mina, 'door-sign-in-fa-390');
  await signUpByPasskey(mina, 'مینا راد');
  await mina.goto('/become-a-seller');
  await form(mina, 'apply_as_seller').locator('[name=sells]').fill('فرش دستباف');
  await form(mina, 'apply_as_seller').locator('[name=words]').fill('کم');
  await send(mina, 'apply_as_seller');
  await expect(mina.locator('.field-error')).toContainText('۲۰');
  await form(mina, 'apply_as_seller').locator('[name=words]').fill('بیست سال است در کاشان فرش می‌بافیم و می‌فروشیم.');
  await send(mina, 'apply_as_seller');
  await expect(mina.locator('.notice')).toContainText('به دست ما رسیده');
  await picture(mina, 'door-application-fa-390');

  const admin = await world.visitor(browser, { js: false });
  const { email, password } = demoPerson(world, 'admin');
  await signIn(admin, email, password);
  await admin.goto('/admin/sellers');
  await stepUp(admin, email, password);
  const row = admin.locator('li.card', { hasText: 'مینا راد' });
  await expect(row).toContainText('فرش دستباف');
  await picture(admin, 'door-admin-sellers');
  await send(admin, 'approve_seller', row.locator('form[action^="?deed=approve_seller"]'));
  await expect(admin.locator('.notice')).toContainText('Approved');

  await mina.goto('/become-a-seller');
  await expect(mina.locator('.notice')).toContainText('شما فروشنده‌اید');
  await mina.goto('/settings/passkeys');
  await picture(mina, 'door-passkeys-fa-390');
  await signOut(mina);
  await signInByPasskey(mina);
  await mina.goto('/settings');
  await picture(mina, 'door-settings-fa-390');
  expect(await mina.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(mina.errors.filter((line) => !/401|409|422/.test(line))).toEqual([]);
});
