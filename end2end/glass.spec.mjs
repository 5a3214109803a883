// No signer is at hand and a large sum must leave: two admins break the glass, one of them approves it, everybody hears of it,
// and an hour later it is shut.
import { expect, test } from '@playwright/test';
import { OUTSIDE, fill, held, somebodyWithMoney } from './leaving.mjs';
import { auditIsClean, demoPerson, form, hire, send, stepUp } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { adminWithPasskey, givePasskey, proveByPasskey, register } from './signing.mjs';

const PAGE = '/admin/break-glass';
const WHY = 'Both devices are in the flooded cellar, and a seller waits for rent.';
const ALARMS = [
  'An admin asks to break the glass',
  'The glass is broken: payouts leave without signers',
  'A payout was approved without signers',
  'The hour of the broken glass is over',
];

let world;
test.beforeEach(async () => {
  world = await startWorld({ mining: 1 });
});
test.afterEach(() => world?.stop());

/** The demo's admin, who has a signer, and another one: both with a passkey. */
async function twoAdmins(browser) {
  const one = await adminWithPasskey(world, browser);
  await register(world, one, 'Safe 3, Nadia');
  const { page: two, email } = await hire(world, browser, 'Parisa Rad', 'admin', { js: true });
  await givePasskey(two, email);
  return { one, two, email };
}

/** Presses a passkey's button of this deed. */
const sayYes = (page, deed, done) =>
  Promise.all([page.waitForURL(done), form(page, deed).locator('[data-passkey="act"] button').click()]);

/** Every letter of the broken glass lies in the outbox for this person. */
async function hasLetters(page, email, subjects) {
  const outbox = new URL(`/outbox?to=${encodeURIComponent(email)}`, page.url()).href;
  await expect(async () => {
    const letters = await (await page.request.get(outbox)).text();
    for (const subject of subjects) expect(letters).toContain(subject);
  }).toPass({ timeout: 30_000 });
}

test('two admins break the glass, a large sum leaves, everybody is told, and after an hour it is shut', async ({ browser }) => {
  test.setTimeout(360_000);
  const { one, two, email } = await twoAdmins(browser);
  const { buyer, email: whose, token } = await somebodyWithMoney(world, browser, true, 1_512_500_000n);
  const before = await held(world, token, OUTSIDE);
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '1200' });
  await stepUp(buyer, whose);
  await send(buyer, 'withdraw');

  await test.step('one asks: what is too little is refused and kept, and nothing is open', async () => {
    await one.goto('/admin/payouts?status=draft');
    await expect(form(one, 'approve_payout'), 'a click alone approves nothing').toHaveCount(0);
    await one.locator(`nav a[href="${PAGE}"]`).first().click();
    await expect(one.locator('main')).toContainText('Never so far');
    expect(await violations(one)).toEqual([]);
    const reason = form(one, 'ask_break_glass').locator('[name=reason]');
    await reason.fill('Too little');
    await form(one, 'ask_break_glass').evaluate((it) => it.submit());
    await expect(one.locator('.field-error:visible')).toContainText('20');
    await expect(reason).toHaveValue('Too little');
    await reason.fill(WHY);
    await sayYes(one, 'ask_break_glass', /done=glass_asked/);
    await expect(one.locator('main')).toContainText('You cannot do that yourself');
    await expect(form(one, 'confirm_break_glass')).toHaveCount(0);
    await picture(one, 'glass-asked');
    await one.goto('/admin/payouts?status=draft');
    await expect(form(one, 'approve_payout')).toHaveCount(0);
  });

  await test.step('the other says yes, and approves the payout', async () => {
    await two.goto(PAGE);
    await expect(two.locator('main')).toContainText(WHY);
    expect(await violations(two)).toEqual([]);
    await sayYes(two, 'confirm_break_glass', /done=glass_opened/);
    await expect(two.locator('main')).toContainText('60 minutes are left');
    await picture(two, 'glass-open');
    await two.goto('/admin/payouts?status=draft');
    await expect(two.locator('.notice', { hasText: 'The glass is broken' })).toBeVisible();
    expect(await violations(two)).toEqual([]);
    await proveByPasskey(two);
    await send(two, 'approve_payout');
    await expect.poll(() => held(world, token, OUTSIDE), { timeout: 90_000 }).toBe(before + 1_200_000_000n);
  });

  await test.step('an hour later it is over, everybody has been told, and it stays listed', async () => {
    world.later(61);
    await expect(async () => {
      await two.goto(PAGE);
      await expect(two.locator('main li.card .badge').first()).toHaveText('over');
      await expect(two.locator('.notice', { hasText: 'The glass is broken' })).toHaveCount(0);
    }).toPass({ timeout: 30_000 });
    for (const reader of [email, demoPerson(world, 'admin').email]) await hasLetters(two, reader, ALARMS);
    await two.locator('main li.card a[href^="/admin/payouts?which="]').click();
    await expect(two.locator('main li.card')).toHaveCount(1);
    await expect(two.locator('main li.card')).toContainText('Approved without signers');
    await two.setViewportSize({ width: 390, height: 844 });
    await dress(two, world, { language: 'fa', theme: 'dark' });
    await two.goto(PAGE);
    expect(await violations(two)).toEqual([]);
    await picture(two, 'glass-over-fa-phone');
  });
  await auditIsClean(world);
});
