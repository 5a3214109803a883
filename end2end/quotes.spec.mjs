// A price said in dollars and paid in coins: the rate, where it was read, until when it holds, and the same address for
// another coin.
import { expect, test } from '@playwright/test';
import { anOrder, ask, auditIsClean, form, openCheckout, send, transfer, unfold, untilStage } from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

for (const js of [true, false]) {
  test(`a price in dollars is quoted, re-quoted in another coin, and paid ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(180_000);
    const { order, buyer, seller } = await anOrder(world, browser, { js, currency: 'USD' });
    await buyer.goto(`/orders/${order}/checkout`);
    await expect(buyer.locator('h1')).toContainText('12.50 USD');
    await expect(form(buyer, 'open_checkout').locator('.choice')).toHaveText([/USDT on Test chain/, /USDC on Test chain/]);
    const first = await openCheckout(buyer, order);
    const quote = buyer.locator('[data-quote=fresh]');
    await expect(quote).toContainText('1 USDT = 0.9996 USD');
    await expect(quote).toContainText('USDT/USD on chain 31337');
    expect(first.units, 'rounded up').toBe(12_505_003n);

    await unfold(buyer, 'Pay with something else');
    await form(buyer, 'open_checkout').locator('[value="USDC:31337"]').check();
    await send(buyer, 'open_checkout');
    await expect(quote).toContainText('1 USDC = 1.0001 USD');
    const second = await ask(buyer);
    expect(second.to, 'the address stays').toBe(first.to);
    expect(second.units).toBe(12_498_751n);

    await transfer(world.chain, second.token, second.to, second.units);
    await world.chain.mine(3);
    await untilStage(buyer, 'funded', { js });
    await buyer.goto(`/orders/${order}/receipt`);
    await expect(buyer.locator('article')).toContainText('exchange');
    await seller.goto(`/orders/${order}`);
    await expect(seller.locator('[aria-labelledby=money]')).toContainText('Our fee (2.5 %)');
    await auditIsClean(world);
  });
}
