// Wallets in the browser: they announce themselves (EIP-6963), are asked (EIP-1193), say no, stay elsewhere, and pay.
import { expect, test } from '@playwright/test';
import { anOrder, openCheckout, untilStage } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { installWallet } from './rig/wallets.mjs';
import { awake, picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

const choices = (page) => page.locator('[data-injected]');

test('a wallet of the browser pays exactly what is asked, once', async ({ browser }) => {
  const { order, buyer } = await anOrder(world, browser);
  await installWallet(world, buyer, 'Plain');
  await openCheckout(buyer, order);
  await buyer.reload();
  await awake(buyer);
  await expect(choices(buyer)).toBeVisible();
  expect(await violations(buyer)).toEqual([]);
  await picture(buyer, 'checkout-injected');
  await choices(buyer).getByRole('button', { name: 'Plain wallet' }).click();
  const sent = choices(buyer).locator('[data-sent]');
  await expect(sent).toHaveText(/^0x[0-9a-f]{64}$/);
  const receipt = await world.rpc('eth_getTransactionReceipt', [await sent.textContent()]);
  expect(receipt.status).toBe('0x1');
  // Whoever looks again before the house has seen it is not asked twice.
  await buyer.reload();
  await awake(buyer);
  await expect(choices(buyer).getByRole('button')).toHaveCount(0);
  await world.chain.mine(3);
  await untilStage(buyer, 'funded');
  await expect(buyer.locator('details.evidence')).toContainText('12.50 USDT');
  expect(buyer.errors).toEqual([]);
});

test('every way in which a wallet does not pay has its own sentence, and nothing is sent', async ({ browser }) => {
  const { order, buyer } = await anOrder(world, browser);
  const manners = {
    No: [{ eth_sendTransaction: 4001 }, 'You said no in the wallet. Nothing was sent.'],
    Busy: [{ eth_requestAccounts: -32002 }, 'The wallet is asking you something already.'],
    Locked: [{ eth_requestAccounts: [] }, 'The wallet shows no account.'],
    Stranger: [{ eth_chainId: '0x1', wallet_switchEthereumChain: 4902 }, 'The wallet does not know Test chain 31337.'],
    Stubborn: [{ eth_chainId: '0x1' }, 'The wallet stayed on another network than Test chain 31337.'],
    Broken: [{ eth_sendTransaction: -32603 }, 'The wallet could not do it.'],
  };
  for (const [name, [manner]] of Object.entries(manners)) await installWallet(world, buyer, name, manner);
  await openCheckout(buyer, order);
  await buyer.reload();
  await awake(buyer);
  for (const [name, [, sentence]] of Object.entries(manners)) {
    await choices(buyer).getByRole('button', { name: `${name} wallet` }).click();
    await expect(choices(buyer).getByRole('status')).toContainText(sentence);
  }
  const sending = await buyer.evaluate(() => Object.values(window.wallets).map(({ asked }) => asked.filter((method) => method === 'eth_sendTransaction').length));
  expect(sending, 'only those that were on the chain were asked to send').toEqual([1, 0, 0, 0, 0, 1]);
  await expect(buyer.locator('[data-stage=waiting]')).toBeVisible();
});

test('who has no wallet in the browser sees nothing of it', async ({ browser }) => {
  const { order, buyer } = await anOrder(world, browser);
  await openCheckout(buyer, order);
  await awake(buyer);
  await expect(choices(buyer)).toBeHidden();
});
