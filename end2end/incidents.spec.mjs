// A chain takes back what it had called final: the order stands still and both sides read why, two admins reverse its
// booking where one alone cannot, and what comes back after all counts again. The house and the seller without JavaScript.
import { expect, test } from '@playwright/test';
import {
  PASSWORD, adminOf, anOrder, auditIsClean, becomeSeller, demoPerson, form, hire, openCheckout, send, signUp, stepUp, transfer, untilStage,
} from './people.mjs';
import { PHONE, bothRead, fits, inMoney, rawOf, takeBack, visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

const PAGE = '/admin/incidents';
const WHY = 'Two explorers know nothing of it, and neither do our nodes.';
/** Minutes after which the house looks at its booked transfers again. */
const AHEAD = 2;
const found = (page) => page.locator('main');

/** Whoever stands on their page looks again until it says so: the house looks at its chains when it is their turn. */
const reads = (page, path, words) => expect(async () => {
  await visit(page, path);
  await expect(found(page)).toContainText(words, { timeout: 500 });
}).toPass({ timeout: 45_000 });

/** What the form would send if the page had it. */
const confirmAnyway = (page, which) => page.request.post(`${PAGE}?deed=confirm_reversal`, {
  headers: { origin: world.origin }, form: { which }, maxRedirects: 0,
});

test('what a chain took back is reversed by two, and counts again when it returns', async ({ browser }) => {
  const buyer = await world.visitor(browser, PHONE);
  const seller = await world.visitor(browser, { js: false });
  await signUp(buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, seller, 'Reza Karimi', { js: false });
  const admin = await adminOf(world, browser);
  const { page: other, email } = await hire(world, browser, 'Mina Rad', 'admin', { js: false });
  const { order } = await anOrder(world, browser, { people: { buyer, seller } });
  const house = { world, buyer, seller };
  const { token, to, units } = await openCheckout(buyer, order);
  await world.chain.mine(20);
  const hash = await transfer(world.chain, token, to, units);
  const raw = await rawOf(world.chain, hash);
  await world.chain.mine(2);
  await untilStage(buyer, 'funded');
  await admin.goto(PAGE);
  await expect(found(admin)).toContainText('Nothing is missing');
  let which;

  await test.step('it stands still, and both read why; what is refused is not offered', async () => {
    await takeBack(world.chain, 10);
    world.later(AHEAD);
    await reads(buyer, `/orders/${order}`, 'This order stands still');
    await bothRead(house, order, /took back the transfer of 12\.50 USDT.*name PAY-\d{6}/s);
    for (const side of [buyer, seller]) await expect(side.locator('section[aria-labelledby=next]')).toHaveCount(0);
    await expect(seller.locator('.lead')).toContainText('What you have not sent yet, do not send now');
    await expect(buyer.locator('section[aria-labelledby=silence]')).toContainText('its time does not run');
    expect(await violations(buyer)).toEqual([]);
    await fits(buyer);
    await picture(buyer, 'incident-buyer-phone');
  });

  await test.step('the first admin sees the evidence and asks, and cannot confirm alone', async () => {
    const { email: adminsEmail, password } = demoPerson(world, 'admin');
    for (const [page, whose, secret] of [[other, email, PASSWORD], [admin, adminsEmail, password]]) {
      await page.goto(PAGE);
      await stepUp(page, whose, secret, AHEAD);
    }
    await expect(found(admin)).toContainText('may come back');
    await expect(found(admin).locator('.address').first()).toBeVisible();
    await admin.locator('summary', { hasText: 'Reverse the booking' }).click();
    which = await form(admin, 'ask_reversal').locator('[name=which]').inputValue();
    expect((await confirmAnyway(other, which)).status(), 'nobody has asked').toBe(409);
    await form(admin, 'ask_reversal').locator('[name=reason]').fill('x');
    await send(admin, 'ask_reversal');
    await expect(form(admin, 'ask_reversal').locator('.field-error')).toBeVisible();
    await form(admin, 'ask_reversal').locator('[name=reason]').fill(WHY);
    await send(admin, 'ask_reversal');
    await expect(found(admin)).toContainText('another admin must confirm it');
    await expect(form(admin, 'confirm_reversal')).toHaveCount(0);
    const answer = await confirmAnyway(admin, which);
    expect(answer.status()).toBe(403);
    expect((await answer.text()).includes('Another admin must confirm it. No money moved.')).toBe(true);
    await picture(admin, 'incident-asked');
    await bothRead(house, order, 'This order stands still');
  });

  await test.step('the second confirms, once, and the books say so', async () => {
    await other.setViewportSize(PHONE);
    await dress(other, world, { language: 'fa', theme: 'dark' });
    await other.goto(PAGE);
    await fits(other);
    await picture(other, 'incident-confirm-fa-phone');
    await dress(other, world, { language: 'en', theme: 'light' });
    await other.goto(PAGE);
    await expect(found(other)).toContainText(WHY);
    await send(other, 'confirm_reversal');
    await expect(form(other, 'confirm_reversal')).toHaveCount(0);
    const line = other.locator('section[aria-labelledby=reversed] tbody tr');
    for (const text of ['12.50', 'Arman Admin', 'Mina Rad', WHY]) await expect(line).toContainText(text);
    expect((await confirmAnyway(other, which)).status(), 'said twice, it is said once').toBe(303);
    await admin.goto('/admin/treasury');
    await expect(found(admin)).toContainText('Both sides are equal');
    await auditIsClean(world);
  });

  await test.step('the order is not paid any more, and both read what to do', async () => {
    await bothRead(house, order, /12\.50 USDT did not stay.*name PAY-\d{6}/s);
    for (const side of [buyer, seller]) expect(await inMoney(side, order, 'In escrow now')).toBe('0.00');
    await expect(found(buyer)).toContainText('Taken back');
    await fits(buyer);
    await picture(buyer, 'incident-reversed-phone');
    await visit(buyer, `/orders/${order}/checkout`);
    await untilStage(buyer, 'waiting');
  });

  await test.step('it comes back, and counts again', async () => {
    await world.rpc('eth_sendRawTransaction', [raw]);
    await world.chain.mine(3);
    world.later(AHEAD);
    await untilStage(buyer, 'funded');
    for (const side of [buyer, seller]) expect(await inMoney(side, order, 'In escrow now')).toBe('12.50');
    await expect(found(seller)).not.toContainText('did not stay');
    await admin.goto(PAGE);
    await expect(found(admin)).toContainText('Nothing is missing');
    await expect(admin.locator('section[aria-labelledby=reversed]')).toHaveCount(0);
    expect((await confirmAnyway(other, which)).status(), 'a round that is over').toBe(409);
    await auditIsClean(world);
  });
});
