// Writing in a conversation that is open: by keys alone, with a line that is cut, with pictures from the clipboard. What
// somebody wrote is never lost and never said twice.
import { expect, test } from '@playwright/test';
import { form, send } from './people.mjs';
import { awake, startWorld } from './rig/world.mjs';
import { field, messages, twoWhoTalk, write } from './talking.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

/** The fold beneath the last message, open. */
async function unfoldLast(page) {
  const last = page.locator('.message').last();
  await last.locator('summary').click();
  return last;
}

/** Puts a picture on the clipboard, and words beside it as office programs do. */
const copy = (page, words) => page.evaluate(async (words) => {
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext('2d').fillRect(0, 0, 20, 30);
  const copied = { 'image/png': await canvas.convertToBlob() };
  if (words) copied['text/plain'] = new Blob([words], { type: 'text/plain' });
  await navigator.clipboard.write([new ClipboardItem(copied)]);
}, words);

test('what becomes of a message is seen by whoever looks, above and below what came meanwhile', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  const loads = [];
  buyer.on('framenavigated', (frame) => { if (frame === buyer.mainFrame()) loads.push(frame.url()); });
  await awake(buyer);
  await write(seller, 'The hub is new.');
  await expect(messages(buyer)).toHaveText(['The hub is new.']);
  const [first, second] = [buyer.locator('#m1'), buyer.locator('#m2')];

  await test.step('said otherwise, where it came while one looked, and its fold is as it was left', async () => {
    await first.locator('summary').focus();
    await buyer.keyboard.press('Enter');
    await unfoldLast(seller);
    await seller.locator('#m1 a', { hasText: 'Change' }).click();
    await form(seller, 'edit_message').locator('[name=text]').fill('The hub is a year old.');
    await send(seller, 'edit_message');
    await expect(first).toContainText('The hub is a year old.');
    await expect(first).toContainText('changed');
    await expect(messages(buyer)).toHaveCount(1);
    await expect(first.locator('details')).toHaveAttribute('open', '');
    await expect(first.locator('summary')).toBeFocused();
  });

  await test.step('answered without words, and what one was doing there stays', async () => {
    await field(buyer).fill('And the rim?');
    await first.locator('summary').focus();
    await unfoldLast(seller);
    await seller.locator('#m1 button[value=thanks]').click();
    await expect(first.locator('.message-reactions')).toContainText('Thank you');
    await expect(first.locator('details')).toHaveAttribute('open', '');
    await expect(first.locator('summary')).toBeFocused();
    await expect(field(buyer)).toHaveValue('And the rim?');
  });

  await test.step('taken back, below it', async () => {
    await awake(seller);
    await write(seller, 'Or is it?');
    await expect(second).toContainText('Or is it?');
    await unfoldLast(seller);
    await send(seller, 'delete_message', seller.locator('#m2 form[action*="?deed=delete_message"]'));
    await expect(second).toContainText('This message was deleted.');
    await expect(buyer.locator('.message')).toHaveCount(2);
    await write(buyer, 'And the rim?');
    await expect(buyer.locator('.message')).toHaveCount(3);
  });
  expect(loads, 'without loading the page anew').toEqual([]);
});

test('what became of a message while the line was cut is seen when it is back', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  let isCut = false;
  const lines = [];
  await buyer.routeWebSocket(/\/socket\//, (line) => {
    if (isCut) return line.close();
    line.connectToServer();
    lines.push(line);
  });
  await buyer.route(/\/feed\//, (asked) => (isCut ? asked.abort() : asked.continue()));
  await write(seller, 'The hub is new.');
  await buyer.reload();
  await awake(buyer);
  await write(seller, 'The rim is new.');
  await expect(messages(buyer)).toHaveText(['The hub is new.', 'The rim is new.']);
  const loads = [];
  buyer.on('framenavigated', (frame) => loads.push(frame.url()));
  await unfoldLast(buyer);
  isCut = true;
  for (const line of lines) await line.close();
  await expect(buyer.getByText('The line is down.')).toBeVisible();
  for (const [seq, text] of [[1, 'The hub is a year old.'], [2, 'The rim is a year old.']]) {
    await seller.locator(`#m${seq} summary`).click();
    await seller.locator(`#m${seq} a`, { hasText: 'Change' }).click();
    await form(seller, 'edit_message').locator('[name=text]').fill(text);
    await send(seller, 'edit_message');
  }
  await expect(messages(buyer), 'nobody tells it meanwhile').toHaveText(['The hub is new.', 'The rim is new.']);
  isCut = false;
  await expect(messages(buyer)).toHaveText(['The hub is a year old.', 'The rim is a year old.'], { timeout: 60_000 });
  await expect(buyer.locator('#m2 details'), 'its fold is as it was left').toHaveAttribute('open', '');
  await expect(buyer.locator('.message')).toHaveCount(2);
  expect(loads, 'without loading the page anew').toEqual([]);
});

test('an answer that is long on its way says nothing again that the line has said', async ({ browser }) => {
  test.setTimeout(240_000);
  const { seller } = await twoWhoTalk(world, browser);
  let isCut = true;
  await seller.routeWebSocket(/\/socket\//, (line) => { if (isCut) line.close(); else line.connectToServer(); });
  let letGo;
  const isFree = new Promise((free) => { letGo = free; });
  let asked = 0;
  await seller.route(/chat_since/, async (since) => {
    asked += 1;
    const answer = await since.fetch();
    if (asked === 1) await isFree;
    await since.fulfill({ response: answer });
  });
  await seller.reload();
  await awake(seller);
  await expect(seller.getByText('The line is down.')).toBeVisible();
  await field(seller).fill('The hub is new.');
  await form(seller, 'send_message').locator('button[type=submit]').click();
  await expect.poll(() => asked, 'what came of it is asked for').toBe(1);
  isCut = false;
  await expect(seller.locator('#m1'), 'the line says it first').toContainText('The hub is new.', { timeout: 60_000 });
  const heard = seller.waitForResponse(/chat_since/);
  letGo();
  await heard;
  await write(seller, 'The rim is new.');
  await expect(messages(seller)).toHaveText(['The hub is new.', 'The rim is new.']);
});

test('whoever writes goes on writing, and does with what just came what the page offers', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);

  await test.step('the field keeps the focus, and Ctrl and Enter send', async () => {
    await awake(buyer);
    await field(buyer).focus();
    await buyer.keyboard.type('Is the hub new?');
    await buyer.keyboard.press('Enter');
    await buyer.keyboard.type('And the rim?');
    await buyer.keyboard.press('Control+Enter');
    await expect(messages(buyer)).toHaveText(['Is the hub new?\nAnd the rim?']);
    await expect(field(buyer)).toBeFocused();
    await form(buyer, 'send_message').locator('[name=text]').fill('Tell me');
    await form(buyer, 'send_message').locator('button[type=submit]').press('Enter');
    await expect(messages(buyer)).toHaveCount(2);
    await expect(field(buyer)).toBeFocused();
  });

  await test.step('what came while one looks is answered as everything else is, and what one was writing stays', async () => {
    await expect(messages(seller)).toHaveCount(2);
    await field(seller).fill('The hub is a year old');
    const last = await unfoldLast(seller);
    await last.locator('button[value=thanks]').click();
    await expect(last.locator('.message-reactions')).toContainText('Thank you');
    await awake(seller);
    await expect(field(seller)).toHaveValue('The hub is a year old');
    await unfoldLast(seller);
    await last.locator('a', { hasText: 'Reply' }).click();
    await awake(seller);
    await expect(seller.locator('[data-reply]')).toContainText('Tell me');
    await expect(field(seller)).toHaveValue('The hub is a year old');
    await form(seller, 'send_message').locator('button[type=submit]').click();
    await expect(seller.locator('.message').last().locator('.message-quote')).toContainText('Tell me');
    await seller.reload();
    await awake(seller);
    await expect(field(seller), 'what was sent is not written again').toHaveValue('');
  });

  await test.step('so is what one just said: otherwise, or not at all', async () => {
    await write(seller, 'Two years');
    const own = await unfoldLast(seller);
    await own.locator('a', { hasText: 'Change' }).click();
    await form(seller, 'edit_message').locator('[name=text]').fill('Three years');
    await send(seller, 'edit_message');
    await expect(messages(seller).last()).toHaveText('Three years');
    await awake(seller);
    await write(seller, 'Or four');
    await unfoldLast(seller);
    await send(seller, 'delete_message', own.locator('form[action*="?deed=delete_message"]'));
    await expect(own).toContainText('This message was deleted.');
  });
});

test('what was written without a line is said once, though its page was left', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  const chat = new URL(buyer.url()).pathname;
  await write(seller, 'Are you there?');
  await expect(messages(buyer)).toHaveCount(1);
  await world.kill9();
  await write(buyer, 'Yes, in a tunnel');
  await write(buyer, 'and writing');
  await field(buyer).fill('not finished');
  await expect(buyer.locator('.message[data-state=waiting]')).toHaveCount(2);
  await world.restart();
  // Quicker than the page finds its line again, or not: both are right.
  await buyer.goto('/chats');
  await buyer.goto(chat);
  await expect(field(buyer)).toHaveValue('not finished');
  await expect(buyer.locator('.message[data-state=waiting]')).toHaveCount(0, { timeout: 45_000 });
  for (const page of [buyer, seller]) {
    await page.goto(chat);
    await expect(messages(page)).toHaveText(['Are you there?', 'Yes, in a tunnel', 'and writing']);
  }
  await awake(buyer);
  await buyer.reload();
  await awake(buyer);
  await expect(messages(buyer)).toHaveCount(3);
});

test('what is refused says why, and can be taken back', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  await awake(buyer);
  await seller.locator('details', { has: form(seller, 'block_person') }).locator('summary').click();
  await send(seller, 'block_person');
  await field(buyer).fill('Hello?');
  await field(buyer).press('Control+Enter');
  const refused = buyer.locator('.message[data-state=waiting]');
  await expect(refused.locator('[role=alert]')).toContainText('This person takes no messages from you');
  await refused.locator('button', { hasText: 'Delete' }).click();
  await expect(refused).toHaveCount(0);
  await buyer.reload();
  await awake(buyer);
  await expect(refused).toHaveCount(0);
});

test('a picture is pasted and a file is dropped, and both are seen before they are sent', async ({ browser }) => {
  test.setTimeout(240_000);
  const { buyer, seller } = await twoWhoTalk(world, browser);
  await buyer.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await awake(buyer);
  await copy(buyer);
  await field(buyer).fill('It looks like this');
  await field(buyer).press('Control+V');
  const files = form(buyer, 'send_files');
  const chosen = () => files.locator('[name=files]').evaluate((it) => [...it.files].map(({ name }) => name));
  await expect.poll(chosen).toEqual(['image.png']);
  await expect(files.locator('[name=text]')).toHaveValue('It looks like this');
  await expect(field(buyer)).toHaveValue('');
  await expect(files.locator('button[type=submit]')).toBeFocused();

  await buyer.evaluate(() => {
    const brought = new DataTransfer();
    brought.items.add(new File(['Two by three metres.'], 'size.txt', { type: 'text/plain' }));
    for (const kind of ['dragover', 'drop']) {
      const event = new DragEvent(kind, { dataTransfer: brought, bubbles: true, cancelable: true });
      if (document.querySelector('h1').dispatchEvent(event)) throw new Error(`the browser would do its own with a ${kind}`);
    }
  });
  expect(await chosen(), 'what was there stays').toEqual(['image.png', 'size.txt']);
  await buyer.keyboard.press('Enter');
  await expect(buyer.locator('.message-files a')).toHaveCount(2);
  await expect(seller.locator('.message').last().locator('img')).toHaveJSProperty('naturalWidth', 40);
  await expect(messages(seller)).toHaveText(['It looks like this']);

  await test.step('words that are pasted stay words, though a picture comes with them', async () => {
    await awake(buyer);
    await copy(buyer, 'a table');
    await field(buyer).press('Control+V');
    await expect(field(buyer)).toHaveValue('a table');
    expect(await chosen()).toEqual([]);
  });
});
