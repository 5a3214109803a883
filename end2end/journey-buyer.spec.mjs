// One agreement from the door to the review: in by passkey, two offers, another price in the chat, paid in two parts, sent,
// handed over by the code, the receipt checked away from the house, both reviewed. On every step the buyer's and the seller's
// first page say whose turn it is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  auditIsClean, balance, becomeSeller, code, form, makeOffer, openCheckout, acceptForm, postRequest, send, unfold, untilStage,
} from './people.mjs';
import { PHONE, fits, inMoney, pay, visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { addPasskeyDevice } from './rig/passkeys.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 'auto' }); });
test.afterAll(() => world?.stop());

async function signUpByPasskey(page, name) {
  await addPasskeyDevice(page);
  await page.goto('/sign-up');
  await form(page, 'sign_up').locator('[name=name]').fill(name);
  await page.locator('[data-passkey="sign-up"] button').click();
  await page.waitForURL(/\/requests/);
}

/** What a person's first page asks of them, in its order. */
async function asked(page) {
  await visit(page, '/');
  return page.locator('main ol > li h2').allTextContents();
}

test('a buyer with a passkey and a seller make an agreement, and keep it', async ({ browser }) => {
  test.setTimeout(300_000);
  const [buyer, seller, other] = [await world.visitor(browser, PHONE), await world.visitor(browser), await world.visitor(browser)];
  await signUpByPasskey(buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, seller, 'Reza Karimi');
  await becomeSeller(world, browser, other, 'Mina Rad');

  await test.step('nothing waits for somebody who is new', async () => {
    expect(await asked(buyer)).toEqual([]);
    await expect(buyer.locator('main h1')).toHaveText('What needs you');
    await expect(buyer.locator('main')).toContainText('Nothing needs you now');
  });

  const order = await postRequest(buyer);
  await makeOffer(seller, order, { price: '13.50', title: 'Wheel, as new' });
  await makeOffer(other, order, { price: '14', title: 'Wheel, brand new' });

  await test.step('another price is proposed in the chat, and counts when the other side takes it', async () => {
    expect(await asked(buyer)).toEqual(['Choose an offer']);
    await visit(buyer, `/requests/${order}`);
    await send(buyer, 'start_chat', form(buyer, 'start_chat').first());
    const chat = new URL(buyer.url()).pathname;
    await unfold(buyer, 'Make a counter-offer');
    await form(buyer, 'make_counter_offer').locator('[name=price]').fill('12.50');
    await send(buyer, 'make_counter_offer');
    await visit(seller, chat);
    await form(seller, 'answer_counter_offer').locator('button[value=accept]').click();
    await seller.waitForLoadState('load');
    await visit(buyer, `/requests/${order}`);
    await send(buyer, 'accept_offer', acceptForm(buyer, '12.50').first());
    await expect(buyer).toHaveURL(new RegExp(`/orders/${order}/checkout`));
  });

  await test.step('paid in two parts at one address', async () => {
    expect(await asked(buyer)).toEqual(['Pay']);
    const address = await openCheckout(buyer, order);
    await pay(world.chain, address, '12.00');
    await untilStage(buyer, 'partial');
    expect(await asked(buyer)).toEqual(['Send the rest of the money']);
    await fits(buyer);
    expect(await violations(buyer)).toEqual([]);
    await picture(buyer, 'needs-phone');
    await pay(world.chain, address, '0.50');
    await visit(buyer, `/orders/${order}/checkout`);
    await untilStage(buyer, 'funded');
    expect(await inMoney(seller, order, 'In escrow now')).toBe('12.50');
  });

  await test.step('sent, and handed over by the code', async () => {
    expect(await asked(buyer)).toEqual([]);
    expect(await asked(seller)).toEqual(['Send the goods']);
    await visit(seller, `/orders/${order}`);
    await send(seller, 'mark_sent');
    expect(await asked(buyer)).toEqual(['Say when it has arrived']);
    const digits = await code(buyer, order);
    await form(buyer, 'confirm_delivery').locator('[name=code]').fill(digits);
    await send(buyer, 'confirm_delivery');
    expect(await balance(seller)).toBe('12.1875');
    expect([await asked(buyer), await asked(seller)]).toEqual([[], []]);
  });

  await test.step('the receipt is true without the house', async () => {
    const file = join(world.data, 'receipt.json');
    await visit(buyer, `/orders/${order}/receipt`);
    const download = buyer.waitForEvent('download');
    await buyer.locator(`a[href="/orders/${order}/receipt.json"]`).click();
    await (await download).saveAs(file);
    expect(JSON.parse(readFileSync(file, 'utf8')).facts.money.released.amount).toBe('12.1875');
    const { key } = await (await buyer.request.get('/.well-known/amanat-receipt-key.json')).json();
    const verdict = await world.run('verify', file, '--key', key);
    expect(verdict.code, verdict.text).toBe(0);
  });

  await test.step('both say how it was', async () => {
    for (const side of [buyer, seller]) {
      await visit(side, `/orders/${order}/review`);
      const review = form(side, 'leave_review');
      await review.locator('[name=rating][value="5"]').check();
      await review.locator('[name=comment]').fill('All as agreed.');
      await send(side, 'leave_review');
    }
  });
  await auditIsClean(world);
});
