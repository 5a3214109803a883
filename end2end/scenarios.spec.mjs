// The fourteen ways a payment can go, one after the other in one house: what its pages say to both sides is what the chains
// tell by RPC, and what the ledger has. After each of them the books are right.
import { expect, test } from '@playwright/test';
import { ask, auditIsClean, balance, form, send, signIn, transfer, unfold, untilStage } from './people.mjs';
import {
  PHONE, accepted, agree, bothRead, fits, letKeepFees, openHouse, ordered, paidLate, pay, priceIs, rawOf, read, sentence, takeAside,
  takeBack, tokenOn, units, visit,
} from './payments.mjs';
import { dress } from './rig/places.mjs';
import { picture } from './rig/world.mjs';

let house;
let world;
let chain;
let buyer;
let seller;
test.beforeAll(async ({ browser }) => {
  house = await openHouse(browser);
  ({ world, chain, buyer, seller } = house);
});
test.afterEach(() => auditIsClean(world));
test.afterAll(async () => {
  expect(await world.reports()).toEqual([]);
  // The folder alone, as a power cut leaves it.
  await world.kill9();
  await auditIsClean(world);
  await world.stop();
});

const stage = (page) => page.locator('[data-stage]');
const checkout = ({ order }) => visit(buyer, `/orders/${order}/checkout`);

test('1 · exact: every check is shown, and the money is safe', async () => {
  const made = await ordered(house);
  const hash = await pay(chain, made.asked, '12.50');
  await untilStage(buyer, 'funded');
  await expect(stage(buyer)).toContainText('12.50 USDT is safe in escrow');
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('Payment of 12.50 USDT');
  await expect(buyer).toHaveTitle(/^(\(\d+\) )?Payment of 12\.50 USDT · /);
  const [{ address, topics, data }] = (await world.rpc('eth_getTransactionReceipt', [hash])).logs;
  await buyer.locator('details.evidence summary').click();
  const lines = buyer.locator('details.evidence dl.facts > div');
  await expect(lines.locator('strong')).toHaveText(Array(6).fill('right'));
  const found = (await lines.locator('dd > div:last-child bdi').allTextContents()).map((text) => text.toLowerCase());
  const to = `0x${topics[2].slice(26)}`;
  expect(found).toEqual(['31337', `usdt ${address}`, to, `${BigInt(data)} (12.50 usdt)`, 'success', '3']);
  await picture(buyer, 'scenario-exact');
  await agree(house, made, { came: '12.50', escrow: '12.50' });
  await expect(seller.locator('.lead')).toContainText('The money is in escrow');
});

test('2 · exact in two parts: both count, and nothing is asked again', async () => {
  const made = await ordered(house);
  await transfer(chain, made.asked.token, made.asked.to, units('7.50'));
  await untilStage(buyer, 'seen');
  await expect(stage(buyer)).toContainText('7.50 USDT came in');
  await pay(chain, made.asked, '5');
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '12.50', escrow: '12.50' });
});

test('3 · under, then topped up at the same address within a day', async () => {
  const made = await ordered(house, { by: 'offer' });
  await pay(chain, made.asked, '9.30');
  await untilStage(buyer, 'partial');
  await expect(stage(buyer)).toContainText('3.20 USDT is missing');
  await expect(buyer.getByRole('heading', { name: 'Send 3.20 USDT more' })).toBeVisible();
  await agree(house, made, { came: '9.30', escrow: '9.30' });
  await bothRead(house, made.order, 'Send the rest by');
  world.later(23 * 60);
  await checkout(made);
  const rest = await ask(buyer);
  expect(rest).toEqual({ ...made.asked, units: units('3.20') });
  await pay(chain, rest, '3.20');
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '12.50', escrow: '12.50' });
});

test('4 · under, and a day goes by: it is the buyer’s again, said in Persian without JavaScript', async ({ browser }) => {
  const made = await ordered(house);
  const phone = await world.visitor(browser, { js: false, language: 'fa', ...PHONE });
  await signIn(phone, house.email);
  await dress(phone, world, { language: 'fa', theme: 'light' });
  const says = async (key, values) => expect(await read(stage(phone))).toContain(sentence('fa', key, values));
  await pay(chain, made.asked, '9.30');
  await visit(phone, `/orders/${made.order}/checkout`);
  await untilStage(phone, 'partial', { js: false });
  await bothRead(house, made.order, 'Send the rest by');
  await expect(buyer.locator('main')).toContainText('You pay 3.20 USDT by');
  await expect(phone.locator('html')).toHaveAttribute('dir', 'rtl');
  await says('escrow_stage_partial', { due: '3.20 USDT' });
  await picture(phone, 'scenario-under-fa');
  world.later(24 * 60 + 1);
  await untilStage(phone, 'refunded', { js: false });
  await says('escrow_stage_refunded');
  await says('escrow_stage_refunded_text');
  await expect(phone.locator('a[href^="ethereum:"]')).toHaveCount(0);
  await fits(phone);
  await agree(house, made, { came: '9.30', escrow: '0', wallet: '9.30' });
  await bothRead(house, made.order, '9.30 USDT');
  await expect(seller.locator('main')).toContainText('The buyer has 9.30 USDT back');
});

test('5 · over: the order has its price, and the rest is the buyer’s', async () => {
  const made = await ordered(house);
  await pay(chain, made.asked, '15');
  await untilStage(buyer, 'over');
  await expect(stage(buyer)).toContainText('2.50 USDT came too much');
  await agree(house, made, { came: '15', escrow: '12.50', wallet: '2.50' });
});

test('6 · late, within 1 %: the buyer lets it count', async () => {
  const made = await paidLate(house);
  await priceIs(chain, '0.9950');
  await checkout(made);
  const choices = buyer.locator('[data-late]');
  await expect(choices.getByRole('button')).toHaveText(['Let 12.505003 USDT count for this order', 'Put 12.505003 USDT into my wallet']);
  await send(buyer, 'settle_late', form(buyer, 'settle_late').filter({ hasText: 'count for' }));
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '12.505003', escrow: '12.50', counted: '12.505003' });
});

test('7 · late, beyond 1 %: it cannot count, goes to the wallet, and the order ends', async () => {
  const made = await paidLate(house);
  await priceIs(chain, '0.9880');
  await checkout(made);
  await expect(buyer.locator('[data-late]')).toContainText('moved by more than one percent');
  await expect(buyer.locator('[data-late]').getByRole('button')).toHaveText(['Put 12.505003 USDT into my wallet']);
  await send(buyer, 'settle_late');
  await agree(house, made, { came: '12.505003', escrow: '0', wallet: '12.505003' });
  world.later(60);
  await checkout(made);
  await untilStage(buyer, 'cancelled');
  await bothRead(house, made.order, 'Nobody owes anything for it');
  await priceIs(chain, '0.9996');
});

test('8 · duplicate: the second one is the buyer’s', async () => {
  const made = await ordered(house);
  await pay(chain, made.asked, '12.50');
  await untilStage(buyer, 'funded');
  await pay(chain, made.asked, '12.50');
  const second = buyer.locator('details.evidence summary', { hasText: 'put into your wallet' });
  await expect.poll(() => checkout(made).then(() => second.count()), { timeout: 45_000 }).toBe(1);
  await expect(stage(buyer)).toContainText('12.50 USDT is in escrow, 12.50 USDT came too much');
  await agree(house, made, { came: '25', escrow: '12.50', wallet: '12.50' });
  const moves = (page, words) => page.locator('#money ~ h3 ~ dl dt', { hasText: words });
  for (const side of [buyer, seller]) {
    await visit(side, `/orders/${made.order}`);
    await expect(moves(side, 'Paid in')).toHaveCount(1);
    await expect(moves(side, 'Beyond the price')).toHaveCount(side === buyer ? 1 : 0);
  }
});

test('9 · wrong token: it never counts, is taken into the wallet once, and the price is still asked', async () => {
  const made = await ordered(house);
  const payIn = async (symbol) => pay(chain, { ...made.asked, token: await tokenOn(chain, symbol) }, '12.50');
  await payIn('FAKE');
  await untilStage(buyer, 'held');
  await expect(stage(buyer)).toContainText('a token that is no money here');
  await expect(stage(buyer).locator('a'), 'nothing leads to an empty page').toHaveCount(0);
  await payIn('USDC');
  await expect(buyer.locator('details.evidence summary', { hasText: 'kept aside' })).toHaveCount(1, { timeout: 45_000 });
  await untilStage(buyer, 'held');
  await expect(stage(buyer)).toContainText(/you can take it/);
  await expect(stage(buyer)).toContainText(/does not count here.*12\.50 USDT is still to pay.*name PAY-\d{6}/s);
  await takeAside(buyer, 'Token: USDC');
  expect(units(await balance(buyer, 'USDC')) - units(made.had.USDC)).toBe(units('12.50'));
  await checkout(made);
  await untilStage(buyer, 'held');
  await pay(chain, made.asked, '12.50');
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '12.50', escrow: '12.50' });
});

test('10 · wrong chain: the right token elsewhere funds nothing, and is taken into the wallet', async () => {
  const made = await ordered(house);
  expect(made.asked.chain).toBe(31337);
  const elsewhere = world.chains[1];
  await pay(elsewhere, { ...made.asked, token: await tokenOn(elsewhere, 'USDT') }, '12.50');
  await untilStage(buyer, 'held');
  await agree(house, made, { came: '12.50', escrow: '0', counted: '12.50' });
  await checkout(made);
  await takeAside(buyer, 'Network: 31338');
  await pay(chain, made.asked, '12.50');
  await checkout(made);
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '25', escrow: '12.50', wallet: '12.50' });
});

test('11 · fee on transfer: what arrived counts, not what was sent', async () => {
  const elsewhere = world.chains[1];
  await letKeepFees(elsewhere, await tokenOn(elsewhere, 'USDC'), 'USDC');
  const made = await accepted(house, { currency: 'USDC' });
  await checkout(made);
  await form(buyer, 'open_checkout').locator('[value="USDC:31338"]').check();
  await send(buyer, 'open_checkout');
  made.asked = await ask(buyer);
  expect(made.asked).toMatchObject({ chain: 31338, units: units('12.50') });
  await pay(elsewhere, made.asked, '12.50');
  await untilStage(buyer, 'partial');
  await expect(stage(buyer)).toContainText('0.02375 USDC is missing');
  await agree(house, made, { came: '12.47625', escrow: '12.47625', currency: 'USDC' });
  await pay(elsewhere, made.asked, '0.03');
  await checkout(made);
  await untilStage(buyer, 'over');
  await agree(house, made, { came: '12.506193', escrow: '12.50', wallet: '0.006193', currency: 'USDC' });
});

test('12 · reorged out and back: before it is final it waits again, after it everything stands still', async () => {
  const made = await ordered(house);
  await chain.mine(20);
  const hash = await transfer(chain, made.asked.token, made.asked.to, units('12.50'));
  const raw = await rawOf(chain, hash);
  await untilStage(buyer, 'seen');
  await takeBack(chain, 1);
  await untilStage(buyer, 'waiting');
  await expect(buyer.locator('details.evidence summary')).toContainText('gone before it was final');
  const again = async () => {
    await world.rpc('eth_sendRawTransaction', [raw]);
    await chain.mine(3);
  };
  await again();
  await untilStage(buyer, 'funded');
  await agree(house, made, { came: '12.50', escrow: '12.50' });

  await takeBack(chain, 10);
  expect(await world.rpc('eth_getTransactionReceipt', [hash])).toBeNull();
  world.later(2);
  const still = buyer.locator('main', { hasText: 'This order stands still' });
  const stands = () => visit(buyer, `/orders/${made.order}`).then(() => still.count());
  await expect.poll(stands, { timeout: 45_000 }).toBe(1);
  await bothRead(house, made.order, /took back the transfer of 12\.50 USDT.*name PAY-\d{6}/s);
  await again();
  world.later(2);
  await expect.poll(stands, { timeout: 45_000 }).toBe(0);
  await agree(house, made, { came: '12.50', escrow: '12.50' });
});

test('13 · cancelled, then paid: all of it is the buyer’s', async () => {
  const made = await ordered(house);
  await pay(chain, made.asked, '5');
  await untilStage(buyer, 'partial');
  await visit(buyer, `/orders/${made.order}`);
  await unfold(buyer, 'Cancel this order');
  await send(buyer, 'cancel_order');
  await bothRead(house, made.order, '5.00 USDT');
  await checkout(made);
  await untilStage(buyer, 'refunded');
  await expect(buyer.locator('a[href^="ethereum:"]')).toHaveCount(0);
  await pay(chain, made.asked, '12.50');
  const second = buyer.locator('details.evidence summary', { hasText: 'put into your wallet' });
  await expect.poll(() => checkout(made).then(() => second.count()), { timeout: 45_000 }).toBe(1);
  await agree(house, made, { came: '17.50', escrow: '0', wallet: '17.50' });
});

test('14 · refunded: the seller gives it back, and both read so', async () => {
  const made = await ordered(house, { by: 'offer' });
  await pay(chain, made.asked, '12.50');
  await untilStage(buyer, 'funded');
  await visit(seller, `/orders/${made.order}`);
  await unfold(seller, 'Give the money back');
  await send(seller, 'give_refund');
  await expect(seller.locator('main')).toContainText('The buyer has 12.50 USDT back');
  await checkout(made);
  await untilStage(buyer, 'refunded');
  await expect(stage(buyer)).toContainText('You have it back');
  await agree(house, made, { came: '12.50', escrow: '0', wallet: '12.50' });
  await visit(buyer, `/orders/${made.order}/receipt`);
  await expect(buyer.locator('[data-journal]')).toHaveCount(2);
});
