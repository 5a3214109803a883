// A seller is paid on the order's own chain: chosen while the price is held, on its way when the buyer's code is typed, there
// when the chain says so; both pages say the same, and the address has what the page says. The seller without JavaScript.
import { expect, test } from '@playwright/test';
import { LISTED_DAY, listAddress } from './leaving.mjs';
import {
  aPaidOrder, auditIsClean, balance, becomeSeller, code, form, send, setUpApp, signUp, stepUp, tokens, unfold,
} from './people.mjs';
import { PHONE, fits, units, visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

const OUTSIDE = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
let world;
let people;
let sellersEmail;
test.beforeAll(async ({ browser }) => {
  world = await startWorld();
  people = { buyer: await world.visitor(browser, PHONE), seller: await world.visitor(browser, { js: false }) };
  await signUp(people.buyer, 'Sara Ahmadi');
  ({ email: sellersEmail } = await becomeSeller(world, browser, people.seller, 'Reza Karimi', { js: false }));
  await setUpApp(people.seller, sellersEmail);
  await listAddress(people.seller, sellersEmail, OUTSIDE);
  world.later(LISTED_DAY);
});
test.afterEach(() => auditIsClean(world));
test.afterAll(() => world?.stop());

const DEED = 'choose_payout';
const main = (page) => page.locator('main');

/** Tokens at an address, as the chain counts them. */
async function held(token, address) {
  const data = `0x70a08231${address.slice(2).toLowerCase().padStart(64, '0')}`;
  return BigInt(await world.rpc('eth_call', [{ to: token, data }, 'latest']));
}

/** Opens the choice, proves who one is if it is asked, and chooses an address of the list. */
async function choose(seller, order, address) {
  const typed = form(seller, DEED).first();
  if (!(await typed.isVisible())) await unfold(seller, 'Be paid on');
  if ((await form(seller, 'step_up_by_password').count()) > 0) {
    await stepUp(seller, sellersEmail);
    if (!(await typed.isVisible())) await unfold(seller, 'Be paid on');
  }
  await typed.locator('[name=address]').selectOption(address);
  await send(seller, DEED, typed);
}

/** The seller sends it, and types the code that the buyer reads out. */
async function handOver({ buyer, seller, order }) {
  await visit(seller, `/orders/${order}`);
  await send(seller, 'mark_sent');
  const digits = await code(buyer, order);
  await visit(seller, `/orders/${order}`);
  await form(seller, 'hand_over').locator('[name=code]').fill(digits);
  await send(seller, 'hand_over');
}

/** Both sides look again until their page says so. */
async function bothSay({ buyer, seller, order }, buyers, sellers) {
  for (const [page, words] of [[buyer, buyers], [seller, sellers]]) {
    await expect(async () => {
      await visit(page, `/orders/${order}`);
      await expect(main(page)).toContainText(words, { timeout: 500 });
    }).toPass({ timeout: 45_000 });
  }
}

test('a seller is paid where they want it, and the chain has what the page says', async ({ browser }) => {
  const made = await aPaidOrder(world, browser, { people });
  const { buyer, seller, order } = made;
  const { address: token } = (await tokens(world.chain)).find(({ symbol }) => symbol === 'USDT');
  const before = await held(token, OUTSIDE);

  await test.step('an address that cannot be paid is not listed, and what was typed is there', async () => {
    await seller.goto('/settings/payout-addresses');
    await unfold(seller, 'Add an address');
    await stepUp(seller, sellersEmail);
    for (const [wrong, words] of [
      ['0x1234', 'An address is 0x and 40 characters'],
      [OUTSIDE.replace('F79b', 'f79b'), 'mistyped'],
      [token, 'contract'],
      [`0x${'0'.repeat(40)}`, 'Nobody owns the zero address'],
    ]) {
      const add = form(seller, 'add_payout_address');
      await add.locator('[name=address]').fill(wrong);
      await add.locator('[name=label]').fill('My wallet');
      await send(seller, 'add_payout_address');
      await expect(seller.locator('#add_payout_address-address-error')).toContainText(words);
      await expect(add.locator('[name=address]')).toHaveValue(wrong);
    }
    await seller.goto(`/orders/${order}`);
    await picture(seller, 'onchain-refused');
  });

  await test.step('what is right stands on the page, and can be changed back', async () => {
    await choose(seller, order, OUTSIDE);
    await unfold(seller, 'Be paid on');
    await expect(main(seller)).toContainText('You will be paid on Test chain 31337, to this address');
    await send(seller, DEED, form(seller, DEED).last());
    await expect(main(seller)).not.toContainText('You will be paid on Test chain 31337');
    await choose(seller, order, OUTSIDE);
    await seller.setViewportSize(PHONE);
    await dress(seller, world, { language: 'fa', theme: 'dark' });
    await seller.goto(`/orders/${order}`);
    await seller.locator('details', { has: form(seller, DEED) }).locator('summary').click();
    await fits(seller);
    await picture(seller, 'onchain-chosen-fa-phone');
    await dress(seller, world, { language: 'en', theme: 'light' });
  });

  await test.step('the code is typed: it is on its way, and both read so', async () => {
    await handOver(made);
    await bothSay(made, "The seller's money is on its way by Test chain 31337", /is on its way to you by Test chain 31337/);
    expect(await violations(buyer)).toEqual([]);
    await fits(buyer);
    await picture(buyer, 'onchain-leaving-buyer-phone');
    expect(await balance(seller)).toBe('0');
    await auditIsClean(world);
  });

  await test.step('its page has the transaction, in a block and then for good', async () => {
    await visit(seller, `/orders/${order}`);
    await seller.locator('a', { hasText: 'Follow the payout' }).click();
    const badge = seller.locator('h1 + p .badge');
    await expect(async () => {
      await seller.reload();
      await expect(badge).toHaveText('in a block', { timeout: 500 });
    }).toPass({ timeout: 45_000 });
    await fits(seller);
    await picture(seller, 'onchain-mined-phone');
    await world.chain.mine(4);
    await expect(async () => {
      await seller.reload();
      await expect(badge).toHaveText('arrived', { timeout: 500 });
    }).toPass({ timeout: 45_000 });
    const hash = (await seller.locator('tbody .address').first().textContent()).replaceAll(/\s/g, '');
    const { status, logs } = await world.rpc('eth_getTransactionReceipt', [hash]);
    expect(status).toBe('0x1');
    const shown = (await seller.locator('h1 + p .money-amount').textContent()).trim();
    expect(BigInt(logs[0].data)).toBe(units(shown));
    expect(await held(token, OUTSIDE)).toBe(before + units(shown));
    await expect(seller.locator('dl.facts').first()).toContainText(OUTSIDE.slice(2, 6));
  });

  await test.step('the order is done, and both pages say the same', async () => {
    await bothSay(made, 'the seller was paid on Test chain 31337', 'has arrived at your address on Test chain 31337');
    await picture(seller, 'onchain-arrived-phone');
    await seller.goto(`/orders/${order}/receipt`);
    await expect(seller.locator('article')).toContainText('released to the seller');
    expect(await balance(seller)).toBe('0');
  });
});

test('what the network would cost all of is not sent there: it is said before, and the money is in the wallet', async ({ browser }) => {
  const made = await aPaidOrder(world, browser, { people, price: '1.00' });
  const { seller, order } = made;
  const had = units(await balance(seller));
  await seller.goto(`/orders/${order}`);
  await expect(main(seller)).toContainText('this order brings you no more than that');
  await expect(form(seller, DEED)).toHaveCount(0);
  await seller.goto('/settings/recovery-codes');
  await stepUp(seller, sellersEmail);
  const answer = await seller.request.post(`/orders/${order}?deed=${DEED}`, {
    headers: { origin: world.origin }, form: { request: order, address: OUTSIDE }, maxRedirects: 0,
  });
  expect(answer.status()).toBe(409);
  expect((await answer.text()).includes('so nothing was chosen')).toBe(true);
  await handOver(made);
  await bothSay(made, 'the seller has the money', '0.975 USDT is in your wallet');
  expect(units(await balance(seller)) - had).toBe(units('0.975'));
});
