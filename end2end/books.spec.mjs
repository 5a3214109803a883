// Those who keep the books: a sender on a list is withheld until an admin decides, a missing list stops everything and
// says so kindly, the treasury adds up, and what differs from the chain is a red page. Without JavaScript.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { accept, demoPerson, makeOffer, openCheckout, postRequest, send, stepUp, transfer, untilStage } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

const NOBODY = `0x${'7'.repeat(40)}`;
const FOLDER = mkdtempSync(join(tmpdir(), 'amanat-list-'));
const LIST = join(FOLDER, 'list.txt');
const publish = (...addresses) => writeFileSync(LIST, `# for trials\n${addresses.join('\n')}\n`);

let world;
test.beforeAll(async () => {
  publish(NOBODY);
  world = await startWorld({ jsEnabled: false, env: { AMANAT_SANCTIONS: LIST } });
});
test.afterAll(async () => {
  await world?.stop();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** An order with an open checkout, and how to pay it. */
async function orderWaiting(buyer, seller, title) {
  const request = await postRequest(buyer, { title });
  await makeOffer(seller, request, { price: '12.50' });
  await accept(buyer, request);
  return { request, ...(await openCheckout(buyer, request)) };
}

async function pay(buyer, { request, token, to, units }, stage) {
  await transfer(world.chain, token, to, units);
  await world.chain.mine(3);
  await buyer.goto(`/orders/${request}/checkout`);
  await untilStage(buyer, stage, { js: false });
}

/** Tokens leave an address of the house, and nobody there sent them. */
async function steal({ token, to, units }) {
  const rpc = world.chain.rpc;
  const word = (hex) => hex.replace(/^0x/, '').toLowerCase().padStart(64, '0');
  await rpc('anvil_impersonateAccount', [to]);
  await rpc('anvil_setBalance', [to, '0xde0b6b3a7640000']);
  await rpc('eth_sendTransaction', [{ from: to, to: token, data: `0xa9059cbb${word(NOBODY)}${word(units.toString(16))}` }]);
  await rpc('anvil_stopImpersonatingAccount', [to]);
  await world.chain.mine(5);
}

async function compare(admin) {
  await admin.goto('/admin/differences');
  const { email, password } = demoPerson(world, 'admin');
  await stepUp(admin, email, password);
  await send(admin, 'compare_books');
}

/** The page as people with other eyes and other screens have it. */
async function looked(admin, path, name) {
  await admin.goto(path);
  for (const width of [1280, 390]) {
    await admin.setViewportSize({ width, height: 900 });
    for (const language of ['en', 'fa']) {
      await dress(admin, world, { language, theme: 'light' });
      await admin.goto(path);
      await picture(admin, `books-${name}-${width}-${language}`);
      const isWider = await admin.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(isWider, `${path} at ${width} in ${language}`).toBe(false);
    }
  }
  await dress(admin, world, { language: 'en', theme: 'light' });
  await admin.setViewportSize({ width: 1280, height: 900 });
  await admin.goto(path);
}

test('the books: who is looked up, what lies aside, what adds up, and what differs', async ({ browser }) => {
  test.setTimeout(300_000);
  const people = [];
  for (const who of ['admin', 'buyer', 'seller']) people.push(await visitorAs(world, browser, who));
  const [admin, buyer, seller] = people;
  const { email, password } = demoPerson(world, 'admin');
  const [payer] = await world.chain.accounts();
  const first = await orderWaiting(buyer, seller, 'A lamp that was paid by somebody on a list');
  const second = await orderWaiting(buyer, seller, 'A lamp that was paid while the list was away');

  await test.step('the payer reads that it is being checked, and nothing of lists', async () => {
    publish(NOBODY, payer);
    await pay(buyer, first, 'checking');
    await expect(buyer.locator('main')).toContainText('Nothing is lost');
    await expect(buyer.locator('main')).not.toContainText(/sanction|on the list/i);
  });

  await test.step('an admin sees the row of the list, decides with a reason, and it counts', async () => {
    await looked(admin, '/admin/unclaimed', 'aside');
    await expect(admin.locator('main')).toContainText('sender on the list');
    await expect(admin.locator('main')).toContainText(payer.slice(2, 10), { ignoreCase: true });
    await stepUp(admin, email, password);
    const fold = admin.locator('details:has(form[action^="?deed=let_in_transfer"])').first();
    await fold.locator('summary').click();
    await fold.locator('[name=reason]').fill('Another person: papers are here.');
    await send(admin, 'let_in_transfer', fold.locator('form'));
    await expect(admin.locator('main')).toContainText('The money is let in');
    await buyer.goto(`/orders/${first.request}/checkout`);
    await untilStage(buyer, 'funded', { js: false });
  });

  await test.step('without the list nothing is credited, and its page says why', async () => {
    writeFileSync(LIST, '');
    await pay(buyer, second, 'checking');
    await looked(admin, '/admin/screening', 'screening');
    await expect(admin.locator('main')).toContainText('The list is empty');
    expect(await world.numbers()).toContain('amanat_sanctions_list_usable 0');
    publish(NOBODY);
    await untilStage(buyer, 'funded', { js: false });
    await admin.goto('/admin/screening');
    await expect(admin.locator('main')).toContainText('The list can be used');
  });

  await test.step('payments are found, shown with every check, and taken away', async () => {
    await looked(admin, '/admin/payments?status=confirmed', 'payments');
    await expect(admin.locator('tbody tr').first()).toBeVisible();
    const href = await admin.locator('a[href^="/admin/payments.csv"]').getAttribute('href');
    const sheet = await admin.request.get(href);
    expect(sheet.status()).toBe(200);
    expect((await sheet.text()).split('\r\n').length).toBeGreaterThan(2);
    const one = await admin.locator('tbody a[href^="/admin/payments/pay_"]').first().getAttribute('href');
    await looked(admin, one, 'payment');
    for (const text of ['Confirmations', 'liab:escrow:', 'Transfers and their checks']) await expect(admin.locator('main')).toContainText(text);
    await admin.goto('/admin/log?deed=export_payments');
    await expect(admin.locator('tbody tr').first()).toContainText('status=confirmed');
  });

  await test.step('the sums are equal, and what is counted is shown', async () => {
    await looked(admin, '/admin/treasury', 'treasury');
    await expect(admin.locator('main')).toContainText('Both sides are equal');
    await looked(admin, '/admin/statistics?every=week', 'statistics');
    await expect(admin.locator('svg.chart')).toBeVisible();
  });

  await test.step('the books agree with the chain, until somebody takes tokens away', async () => {
    await compare(admin);
    await expect(admin.locator('main')).toContainText('The books agree with the world outside');
    await steal(first);
    await compare(admin);
    await expect(admin.locator('main')).toContainText('Left an address of ours, and nobody booked it');
    await looked(admin, '/admin/differences', 'differences');
    await admin.goto('/admin/users');
    await expect(admin.locator('main')).toContainText('The books and the world outside differ');
    expect(await world.numbers()).toContain('amanat_books_differ 1');
  });

  await test.step('axe finds nothing on any of them', async () => {
    const reader = await visitorAs(world, browser, 'admin', { js: true });
    for (const path of ['payments', 'unclaimed', 'statistics', 'treasury', 'differences', 'screening']) {
      await reader.goto(`/admin/${path}`);
      expect(await violations(reader), path).toEqual([]);
    }
    await reader.context().close();
  });
  for (const page of people) await page.context().close();
});
