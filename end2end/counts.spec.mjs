// What waits for a person is counted in the header of every page, and follows what happens while the page is open.
import { expect, test } from '@playwright/test';
import { becomeSeller, form, makeOffer, postRequest, send, signUp } from './people.mjs';
import { startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const link = (page, name) => page.locator(`.site-header [data-count=${name}]`);
const badge = (page, name) => link(page, name).locator('.tool-count');

test('a message is counted in every tab of the other person, and read in one it is gone from the others', async ({ browser }) => {
  test.setTimeout(240_000);
  const [buyer, seller] = [await world.visitor(browser), await world.visitor(browser)];
  await signUp(buyer, 'Bita');
  await becomeSeller(world, browser, seller, 'Ali');
  const request = await postRequest(buyer);
  // A page that was loaded anew has lost the mark.
  const mark = (page) => page.evaluate(() => { document.body.dataset.same = ''; });
  const isSame = (page) => expect(page.locator('body')).toHaveAttribute('data-same', '');

  await buyer.goto('/settings');
  const tab = await buyer.context().newPage();
  await tab.goto('/requests');
  const title = await buyer.title();
  for (const page of [buyer, tab]) {
    await mark(page);
    await expect(badge(page, 'notices')).toBeHidden();
  }

  await test.step('an offer is news in both tabs', async () => {
    await makeOffer(seller, request);
    for (const page of [buyer, tab]) {
      await expect(badge(page, 'notices')).toHaveText('1');
      await expect(link(page, 'notices')).toHaveAccessibleName('Notifications, 1 unread');
      await isSame(page);
    }
    expect(await buyer.title()).toBe(`(1) ${title}`);
    await expect(buyer.locator('[data-counted]')).toHaveText('Notifications, 1 unread');
  });

  await test.step('so is a message', async () => {
    await seller.goto(`/requests/${request}`);
    await send(seller, 'start_chat', form(seller, 'start_chat').first());
    await form(seller, 'send_message').locator('[name=text]').fill('Which size do you need?');
    await form(seller, 'send_message').locator('button[type=submit]').click();
    for (const page of [buyer, tab]) await expect(link(page, 'chats')).toHaveAccessibleName('Chats, 1 new message');
    await expect(buyer.locator('[data-counted]')).toHaveText('Chats, 1 new message');
    await expect.poll(() => buyer.title()).toBe(`(2) ${title}`);
  });

  await test.step('what is read in one tab is gone from the other', async () => {
    await tab.goto('/chats');
    await tab.locator('.chat-item a').click();
    await expect(badge(buyer, 'chats')).toBeHidden();
    await expect(link(buyer, 'chats')).toHaveAccessibleName('Chats');
    await expect(buyer.locator('[data-counted]'), 'what goes away is not said').toHaveText('Chats, 1 new message');
    await isSame(buyer);
  });

  await test.step('a tab that listened for all may be closed, and the next one listens', async () => {
    await tab.goto('/requests');
    await buyer.close();
    await mark(tab);
    await form(seller, 'send_message').locator('[name=text]').fill('Or shall I guess?');
    await form(seller, 'send_message').locator('button[type=submit]').click();
    await expect(link(tab, 'chats')).toHaveAccessibleName('Chats, 1 new message');
    await isSame(tab);
  });
});

test('no script, no line: a stranger and a browser without scripts fetch nothing of it', async ({ browser }) => {
  const stranger = await world.visitor(browser);
  const asked = [];
  stranger.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await stranger.goto('/requests');
  await expect.poll(() => stranger.evaluate(() => document.cookie.includes('fonts='))).toBe(true);
  expect(asked.filter((path) => path.endsWith('/counts.js') || path.startsWith('/feed/'))).toEqual([]);
});
