// The power goes in the worst moment: nothing is lost, nothing is done twice.
import { expect, test } from '@playwright/test';
import {
  aPaidOrder, anOrder, auditIsClean, balance, becomeSeller, code, form, openCheckout, send, signUp, transfer, untilStage,
} from './people.mjs';
import { startWorld } from './rig/world.mjs';

const ROUNDS = 6;
let world;
let people;
test.beforeAll(async ({ browser }) => {
  world = await startWorld();
  people = { buyer: await world.visitor(browser), seller: await world.visitor(browser) };
  await signUp(people.buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, people.seller, 'Reza Karimi');
});
test.afterAll(() => world?.stop());
test.setTimeout(300_000);

test('killed in the middle of a checkout, the payment is found again and counted once', async ({ browser }) => {
  const { buyer, order } = await anOrder(world, browser, { people });
  const { token, to, units } = await openCheckout(buyer, order);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'seen');
  await world.kill9();
  await world.chain.mine(3);
  await world.restart();
  await buyer.goto(`/orders/${order}/checkout`);
  await untilStage(buyer, 'funded');
  await auditIsClean(world);
});

test('a transfer sent while the house is dark is counted when it is back', async ({ browser }) => {
  const { buyer, order } = await anOrder(world, browser, { people });
  const { token, to, units } = await openCheckout(buyer, order);
  await world.kill9();
  await transfer(world.chain, token, to, units);
  await world.chain.mine(5);
  await world.restart();
  await buyer.goto(`/orders/${order}/checkout`);
  await untilStage(buyer, 'funded');
  await auditIsClean(world);
});

test('killed around a release, the seller is paid once or not yet, never twice', async ({ browser }) => {
  let expected = Number(await balance(people.seller));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { buyer, seller, order } = await aPaidOrder(world, browser, { people });
    await seller.goto(`/orders/${order}`);
    await send(seller, 'mark_sent');
    const digits = await code(buyer, order);
    const cookies = (await buyer.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const asked = fetch(`${world.origin}/orders/${order}?deed=confirm_delivery`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies, origin: world.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ request: order, code: digits }),
    }).then((answer) => answer.status, () => 'cut');
    // A different moment each round, from "just asked" to "probably done".
    await new Promise((go) => setTimeout(go, round * 12));
    await world.kill9();
    const answered = await asked;
    await world.restart();
    expected += 12.1875;

    await buyer.goto(`/orders/${order}`);
    const confirm = form(buyer, 'confirm_delivery');
    if (answered === 303) await expect(confirm, 'a promise was broken').toHaveCount(0);
    if ((await confirm.count()) > 0) {
      await confirm.locator('[name=code]').fill(digits);
      await send(buyer, 'confirm_delivery');
    }
    await expect(buyer.locator('.timeline-step[data-state=done]')).toHaveCount(6);
    expect(Number(await balance(people.seller))).toBeCloseTo(expected, 6);
    await auditIsClean(world);
  }
});
