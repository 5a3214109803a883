// What people do who argue about an order, and whoever decides it, said once for the journeys. Forms and links only.
import { expect } from '@playwright/test';
import { PASSWORD, aPaidOrder, form, send, stepUp } from './people.mjs';
import { visit } from './payments.mjs';

/** The first form of a deed, with the fold that it lies in open. */
export async function ready(page, deed) {
  const typed = form(page, deed).first();
  await expect(typed).toBeAttached();
  if (!(await typed.isVisible())) await page.locator('details', { has: form(page, deed) }).locator('summary').first().click();
  return typed;
}

/** Fills in what the form of a deed asks: text, or the one of several buttons. */
export async function fill(page, deed, fields) {
  const typed = await ready(page, deed);
  for (const [name, value] of Object.entries(fields)) {
    const field = typed.locator(`[name=${name}]`).first();
    if ((await field.getAttribute('type')) === 'radio') await typed.locator(`[name=${name}][value=${value}]`).check();
    else if ((await field.evaluate((it) => it.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  return typed;
}

/** A paid order of these two, and its goods sent. */
export async function aSentOrder(world, people, { js = true } = {}) {
  const { order } = await aPaidOrder(world, undefined, { people, js });
  await visit(people.seller, `/orders/${order}`);
  await send(people.seller, 'mark_sent');
  return order;
}

/** One side complains, with words as evidence; answers the room's path. */
export async function complain(page, order, { asks = 'refund', evidence }) {
  await visit(page, `/orders/${order}`);
  await fill(page, 'open_dispute', {
    category: 'product_quality',
    reason: 'The wheel is not true',
    description: 'It was said to be as new. It rubs on the brake at every turn.',
    evidence,
    asks,
  });
  await send(page, 'open_dispute');
  await expect(page).toHaveURL(/\/disputes\/dsp_/);
  return new URL(page.url()).pathname;
}

/** Somebody of the house decides, and proves who they are if it is asked; `ahead` is the server's clock. */
export async function decide({ page, email }, fields, ahead) {
  await stepUp(page, email, PASSWORD, ahead);
  await fill(page, 'decide_dispute', fields);
  await send(page, 'decide_dispute');
}

/** What an order's page says of silence: whose, until when, and what the ledger has then. */
export async function silenceOf(page, order) {
  await visit(page, `/orders/${order}`);
  return page.locator('section[aria-labelledby=silence] ol > li').evaluateAll((lines) => lines.map((line) => {
    const moves = [...line.querySelectorAll('dl.facts > div')];
    const words = (it, what) => it.querySelector(what).textContent.trim();
    return {
      whose: words(line, 'h3'),
      at: line.querySelector('time').dateTime,
      moves: Object.fromEntries(moves.map((move) => [words(move, 'dt'), words(move, '.money-amount')])),
    };
  }));
}

/** Who signed a text as wallets do, as a chain's own arithmetic says: its hash, and the contract that recovers an address. */
export async function signerOf(rpc, text, signature) {
  const bytes = Buffer.from(text);
  const said = Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes]);
  const hash = await rpc('web3_sha3', [`0x${said.toString('hex')}`]);
  const [, rs, v] = signature.match(/^0x(\w{128})(\w{2})$/);
  const data = `${hash}${v.padStart(64, '0')}${rs}`;
  const found = await rpc('eth_call', [{ to: `0x${'1'.padStart(40, '0')}`, data }, 'latest']);
  return `0x${found.slice(-40)}`;
}
