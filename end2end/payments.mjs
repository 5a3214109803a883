// One house for many ways to pay: a buyer, a seller, two chains, and what page, chain and ledger say of an order.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { anOrder, balance, becomeSeller, form, openCheckout, send, signUp, tokens, transfer, untilStage } from './people.mjs';
import { startWorld } from './rig/world.mjs';
import { makeTemplate } from './shop.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MOVED = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const CONFIRMATIONS = 3;
export const PHONE = { width: 390, height: 844 };
const word = (hex) => BigInt(hex).toString(16).padStart(64, '0');

/** `12.50` in the millionths that every token here counts in. */
export function units(text) {
  const [whole, part = ''] = String(text).split('.');
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'));
}

/** A sentence of a locale with its values put in, without the marks that keep figures in their order. */
export function sentence(language, key, values = {}) {
  const all = JSON.parse(readFileSync(join(ROOT, `app/locales/${language}/escrow.json`), 'utf8'));
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), all[key]);
}

/** What stands there, without those marks. */
export const read = async (where) => (await where.textContent()).replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ').trim();

/** Pays as any wallet would, and brings the last confirmation it takes; answers the transaction. */
export async function pay(chain, { token, to }, sum) {
  const hash = await transfer(chain, token, to, units(sum));
  await chain.mine(CONFIRMATIONS - 1);
  return hash;
}

/** Every transfer that stands on these chains for an address, the oldest first: which token, how much, which transaction. */
export async function arrived(world, to) {
  const found = await Promise.all(world.chains.map(async ({ id, rpc }) => {
    const logs = await rpc('eth_getLogs', [{ fromBlock: '0x0', topics: [MOVED, null, `0x${word(to)}`] }]);
    return logs.map(({ address, data, transactionHash }) => ({ chain: id, token: address.toLowerCase(), units: BigInt(data), hash: transactionHash }));
  }));
  return found.flat();
}

/** The transactions whose evidence lies on the checkout. */
export async function evidence(page) {
  const all = await page.locator('details.evidence .address').allTextContents();
  return all.map((hash) => hash.replaceAll(/\s/g, ''));
}

/** What one line of the order's money says, as its page has it: `In escrow now` is `12.50`. */
export async function inMoney(page, order, label) {
  await visit(page, `/orders/${order}`);
  const line = page.locator('#money ~ dl div').filter({ has: page.locator('dt', { hasText: label }) }).first();
  return (await line.count()) === 0 ? '0' : (await line.locator('.money-amount').textContent()).trim();
}

/** The raw transaction, to be sent again after a reorganisation. */
export const rawOf = (chain, hash) => chain.rpc('eth_getRawTransactionByHash', [hash]);

/** The chain changes its mind about its newest blocks: empty ones stand in their place. */
export async function takeBack(chain, blocks) {
  await chain.rpc('anvil_reorg', [blocks, []]);
}

/** From now on a feed of the demo says so many dollars for one coin. */
export async function priceIs(chain, dollars) {
  const answer = `0x${word(units(dollars) * 100n)}`;
  await chain.rpc('anvil_setStorageAt', ['0x00000000000000000000000000000000000feed2', `0x${word(1)}`, answer]);
  await chain.mine();
}

/** In place of a token: one of Tether's shape that keeps 19 ten-thousandths of every transfer. All of it is the first account's. */
export async function letKeepFees(chain, token, symbol) {
  const [from] = await chain.accounts();
  const text = (words) => word(words.length) + Buffer.from(words).toString('hex').padEnd(64, '0');
  const code = readFileSync(join(ROOT, 'crates/testkit/contracts/BadERC20.hex'), 'utf8').trim();
  const data = `0x${code}${[10n ** 15n, 0x80, 0xc0, 6].map(word).join('')}${text('Keeps a fee')}${text(symbol)}`;
  const made = await mined(chain, { from, data });
  await mined(chain, { from, to: made.contractAddress, data: `0xc0324c77${word(19)}${word(49)}` });
  const state = Buffer.from((await chain.rpc('anvil_dumpState')).slice(2), 'hex');
  const { accounts } = JSON.parse(gunzipSync(state));
  const at = Object.keys(accounts).find((address) => address.toLowerCase() === made.contractAddress.toLowerCase());
  for (const [slot, value] of Object.entries(accounts[at].storage)) await chain.rpc('anvil_setStorageAt', [token, `0x${word(slot)}`, `0x${word(value)}`]);
  await chain.rpc('anvil_setCode', [token, accounts[at].code]);
  await chain.mine();
}

async function mined(chain, call) {
  const hash = await chain.rpc('eth_sendTransaction', [{ gas: '0x4c4b40', ...call }]);
  let receipt;
  await expect.poll(async () => (receipt = await chain.rpc('eth_getTransactionReceipt', [hash]))?.status, { message: 'the call is in a block' }).toBe('0x1');
  return receipt;
}

const PRICE = '12.50';

/** A house with two chains, a buyer with a phone and a seller at a desk, both signed in; `email` is the buyer's. */
export async function openHouse(browser) {
  const world = await startWorld({ chains: 2, mining: 'auto' });
  const [buyer, seller] = [await world.visitor(browser, PHONE), await world.visitor(browser)];
  const { email } = await signUp(buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, seller, 'Reza Karimi');
  const links = {};
  for (const currency of ['USDT', 'USDC']) links[currency] = await makeTemplate(seller, { title: 'A song', price: PRICE, currency, by: 'online' });
  return { world, chain: world.chain, buyer, seller, email, links };
}

/** A new order, and what the buyer had before: bought by a seller's link, or the accepted offer for a request. */
export async function accepted({ world, buyer, seller, links }, { currency = 'USDT', by = 'link' } = {}) {
  const had = { USDT: await balance(buyer), USDC: await balance(buyer, 'USDC') };
  if (by === 'offer') return { had, ...(await anOrder(world, undefined, { people: { buyer, seller }, price: PRICE, currency })) };
  await visit(buyer, links[currency]);
  await send(buyer, 'buy_template');
  await buyer.waitForURL(/\/orders\/req_\w+\/checkout/);
  return { had, order: buyer.url().match(/req_\w+/)[0] };
}

/** The same with an address to pay to. */
export async function ordered(house, wish) {
  const made = await accepted(house, wish);
  return { ...made, asked: await openCheckout(house.buyer, made.order) };
}

/** Where a token is on a chain. */
export const tokenOn = async (chain, symbol) => (await tokens(chain)).find((made) => made.symbol === symbol).address;

/**
 * All three say the same: `came` stands on the chains, and every transfer of it lies on the checkout; of that, `counted` is
 * what both sides read as the order's `escrow`, and the rest is in the buyer's wallet.
 */
export async function agree({ world, buyer, seller }, { order, had, asked }, { came, escrow, counted = escrow, wallet = '0', currency = 'USDT' }) {
  const money = (await Promise.all(world.chains.map((chain) => tokenOn(chain, currency)))).map((address) => address.toLowerCase());
  const there = await arrived(world, asked.to);
  const sum = there.filter(({ token }) => money.includes(token)).reduce((all, one) => all + one.units, 0n);
  expect(sum, 'what the chains tell').toBe(units(came));
  await visit(buyer, `/orders/${order}/checkout`);
  await fits(buyer);
  expect((await evidence(buyer)).sort(), 'every transfer has its evidence').toEqual(there.map(({ hash }) => hash).sort());
  for (const side of [buyer, seller]) expect(units(await inMoney(side, order, 'In escrow now'))).toBe(units(escrow));
  const has = units(await balance(buyer, currency)) - units(had[currency]);
  expect(has, 'what is in the wallet since').toBe(units(wallet));
  expect(units(counted) + has, 'nothing is lost').toBe(sum);
}

/** Opens a page; one that looks again by itself at this very moment is asked once more. */
export const visit = (page, path) => expect(() => page.goto(path)).toPass({ timeout: 30_000 });

/** Nothing sticks out sideways. */
export async function fits(page) {
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(isWider, page.url()).toBe(false);
}

/** What both sides read on the order's page. */
export async function bothRead({ buyer, seller }, order, words) {
  for (const side of [buyer, seller]) {
    await visit(side, `/orders/${order}`);
    await expect(side.locator('main')).toContainText(words);
  }
}

/** A price in dollars, paid a minute after it ran out: it lies aside. */
export async function paidLate(house) {
  const { world, chain, buyer } = house;
  await priceIs(chain, '0.9996');
  const made = await ordered(house, { currency: 'USD', by: 'offer' });
  expect(made.asked.units).toBe(units('12.505003'));
  world.later(16);
  await visit(buyer, `/orders/${made.order}/checkout`);
  await expect(buyer.locator('[data-quote=ran-out]')).toContainText('Do not send it any more');
  await pay(chain, made.asked, '12.505003');
  await untilStage(buyer, 'late');
  await bothRead(house, made.order, /came after its price had run out.*name PAY-\d{6}/s);
  return made;
}

/** The one thing that lies aside, for this reason, is taken, and cannot be taken again. */
export async function takeAside(buyer, why) {
  await buyer.locator('[data-stage] a', { hasText: 'See what lies aside' }).click();
  await expect(buyer.locator('tbody tr')).toHaveCount(1);
  await expect(buyer.locator('tbody')).toContainText(why);
  await send(buyer, 'claim_transfer');
  await expect(buyer.locator('tbody')).toContainText('In your wallet');
  await expect(form(buyer, 'claim_transfer')).toHaveCount(0);
}
