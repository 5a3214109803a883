// Buyer and seller talk about an offer: first with forms and links only, then live in two browsers at once.
import { expect, test } from '@playwright/test';
import { accept, form, send } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { messages, twoWhoTalk, write } from './talking.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

test('two people talk with forms and links only', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller, request } = await twoWhoTalk(world, browser, { js: false });

  await test.step('what is no message is said at its field', async () => {
    await send(buyer, 'send_message');
    await expect(buyer.locator('#send_message-text-error')).toBeVisible();
  });

  await test.step('a question, and an answer to it', async () => {
    await write(buyer, 'Is the hub new?');
    await seller.reload();
    await expect(seller.locator('#new')).toBeVisible();
    await seller.locator('.message details summary').first().click();
    await seller.locator('.message a', { hasText: 'Reply' }).first().click();
    await expect(seller.locator('[data-reply]')).toContainText('Is the hub new?');
    await write(seller, 'It is a year old.');
    await expect(seller.locator('#new')).toHaveCount(0);
    await buyer.goto('/chats');
    await expect(buyer.locator('.chat-item')).toContainText('It is a year old.');
    await expect(buyer.locator('.chat-item .badge')).toContainText('1');
    await expect(buyer.locator('.site-header a[href="/chats"]')).toHaveAccessibleName('Chats, 1 new message');
    await buyer.locator('.chat-item a').click();
    await expect(buyer.locator('.message-quote')).toContainText('Is the hub new?');
    await expect(buyer.locator('.message[data-whose=own] .message-mark')).toContainText('read');
    await send(buyer, 'mark_chat_read');
    await expect(buyer.locator('.site-header a[href="/chats"]')).toHaveAccessibleName('Chats');
  });

  await test.step('said otherwise, answered without words, taken back', async () => {
    await seller.reload();
    const own = seller.locator('.message[data-whose=own]');
    await own.locator('summary').click();
    await own.locator('a', { hasText: 'Change' }).click();
    await form(seller, 'edit_message').locator('[name=text]').fill('It is two years old.');
    await send(seller, 'edit_message');
    await expect(own).toContainText('changed');
    await buyer.reload();
    const theirs = buyer.locator('.message[data-whose=other]');
    await expect(theirs).toContainText('It is two years old.');
    await theirs.locator('summary').click();
    await theirs.locator('button[value=thanks]').click();
    await expect(theirs.locator('.message-reactions')).toContainText('Thank you');
    await picture(buyer, 'chat-plain');
    await seller.reload();
    await own.locator('summary').click();
    await send(seller, 'delete_message');
    await expect(own).toContainText('This message was deleted.');
  });

  await test.step('words are found, and the house tells that the order began', async () => {
    await accept(buyer, request);
    await buyer.goto('/chats');
    await buyer.locator('.chat-item a').click();
    await expect(buyer.locator('.message[data-whose=house]')).toContainText('The order has begun');
    await buyer.getByText('Search in this chat').click();
    await buyer.locator('[name=q]').fill('HUB');
    await buyer.locator('.chat-search button').click();
    await expect(buyer.locator('#found')).toHaveText('1 message found');
    await expect(messages(buyer)).toHaveText(['Is the hub new?']);
  });
});

test('what one writes stands in the other browser at once', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  await expect(async () => expect(await violations(buyer)).toEqual([])).toPass();

  await test.step('there and back, read as it is seen', async () => {
    await write(buyer, 'Are you there?');
    await expect(messages(seller).last()).toHaveText('Are you there?');
    await write(seller, 'Yes.');
    await expect(messages(buyer)).toHaveText(['Are you there?', 'Yes.']);
    await expect(buyer.locator('.message[data-whose=own]')).toContainText('read');
  });

  await test.step('who writes is seen by the other, until it is said', async () => {
    await form(seller, 'send_message').locator('[name=text]').pressSequentially('Wa');
    await expect(buyer.locator('.chat-typing')).toHaveText('Ali is writing…');
    await form(seller, 'send_message').locator('[name=text]').fill('');
    await expect(buyer.locator('.chat-typing')).toHaveText('');
  });

  await test.step('written while the house is dark, it arrives once and by itself when it is back', async () => {
    await world.kill9();
    await write(buyer, 'Can you hear me?');
    await expect(buyer.locator('.message[data-state=waiting]')).toContainText('not sent yet');
    await world.restart();
    await expect(messages(seller)).toHaveText(['Are you there?', 'Yes.', 'Can you hear me?'], { timeout: 45_000 });
    await expect(buyer.locator('.message[data-state=waiting]')).toHaveCount(0);
    await buyer.reload();
    await expect(messages(buyer)).toHaveText(['Are you there?', 'Yes.', 'Can you hear me?']);
  });

  await test.step('in Persian, on a phone', async () => {
    await dress(buyer, world, { language: 'fa', theme: 'dark' });
    await buyer.setViewportSize({ width: 390, height: 844 });
    await buyer.reload();
    await expect(messages(buyer)).toHaveCount(3);
    expect(await violations(buyer)).toEqual([]);
    await picture(buyer, 'chat-fa');
  });
});
