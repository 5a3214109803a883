// What people do on the pages, said once for every journey. Works with JavaScript on and off: only forms and links.
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { aheadAt } from './rig/clocks.mjs';

export const PASSWORD = 'a long walk by the sea';
let born = 0;

/** The button that sends this deed's form, on this page. */
export const form = (page, deed) => page.locator(`form[action*="?deed=${deed}"]`);

/** Sends a deed's form and waits for the page that follows. */
export async function send(page, deed, where = form(page, deed)) {
  const button = where.locator('button[type=submit]').last();
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), button.click()]);
  await page.waitForLoadState('load');
}

/** Opens a folded part of the page, by the words on it. */
export const unfold = (page, words) => page.locator('details', { hasText: words }).locator('summary').first().click();

export async function signUp(page, name) {
  born += 1;
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${born}@example.com`;
  await page.goto('/sign-up');
  const door = form(page, 'sign_up');
  await door.locator('[name=name]').fill(name);
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(page, 'sign_up');
  const code = await mailedCode(page, email);
  await form(page, 'confirm_sign_up').locator('[name=secret_code]').fill(code);
  await send(page, 'confirm_sign_up');
  await expect(page.locator('form[action="/sign-out"], form[action*="sign-out"]')).toHaveCount(1);
  return { name, email, code };
}

/** The code in the last letter to this e-mail that is not one of `before`, from the demo's outbox. */
export async function mailedCode(page, email, before = []) {
  const outbox = new URL(`/outbox?to=${encodeURIComponent(email)}`, page.url()).href;
  let code;
  await expect
    .poll(async () => {
      code = /data-code="(\d{6})"/.exec(await (await page.request.get(outbox)).text())?.[1];
      return code !== undefined && !before.includes(code);
    }, { message: `a code for ${email}` })
    .toBe(true);
  return code;
}

export async function signIn(page, email, password = PASSWORD) {
  await page.goto('/sign-in');
  const door = form(page, 'sign_in');
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(password);
  await send(page, 'sign_in');
  if (new URL(page.url()).pathname !== '/sign-in/code' || !apps.has(email)) return;
  await form(page, 'sign_in_code').locator('[name=secret_code]').fill(await freshCode(page, email));
  await send(page, 'sign_in_code');
}

/** Authenticator secrets by e-mail, as the demo prints them or a journey sets them up. */
export const apps = new Map();
/** The step of time of the last code that somebody used, by world and e-mail: a code opens once. */
const used = new Map();
const stepNow = (ahead = 0) => Math.floor((Date.now() + ahead * 60_000) / 30_000);

/** The code an authenticator app shows (RFC 6238): six digits of HMAC-SHA1 over the step of 30 seconds. */
export function totp(secret, step = stepNow()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(/\s/g, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * A code of this person's app that opened nothing yet; waits for the next one when there is none. `ahead` is by how many
 * minutes the server's clock was put ahead.
 */
export async function freshCode(page, email, ahead = aheadAt(new URL(page.url()).origin)) {
  const whose = `${new URL(page.url()).origin} ${email}`;
  // The code before counts too, unless it is about to end.
  const first = Date.now() % 30_000 < 25_000 ? stepNow(ahead) - 1 : stepNow(ahead);
  const step = Math.max(first, (used.get(whose) ?? 0) + 1);
  while (step > stepNow(ahead) + 1) await pause(200);
  used.set(whose, step);
  return totp(apps.get(email), step);
}

/** Proves who the page's person is, if the page asks for it: by password and a code of their app. */
export async function stepUp(page, email, password = PASSWORD, ahead = undefined) {
  const card = form(page, 'step_up_by_password');
  if ((await card.count()) === 0) return;
  await card.locator('[name=secret_current]').fill(password);
  await card.locator('[name=secret_code]').fill(await freshCode(page, email, ahead));
  await send(page, 'step_up_by_password');
}

/** Sets up an app: nothing leaves, and nobody works here, without a second way to say who one is. */
export async function setUpApp(page, email, password = PASSWORD) {
  await page.goto('/settings/authenticator');
  await form(page, 'start_totp').locator('[name=secret_current]').fill(password);
  await send(page, 'start_totp');
  apps.set(email, (await page.locator('[data-totp-secret]').textContent()).trim());
  await form(page, 'confirm_totp').locator('[name=secret_code]').fill(await freshCode(page, email));
  await send(page, 'confirm_totp');
}

/** The demo's people of a world: what the server said first is not kept for ever. */
const printed = new WeakMap();

/** The demo's people, as the server prints them: `sign in: <email>  <password>  (<part>: <name>)`. */
export function demoPeople(world) {
  if (printed.has(world)) return printed.get(world);
  const lines = world.said().matchAll(/^sign in: (\S+) {2}(.+?) {2}\((.+)\)$/gm);
  const people = [...lines].map(([, email, password, words]) => {
    const [part, app] = words.split('; authenticator: ');
    if (app) apps.set(email, app);
    return { email, password, part: part.toLowerCase() };
  });
  if (people.length > 0) printed.set(world, people);
  return people;
}

export const demoPerson = (world, role) => demoPeople(world).find(({ part }) => part.includes(role));

/** The worlds' admins, signed in once each: a code of their app opens once. */
const admins = new WeakMap();

/** The demo's admin of this world, signed in. */
export async function adminOf(world, browser, { js } = {}) {
  const here = admins.get(world);
  if (here && !here.isClosed()) return here;
  const admin = await world.visitor(browser, { js });
  const { email, password } = demoPerson(world, 'admin');
  await signIn(admin, email, password);
  admins.set(world, admin);
  return admin;
}

/** A new colleague of the demo's admin with this role, signed in; who works here has an app. */
export async function hire(world, browser, name, role, { js } = {}) {
  const page = await world.visitor(browser, { js });
  const { email } = await signUp(page, name);
  await setUpApp(page, email);
  await page.goto('/settings');
  const href = await page.locator('main a[href^="/people/"]').first().getAttribute('href');
  const admin = await adminOf(world, browser);
  await admin.goto(href.replace('/people/', '/admin/users/'));
  const { email: house, password } = demoPerson(world, 'admin');
  await stepUp(admin, house, password);
  await unfold(admin, 'Give a role');
  await form(admin, 'grant_role').locator('[name=role]').selectOption(role);
  await send(admin, 'grant_role');
  await Promise.all([page.waitForURL(/\/$|\/sign-in/), page.locator('form[action="/sign-out"] button').click()]);
  await signIn(page, email);
  return { page, email };
}

/** A new person becomes a seller: asks, and the demo's admin says yes. */
export async function becomeSeller(world, browser, page, name, { js } = {}) {
  const person = await signUp(page, name);
  await page.goto('/become-a-seller');
  const ask = form(page, 'apply_as_seller');
  for (const name of ['sells', 'words']) {
    const field = ask.locator(`[name=${name}]`);
    if ((await field.count()) > 0) await field.fill('Spare parts for bicycles, new and used, for ten years.');
  }
  await send(page, 'apply_as_seller');
  const admin = await adminOf(world, browser, { js });
  await admin.goto('/admin/sellers');
  const { email, password } = demoPerson(world, 'admin');
  await stepUp(admin, email, password);
  const row = form(admin, 'approve_seller').filter({ hasText: '' }).last();
  await send(admin, 'approve_seller', row);
  return person;
}

/** Goes through the wizard up to its summary. */
export async function draftRequest(page, { title = 'A front wheel for a city bicycle', min = '10', max = '20' } = {}) {
  await page.goto('/requests/new?step=1');
  let step = form(page, 'save_draft');
  await step.locator('[name=title]').fill(title);
  await step.locator('[name=description]').fill('28 inch, with a hub dynamo. Used is fine when it runs true.');
  await step.locator('[name=category]').selectOption({ index: 1 });
  await send(page, 'save_draft');
  step = form(page, 'save_draft');
  await step.locator('[name=quantity]').fill('1');
  await step.locator('[name=budget_min]').fill(min);
  await step.locator('[name=budget_max]').fill(max);
  await step.locator('[name=budget_currency]').selectOption('USDT');
  await send(page, 'save_draft');
  step = form(page, 'save_draft');
  const address = { recipient: 'Sara Ahmadi', street: 'Lindenstr. 5', city: 'Berlin', postal_code: '10969', country: 'Germany' };
  for (const [name, text] of Object.entries(address)) await step.locator(`[name=${name}]`).fill(text);
  await send(page, 'save_draft');
}

/** Goes through the four steps of the wizard; answers the request's id. */
export async function postRequest(page, wish = {}) {
  await draftRequest(page, wish);
  await send(page, 'publish_request');
  await page.waitForURL(/\/requests\/req_\w+/);
  return page.url().match(/req_\w+/)[0];
}

/** A seller writes an answer to a request. */
export async function fillOffer(page, request, { price = '12.50', currency = 'USDT', days = '3', title = 'Wheel, as new' } = {}) {
  await page.goto(`/requests/${request}/offer`);
  const offer = form(page, 'make_offer');
  await offer.locator('[name=title]').fill(title);
  await offer.locator('[name=description]').fill('Straight, tight spokes, new bearings.');
  await offer.locator('[name=price]').fill(price);
  await offer.locator('[name=currency]').selectOption(currency);
  await offer.locator('[name=delivery_amount]').fill(days);
  await offer.locator('[name=delivery_unit]').selectOption('days');
}

/** A seller answers a request. */
export async function makeOffer(page, request, words = {}) {
  await fillOffer(page, request, words);
  await send(page, 'make_offer');
  await expect(page).toHaveURL(new RegExp(`/requests/${request}`));
}

/** The form that accepts the offer of this price. */
export const acceptForm = (page, price) =>
  form(page, 'accept_offer').filter({ has: page.locator(`input[name=price][value="${price}"]`) });

/** The buyer accepts the offer of this price and lands on the checkout. */
export async function accept(page, request, price = '12.50') {
  await page.goto(`/requests/${request}`);
  await send(page, 'accept_offer', acceptForm(page, price).first());
  await expect(page).toHaveURL(new RegExp(`/orders/${request}/checkout`));
}

/** Makes the address, where the page has not done it yet. */
export async function openCheckout(page, order) {
  await page.goto(`/orders/${order}/checkout`);
  if ((await page.locator('a[href^="ethereum:"]').count()) === 0) await send(page, 'open_checkout');
  return ask(page);
}

/** What the checkout asks for, read from the link for wallets. */
export async function ask(page) {
  const link = await page.locator('a[href^="ethereum:"]').getAttribute('href');
  const [, token, chain, to, units] = link.match(/^ethereum:(0x\w+)@(\d+)\/transfer\?address=(0x\w+)&uint256=(\d+)$/);
  return { token, chain: Number(chain), to, units: BigInt(units) };
}

/** Sends tokens from the chain's first account, as any wallet would. */
export async function transfer(chain, token, to, units) {
  const [from] = await chain.accounts();
  const word = (hex) => hex.replace(/^0x/, '').toLowerCase().padStart(64, '0');
  const data = `0xa9059cbb${word(to)}${word(units.toString(16))}`;
  return chain.rpc('eth_sendTransaction', [{ from, to: token, data }]);
}

/** Every token that was ever made on a chain: their first transfer comes from nobody. */
export async function tokens(chain) {
  const made = await chain.rpc('eth_getLogs', [{
    fromBlock: '0x0',
    topics: ['0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef', `0x${'0'.repeat(64)}`],
  }]);
  const named = [];
  for (const { address } of made) {
    const text = await chain.rpc('eth_call', [{ to: address, data: '0x95d89b41' }, 'latest']);
    const symbol = Buffer.from(text.slice(2 + 128), 'hex').toString().replaceAll('\0', '');
    named.push({ address, symbol });
  }
  return named;
}

/** The checkout's word for where the payment stands. With JavaScript it comes by itself, without by looking again. */
export async function untilStage(page, stage, { js = true, seconds = 45 } = {}) {
  const here = page.locator(`[data-stage="${stage}"]`);
  if (js) return expect(here).toBeVisible({ timeout: seconds * 1000 });
  return expect(async () => {
    await page.reload();
    await expect(here).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: seconds * 1000 });
}

/** The six digits on the buyer's page. */
export async function code(page, order) {
  await page.goto(`/orders/${order}`);
  return (await page.locator('#delivery-code').textContent()).replace(/\D/g, '');
}

/** What a wallet says it has. */
export async function balance(page, currency = 'USDT') {
  await page.goto('/wallet');
  const shown = page.locator(`[data-currency=${currency}] .money-amount`);
  return (await shown.count()) === 0 ? '0' : (await shown.textContent()).trim();
}

/** `amanat audit` finds nothing. */
export async function auditIsClean(world) {
  const { code, text } = await world.audit();
  expect(code, text).toBe(0);
}

/** A buyer and a seller with an accepted offer of this price: the start of most journeys. */
export async function anOrder(world, browser, { price = '12.50', currency = 'USDT', js = true, people } = {}) {
  const buyer = people?.buyer ?? (await world.visitor(browser, { js }));
  const seller = people?.seller ?? (await world.visitor(browser, { js }));
  if (!people) {
    await signUp(buyer, 'Sara Ahmadi');
    await becomeSeller(world, browser, seller, 'Reza Karimi', { js });
  }
  const order = await postRequest(buyer);
  await makeOffer(seller, order, { price, currency });
  await accept(buyer, order, price);
  return { buyer, seller, order };
}

/** An order that is paid and final. */
export async function aPaidOrder(world, browser, options = {}) {
  const made = await anOrder(world, browser, options);
  const { token, to, units } = await openCheckout(made.buyer, made.order);
  await transfer(world.chain, token, to, units);
  await world.chain.mine(3);
  await untilStage(made.buyer, 'funded', { js: options.js ?? true });
  return made;
}
