// The house puts money of its own into the hot vault: the chain is asked before anything is booked, what is wrong is said at
// its field, and a transaction is booked once. Without JavaScript.
import { expect, test } from '@playwright/test';
import { auditIsClean, demoPerson, form, send, stepUp, tokens, transfer } from './people.mjs';
import { fits, units } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress, visitorAs } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ jsEnabled: false }); });
test.afterAll(() => world?.stop());

const PAGE = '/admin/treasury';
const DEED = 'book_capital';
const NOTE = 'A loan of the founders, to pay out from';
const part = (admin) => admin.locator('section[aria-labelledby=capital]');
const vaultsUsdt = (admin) => admin.locator('tbody tr', { hasText: ':USDT:hot' });

/** Types what was put in, and sends it. */
async function book(admin, fields) {
  if (!(await form(admin, DEED).isVisible())) await part(admin).locator('summary').click();
  const typed = form(admin, DEED);
  for (const name of ['chain', 'currency']) if (fields[name]) await typed.locator(`[name=${name}]`).selectOption(fields[name]);
  for (const name of ['amount', 'tx', 'note']) await typed.locator(`[name=${name}]`).fill(fields[name]);
  await send(admin, DEED);
}

test('what the house puts into its vault is read from the chain and booked once', async ({ browser }) => {
  const admin = await visitorAs(world, browser, 'admin');
  const { email, password } = demoPerson(world, 'admin');
  await admin.goto(PAGE);
  // The demo takes ten out when it starts: nothing else leaves the vault.
  await expect(async () => {
    await world.chain.mine(1);
    await admin.goto(PAGE);
    await expect(vaultsUsdt(admin).locator('.money-amount')).toHaveText('9,990.00', { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  const vault = (await part(admin).locator('.address').first().textContent()).replaceAll(/\s/g, '');
  const { address: token } = (await tokens(world.chain)).find(({ symbol }) => symbol === 'USDT');
  const tx = await transfer(world.chain, token, vault, units('250.75'));
  const right = { chain: '31337', currency: 'USDT', amount: '250.75', tx, note: NOTE };
  await part(admin).locator('summary').click();
  await stepUp(admin, email, password);
  await expect(admin).toHaveURL(/\/admin\/treasury/);

  await test.step('what is wrong is said at its field, and what was typed is there', async () => {
    for (const [wrong, field, words] of [
      [{ tx: '0x12' }, 'tx', '0x and 64 digits'],
      [{ tx: `0x${'ab'.repeat(32)}` }, 'tx', 'does not know this transaction'],
      [{}, 'tx', 'needs more confirmations'],
      [{ amount: '0' }, 'amount', 'More than nothing'],
    ]) {
      await book(admin, { ...right, ...wrong });
      await expect(admin.locator(`#${DEED}-${field}-error`)).toContainText(words);
      await expect(form(admin, DEED).locator('[name=note]')).toHaveValue(NOTE);
    }
    await world.chain.mine(4);
    await book(admin, { ...right, amount: '250.76' });
    await expect(admin.locator(`#${DEED}-amount-error`)).toContainText('Another amount came');
    await admin.setViewportSize({ width: 390, height: 844 });
    await fits(admin);
    await dress(admin, world, { language: 'fa', theme: 'dark' });
    await admin.goto(PAGE);
    await part(admin).locator('summary').click();
    await fits(admin);
    await picture(admin, 'capital-fa-phone');
    await dress(admin, world, { language: 'en', theme: 'light' });
    await admin.setViewportSize({ width: 1280, height: 900 });
    await admin.goto(PAGE);
  });

  await test.step('what is right is booked, and the same transaction is not booked again', async () => {
    await book(admin, right);
    await expect(admin.locator('main')).toContainText('Booked. The vault and the house');
    await expect(vaultsUsdt(admin).locator('.money-amount')).toHaveText('10,240.75');
    await expect(admin.locator('main')).toContainText('Both sides are equal');
    await picture(admin, 'capital-booked');
    await admin.goto(PAGE);
    await book(admin, right);
    await expect(admin.locator('main')).toContainText('This transaction is booked already. Nothing was booked now.');
    await picture(admin, 'capital-twice');
    await admin.goto(PAGE);
    await expect(vaultsUsdt(admin).locator('.money-amount')).toHaveText('10,240.75');
  });

  await test.step('the log has who, how much and why; the chain agrees', async () => {
    await admin.goto(`/admin/log?deed=${DEED}`);
    await expect(admin.locator('tbody tr').first()).toContainText(NOTE);
    await admin.goto('/admin/differences');
    await send(admin, 'compare_books');
    await expect(admin.locator('main')).toContainText('The books agree with the world outside');
    await auditIsClean(world);
  });

  await test.step('axe finds nothing on its page', async () => {
    const reader = await visitorAs(world, browser, 'admin', { js: true });
    await reader.goto(PAGE);
    await part(reader).locator('summary').click();
    expect(await violations(reader)).toEqual([]);
  });
});
