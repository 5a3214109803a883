// What must not work does not: strangers, wrong codes, second accepts, double posts. Wrong money is in scenarios.spec.mjs.
import { expect, test } from '@playwright/test';
import {
  PASSWORD, aPaidOrder, accept, acceptForm, anOrder, ask, auditIsClean, balance, becomeSeller, code, draftRequest, fillOffer,
  form, mailedCode, makeOffer, postRequest, send, signIn, signUp, untilStage,
} from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
let people;
test.beforeAll(async ({ browser }) => {
  world = await startWorld({ mining: 'auto' });
  people = { buyer: await world.visitor(browser), seller: await world.visitor(browser) };
  await signUp(people.buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, people.seller, 'Reza Karimi');
});
test.afterAll(() => world?.stop());
test.afterEach(() => auditIsClean(world));
test.setTimeout(180_000);

/** The same form twice at once, as an impatient hand or a broken network sends it; the statuses. */
async function twice(page, where) {
  const { action, values } = await where.evaluate((form) => ({
    action: form.action,
    values: [...new FormData(form)].map(([name, value]) => [name, String(value)]),
  }));
  const post = () => page.request.post(action, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: world.origin },
    data: new URLSearchParams(values).toString(),
    maxRedirects: 0,
  });
  const answers = await Promise.all([post(), post()]);
  return answers.map((answer) => answer.status()).sort();
}

test('a stranger sees and does nothing of an order', async ({ browser }) => {
  const { order, buyer, seller } = await aPaidOrder(world, browser, { people });
  const stranger = await world.visitor(browser);
  for (const page of ['', '/checkout', '/receipt']) {
    await stranger.goto(`/orders/${order}${page}`);
    await expect(stranger).toHaveURL(/\/sign-in/);
  }
  await signUp(stranger, 'Nobody Here');
  for (const page of ['', '/checkout', '/receipt']) {
    const answer = await stranger.goto(`/orders/${order}${page}`);
    expect(answer.status()).toBe(404);
  }
  for (const deed of ['mark_sent', 'mark_arrived', 'give_refund', 'renew_delivery_code', 'open_checkout']) {
    const answer = await stranger.request.post(`/orders/${order}?deed=${deed}`, {
      headers: { origin: world.origin }, form: { request: order }, maxRedirects: 0,
    });
    expect([403, 404], deed).toContain(answer.status());
  }
  expect((await seller.goto(`/orders/${order}/checkout`)).status()).toBe(403);
  await buyer.goto(`/orders/${order}`);
  await expect(buyer.locator('.lead')).toContainText('seller sends');
});

test('five wrong codes lock it, and the buyer can make a new one', async ({ browser }) => {
  const { order, buyer, seller } = await aPaidOrder(world, browser, { people });
  await seller.goto(`/orders/${order}`);
  await send(seller, 'mark_sent');
  const right = await code(buyer, order);
  const wrong = right === '000000' ? '111111' : '000000';
  for (let left = 4; left >= 0; left -= 1) {
    await seller.goto(`/orders/${order}`);
    await form(seller, 'hand_over').locator('[name=code]').fill(wrong);
    await send(seller, 'hand_over');
    const error = form(seller, 'hand_over').locator('.field-error');
    await expect(error).toContainText(left > 0 ? `Tries left: ${left}` : 'locked');
  }
  await form(seller, 'hand_over').locator('[name=code]').fill(right);
  await send(seller, 'hand_over');
  await expect(seller.locator('.notice[data-kind=error]').first()).toContainText('locked');
  await buyer.goto(`/orders/${order}`);
  await expect(buyer.locator('.notice[data-kind=warning]').first()).toContainText('wrong tries');
  await buyer.locator('summary', { hasText: 'new code' }).click();
  await send(buyer, 'renew_delivery_code');
  const fresh = await code(buyer, order);
  await seller.goto(`/orders/${order}`);
  await form(seller, 'hand_over').locator('[name=code]').fill(fresh);
  const before = await balance(seller);
  await seller.goto(`/orders/${order}`);
  await form(seller, 'hand_over').locator('[name=code]').fill(fresh);
  await send(seller, 'hand_over');
  expect(Number(await balance(seller)) - Number(before)).toBeCloseTo(12.1875, 6);
});

test('a second accept is answered with 409', async ({ browser }) => {
  const other = await world.visitor(browser);
  await becomeSeller(world, browser, other, 'Mina Rad');
  const order = await postRequest(people.buyer);
  await makeOffer(people.seller, order, { price: '12.50' });
  await makeOffer(other, order, { price: '14' });
  const late = await people.buyer.context().newPage();
  await late.goto(`/requests/${order}`);
  await accept(people.buyer, order, '12.50');
  const [answer] = await Promise.all([
    late.waitForResponse((answer) => answer.request().method() === 'POST'),
    acceptForm(late, '14.00').first().locator('button[type=submit]').click(),
  ]);
  expect(answer.status()).toBe(409);
});

test('every form sent twice at once has one effect', async ({ browser }) => {
  const { order, buyer, seller } = await anOrder(world, browser, { people });
  await buyer.goto(`/orders/${order}/checkout`);
  if ((await form(buyer, 'open_checkout').count()) > 0) await twice(buyer, form(buyer, 'open_checkout'));
  // The page has heard of it and looks again by itself at the same moment: one of the two navigations gives way.
  await expect(() => buyer.goto(`/orders/${order}/checkout`)).toPass();
  const { to } = await ask(buyer);
  await twice(buyer, form(buyer, 'pay_from_demo_wallet'));
  await world.chain.mine(3);
  await untilStage(buyer, 'funded');
  await buyer.goto(`/orders/${order}/checkout`);
  await expect(buyer.locator('details.evidence')).toHaveCount(1);
  expect(to).toMatch(/^0x/);

  await seller.goto(`/orders/${order}`);
  expect(await twice(seller, form(seller, 'mark_sent'))).toContain(303);
  const digits = await code(buyer, order);
  await seller.goto(`/orders/${order}`);
  expect(await twice(seller, form(seller, 'mark_arrived'))).toContain(303);
  const before = await balance(seller);
  await buyer.goto(`/orders/${order}`);
  await form(buyer, 'confirm_delivery').locator('[name=code]').fill(digits);
  expect(await twice(buyer, form(buyer, 'confirm_delivery'))).toContain(303);
  expect(Number(await balance(seller)) - Number(before)).toBeCloseTo(12.1875, 6);
  await buyer.goto(`/orders/${order}/receipt`);
  await expect(buyer.locator('[data-journal]')).toHaveCount(2);
  await buyer.goto(`/orders/${order}/review`);
  await form(buyer, 'leave_review').locator('[name=rating][value="5"]').check();
  expect(await twice(buyer, form(buyer, 'leave_review'))).toContain(303);
});

test('the forms of the market sent twice at once have one effect', async () => {
  const { buyer, seller } = people;
  const mine = async (page, where) => {
    await page.goto(where);
    return page.locator('a[href^="/requests/req_"], a[href^="/orders/req_"]').count();
  };
  const before = await mine(buyer, '/my/requests');
  await draftRequest(buyer);
  expect(await twice(buyer, form(buyer, 'publish_request'))).toContain(303);
  expect(await mine(buyer, '/my/requests')).toBe(before + 1);
  const first = buyer.locator('a[href^="/requests/req_"]').first();
  const order = (await first.getAttribute('href')).match(/req_\w+/)[0];

  await fillOffer(seller, order);
  expect(await twice(seller, form(seller, 'make_offer'))).toContain(303);
  await buyer.goto(`/requests/${order}`);
  await expect(form(buyer, 'accept_offer')).toHaveCount(1);
  expect(await twice(buyer, form(buyer, 'accept_offer'))).toContain(303);
  await buyer.goto(`/orders/${order}`);
  await buyer.locator('summary', { hasText: 'Cancel this order' }).click();
  expect(await twice(buyer, form(buyer, 'cancel_order'))).toContain(303);
  await buyer.goto(`/orders/${order}`);
  await expect(buyer.locator('.lead')).toContainText('cancelled');
});

test('a sign-up sent twice at once is one letter and one person', async ({ browser }) => {
  const page = await world.visitor(browser);
  await page.goto('/sign-up');
  const door = form(page, 'sign_up');
  await door.locator('[name=name]').fill('Twice Sent');
  await door.locator('[name=email]').fill('twice.sent@example.com');
  await door.locator('[name=secret_password]').fill(PASSWORD);
  expect(await twice(page, door)).toContain(303);
  const secret = await mailedCode(page, 'twice.sent@example.com');
  await page.goto('/outbox?to=twice.sent@example.com');
  await expect(page.locator('[data-letter]')).toHaveCount(1);
  await page.goto('/sign-up/check');
  await form(page, 'confirm_sign_up').locator('[name=secret_code]').fill(secret);
  expect(await twice(page, form(page, 'confirm_sign_up'))).toContain(303);
  const again = await world.visitor(browser);
  await signIn(again, 'twice.sent@example.com');
  await expect(again.locator('form[action="/sign-out"]')).toHaveCount(1);
});
