// People who take money out: who has some, what they type, what arrives.
import { anOrder, becomeSeller, form, openCheckout, send, setUpApp, signUp, stepUp, transfer, untilStage } from './people.mjs';

/** Somebody's own, outside. */
export const OUTSIDE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

/** A day and a little: what an address waits before money may leave to it. */
export const LISTED_DAY = 24 * 60 + 1;

/** Puts an address on the person's list, as somebody without a passkey does. */
export async function listAddress(page, email, address = OUTSIDE) {
  const add = form(page, 'add_payout_address');
  const unfold = async () => {
    const fold = page.locator('main details', { has: add });
    if (!(await fold.evaluate((it) => it.open))) await fold.locator('summary').first().click();
  };
  await page.goto('/settings/payout-addresses');
  await unfold();
  await stepUp(page, email);
  await unfold();
  await add.locator('[name=address]').fill(address);
  await add.locator('[name=label]').fill('My wallet');
  await send(page, 'add_payout_address');
}

/** A buyer whose wallet holds 12.50, or more: an order was paid twice over. They may take it out to OUTSIDE. */
export async function somebodyWithMoney(world, browser, js, units = 25_000_000n) {
  const buyer = await world.visitor(browser, { js });
  const { email } = await signUp(buyer, 'Sara Ahmadi');
  const seller = await world.visitor(browser, { js: false });
  await becomeSeller(world, browser, seller, 'Reza Karimi', { js: false });
  const { order } = await anOrder(world, browser, { people: { buyer, seller }, js });
  const { token, to } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'over', { js });
  await setUpApp(buyer, email);
  await listAddress(buyer, email);
  world.later(LISTED_DAY);
  return { buyer, email, token };
}

/** Types a withdrawal and asks to see it before it goes. */
export const fill = async (page, fields) => {
  const typed = page.locator('form[action="/wallet/withdraw"]');
  const { address, ...others } = fields;
  if (address !== undefined) await typed.locator('select[name=address]').selectOption(address);
  for (const [name, text] of Object.entries(others)) await typed.locator(`input[name=${name}]`).fill(text);
  await Promise.all([page.waitForURL(/amount=/), typed.locator('button[type=submit]').click()]);
};

/** What an address holds of a token. */
export const held = async (world, token, address) => {
  const data = `0x70a08231${address.slice(2).toLowerCase().padStart(64, '0')}`;
  return BigInt(await world.chain.rpc('eth_call', [{ to: token, data }, 'latest']));
};
