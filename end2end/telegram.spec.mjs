// Telegram: linked from the settings, opened as a Mini App, come back to from Telegram's own page. What Telegram signed opens
// one door once, within minutes, and for nobody else.
import { expect, test } from '@playwright/test';
import { form, send, signUp, PASSWORD } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { loginWidget, miniApp, startTelegram } from './rig/telegram.mjs';
import { picture, startWorld } from './rig/world.mjs';

const SARA = { id: 279058397, first_name: 'سارا + - ? /', last_name: 'احمدی', username: 'sara_ahmadi', language_code: 'fa' };
const STRANGER = { id: 40, first_name: 'Nobody', language_code: 'en' };
const PLACE = '/sign-in/telegram';

let telegram;
let world;
test.beforeAll(async ({ browser }) => {
  telegram = await startTelegram();
  world = await startWorld({ env: { AMANAT_TELEGRAM: telegram.setting } });
  await link(await world.visitor(browser));
});
test.afterAll(async () => {
  await world?.stop();
  await telegram?.close();
});

/** Somebody new links Sara's Telegram to their account, as the page tells them to. */
async function link(page) {
  await signUp(page, 'Sara Ahmadi');
  await page.goto('/settings/telegram');
  const start = form(page, 'start_telegram_link');
  if ((await start.locator('[name=secret_current]').count()) > 0) await start.locator('[name=secret_current]').fill(PASSWORD);
  await send(page, 'start_telegram_link');
  const payload = new URL(await page.locator('[data-telegram-link]').getAttribute('href')).searchParams.get('start');
  expect(await telegram.write(world.origin, SARA, `/start ${payload}`)).toBe(200);
  await expect.poll(() => telegram.toldTo(SARA).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByText('I have opened it').click();
  await expect(form(page, 'unlink_telegram')).toBeVisible();
}

const button = (page) => form(page, 'sign_in_by_telegram').locator('button[type=submit]');

/** Opens the page as Telegram does, with what it signed behind the `#`. */
async function open(page, signed) {
  await page.goto('about:blank');
  await page.goto(PLACE + signed);
  await expect(button(page)).toBeVisible();
}

const isIn = (page) => expect(page.locator('form[action="/sign-out"]')).toHaveCount(1);

test('a Mini App says whose it is, and lets them in when they press the button', async ({ browser }) => {
  const page = await world.visitor(browser, { language: 'fa', width: 390, height: 700 });
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await open(page, miniApp(SARA));
  await expect(page.locator('[data-telegram=name]')).toHaveText('@sara_ahmadi');
  expect(new URL(page.url()).hash, 'nothing signed stays in the address').toBe('');
  expect(asked.filter((line) => !line.includes(`${world.origin}/`)), 'no script of Telegram is asked for').toEqual([]);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'telegram-mini-app-fa');
  await send(page, 'sign_in_by_telegram');
  await isIn(page);
});

test('whoever comes back from Telegram is let in too', async ({ browser }) => {
  const page = await world.visitor(browser);
  await open(page, loginWidget(SARA));
  await send(page, 'sign_in_by_telegram');
  await isIn(page);
});

for (const [what, signed, words] of [
  ['signed more than five minutes ago', () => miniApp(SARA, { minutesAgo: 6 }), 'too old'],
  ['signed for another bot', () => miniApp(SARA, { token: '123456789:ANOTHER-BOT-THAN-THE-HOUSES' }), 'did not sign this for us'],
  ['of somebody who is linked to nobody', () => miniApp(STRANGER), 'linked to no account'],
]) {
  test(`what is ${what} opens nothing, and the page says why and what else there is`, async ({ browser }) => {
    const page = await world.visitor(browser);
    await open(page, signed());
    await send(page, 'sign_in_by_telegram');
    await expect(page.locator('[role=alert]')).toContainText(words);
    await expect(page.locator(`main a[href^="https://oauth.telegram.org/"]`)).toBeVisible();
    await expect(page.locator('main a[href="/sign-in"]')).toBeVisible();
    await expect(button(page), 'what was refused is not sent again').toBeHidden();
    await expect(page.locator('form[action="/sign-out"]')).toHaveCount(0);
  });
}

test('what opened a door opens no second one', async ({ browser }) => {
  const [mine, thiefs] = [await world.visitor(browser), await world.visitor(browser)];
  const signed = miniApp(SARA);
  await open(mine, signed);
  await open(thiefs, signed);
  await send(mine, 'sign_in_by_telegram');
  await isIn(mine);
  await send(thiefs, 'sign_in_by_telegram');
  await expect(thiefs.locator('[role=alert]')).toContainText('was used already');
  await expect(thiefs.locator('form[action="/sign-out"]')).toHaveCount(0);
});

for (const [what, behind] of [['nothing', ''], ['nonsense', '#tgWebAppData=user%3D%257B&tgAuthResult=%%%'], ['no base64', '#tgAuthResult=***']]) {
  test(`with ${what} behind the address the page offers the way to Telegram`, async ({ browser }) => {
    const page = await world.visitor(browser);
    await page.goto(PLACE + behind);
    await expect(page.locator(`main a[href^="https://oauth.telegram.org/"]`)).toBeVisible();
    await expect(button(page)).toBeHidden();
    expect(page.errors).toEqual([]);
  });
}
