// What people say to each other, without a mouse: a review and its answer, another price in a chat and the other side's yes.
// Both read a language of their own.
import { expect, test } from '@playwright/test';
import { demoPerson, signIn } from './people.mjs';
import { Keys } from './rig/keys.mjs';
import { awake, startWorld } from './rig/world.mjs';
import { twoWhoTalk } from './talking.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const submit = (deed, more = '') => `form[action*="?deed=${deed}"] button[type=submit]${more}`;
const within = (deed, name) => `form[action*="?deed=${deed}"] [name=${name}]`;

test('a review is left by keyboard, and answered by keyboard', async ({ browser }) => {
  const [buyer, seller] = [await world.visitor(browser), await world.visitor(browser, { language: 'fa' })];
  for (const [page, part] of [[buyer, 'buyer'], [seller, 'کاوه']]) {
    const { email, password } = demoPerson(world, part);
    await signIn(page, email, password);
  }
  const [answers, reviews] = [new Keys(buyer), new Keys(seller)];
  await buyer.goto('/my/requests');
  const request = await buyer.locator('main a', { hasText: 'small bakery' }).first().getAttribute('href');
  const order = request.replace('/requests/', '/orders/');

  await test.step('somebody forgets the stars, and is led to them', async () => {
    await seller.goto(order);
    await reviews.press(`main a[href="${order}/review"]`);
    await reviews.type(within('leave_review', 'comment'), 'پرداخت فوری بود.');
    await reviews.press(submit('leave_review'));
    await reviews.press('form [role=alert] a');
    await reviews.pick(within('leave_review', 'rating'), '4');
    await expect(seller.locator(within('leave_review', 'comment')), 'what was written stays').toHaveValue('پرداخت فوری بود.');
    await reviews.press(submit('leave_review'));
    await expect(seller.locator(within('leave_review', 'rating'))).toHaveCount(0);
  });

  await test.step('the other side answers beneath it', async () => {
    await buyer.goto(order);
    await expect(buyer.locator('main')).toContainText('پرداخت فوری بود.');
    await answers.type(within('reply_to_review', 'text'), 'A pleasure.');
    await answers.press(submit('reply_to_review'));
    await expect(buyer.locator(within('reply_to_review', 'text'))).toHaveCount(0);
    await seller.goto(order);
    await expect(seller.locator('main')).toContainText('A pleasure.');
  });
  expect([...answers.faults, ...reviews.faults]).toEqual([]);
});

test('another price is said in a chat and accepted by keyboard', async ({ browser }) => {
  const { buyer, seller, request } = await twoWhoTalk(world, browser);
  const [says, takes] = [new Keys(buyer), new Keys(seller)];
  for (const page of [buyer, seller]) await awake(page);

  await test.step('it stands in a fold beneath the conversation', async () => {
    await says.unfold(`summary:has(+ form[action*="?deed=make_counter_offer"])`);
    await says.type(within('make_counter_offer', 'price'), '11');
    await says.choose(within('make_counter_offer', 'delivery_unit'), 'days');
    await says.press(submit('make_counter_offer'));
    await expect(buyer.locator('.message').last()).toContainText('11');
  });

  await test.step('who looked meanwhile goes to it and takes it', async () => {
    const look = '.message:last-of-type a[href*="#m"]';
    await expect(seller.locator(look)).toBeVisible();
    await takes.press(look);
    await takes.press(submit('answer_counter_offer', '[value=accept]'));
    await expect(seller.locator('.message .badge')).toHaveText('Accepted');
  });

  await test.step('who said it sees so without loading the page anew, and buys at that price', async () => {
    await expect(buyer.locator('.message .badge')).toHaveText('Accepted');
    await buyer.goto(`/requests/${request}`);
    await says.press(`form[action*="?deed=accept_offer"]:has([name=price][value^="11"]) button[type=submit]`);
    await expect(buyer).toHaveURL(new RegExp(`/orders/${request}/checkout`));
  });
  expect([...says.faults, ...takes.faults]).toEqual([]);
});
