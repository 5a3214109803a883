// Two people argue: evidence with its hashes, a conversation of the dispute, files in it, and what keeps it civil. Forms and links only, on a phone.
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { aPaidOrder, adminOf, form, send, unfold } from './people.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => { world = await startWorld({ mining: 1 }); });
test.afterAll(() => world?.stop());

const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A grey picture of so many points a side. */
function png(side) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 8;
  const rows = Buffer.alloc(side * (side + 1), 128).map((byte, at) => (at % (side + 1) ? byte : 0));
  const sign = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const file = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });

test('what each side lays before a dispute stands there with its hash, and both talk about it', async ({ browser }) => {
  test.setTimeout(300_000);
  const { buyer, seller, order } = await aPaidOrder(world, browser, { js: false });
  for (const page of [buyer, seller]) await page.setViewportSize({ width: 390, height: 844 });

  await test.step('a complaint that is refused keeps its words, and comes again with a picture', async () => {
    await buyer.goto(`/orders/${order}`);
    await unfold(buyer, 'Open a dispute');
    const complaint = form(buyer, 'open_dispute');
    await complaint.locator('[name=category]').selectOption('wrong_item');
    await complaint.locator('[name=description]').fill('It is blue, has no lid, and does not sing.');
    await complaint.locator('[name=evidence]').fill('The parcel as it came.');
    await complaint.locator('[name=asks][value=refund]').check();
    await complaint.locator('[name=files]').setInputFiles([file('parcel.png', png(40))]);
    await send(buyer, 'open_dispute');
    await expect(buyer.locator('#open_dispute-reason-error')).toBeVisible();
    await expect(buyer.locator('form [role=alert]'), 'one begins where it says why').toBeFocused();
    await expect(complaint.locator('[name=evidence]')).toHaveValue('The parcel as it came.');
    await complaint.locator('[name=reason]').fill('Another kettle came');
    await complaint.locator('[name=files]').setInputFiles([file('parcel.png', png(40))]);
    await send(buyer, 'open_dispute');
    await expect(buyer).toHaveURL(/\/disputes\/dsp_/);
  });

  const room = new URL(buyer.url()).pathname;
  await test.step('both read the hash of the words and that of the picture as it is kept', async () => {
    for (const page of [buyer, seller]) {
      await page.goto(room);
      const gallery = page.locator('section[aria-labelledby=evidence]');
      await expect(gallery).toContainText(sha('The parcel as it came.'));
      const shown = gallery.locator('img');
      await expect(shown).toHaveCount(1);
      const kept = await page.request.get(await shown.getAttribute('src'));
      await expect(gallery).toContainText(sha(await kept.body()));
      expect(kept.headers()['content-disposition']).toContain('attachment');
      expect(await shown.evaluate((img) => img.naturalWidth)).toBe(40);
    }
  });

  await test.step('the other side lays words and a file; nothing at all is said at its field', async () => {
    await send(seller, 'lay_evidence');
    await expect(seller.locator('#lay_evidence-evidence-error')).toBeVisible();
    await form(seller, 'lay_evidence').locator('[name=evidence]').fill('It was packed with its lid.');
    await form(seller, 'lay_evidence').locator('[name=files]').setInputFiles([file('list.txt', 'one kettle, one lid')]);
    await send(seller, 'lay_evidence');
    await buyer.goto(room);
    for (const words of ['It was packed with its lid.', 'one kettle, one lid']) {
      await expect(buyer.locator('section[aria-labelledby=evidence]')).toContainText(sha(words));
    }
    await picture(buyer, 'evidence');
  });

  await test.step('they talk about it, with a picture', async () => {
    await buyer.locator('a', { hasText: 'Talk about it' }).click();
    await expect(buyer).toHaveURL(/\/chats\/cht_/);
    await expect(buyer.locator('.message[data-whose=house]').last()).toContainText('Evidence was laid');
    await unfold(buyer, 'Send pictures or files');
    await send(buyer, 'send_files');
    await expect(form(buyer, 'send_files').locator('[role=alert]'), 'files of nothing are refused').toBeVisible();
    await form(buyer, 'send_message').locator('[name=text]').fill('Here is the lid.');
    await send(buyer, 'send_message');
    await expect(buyer.locator('.message[data-whose=own]'), 'every other form of that page does what it says').toContainText('Here is the lid.');
    await unfold(buyer, 'Send pictures or files');
    await form(buyer, 'send_files').locator('[name=files]').setInputFiles([file('lid.png', png(30))]);
    await send(buyer, 'send_files');
    await expect(buyer.locator('.message[data-whose=own] img')).toHaveCount(1);
    await seller.goto(new URL(buyer.url()).pathname);
    await expect(seller.locator('.message[data-whose=other] img')).toHaveCount(1);
    await dress(seller, world, { language: 'fa', theme: 'dark' });
    await seller.reload();
    await picture(seller, 'evidence-chat-fa');
    await seller.goto(room);
    await picture(seller, 'evidence-fa');
    await dress(seller, world, { language: 'en', theme: 'light' });
  });
});

test('a message is reported, and who wrote it is not heard any more', async ({ browser }) => {
  test.setTimeout(300_000);
  const { buyer, seller, order } = await aPaidOrder(world, browser, { js: false });
  for (const page of [buyer, seller]) {
    await page.goto(`/orders/${order}`);
    await send(page, 'start_chat');
  }
  const say = async (page, text) => {
    await form(page, 'send_message').locator('[name=text]').fill(text);
    await send(page, 'send_message');
  };
  await say(seller, 'Pay me on another site.');

  await test.step('reported with a reason, once it has one', async () => {
    await buyer.reload();
    const theirs = buyer.locator('.message[data-whose=other]');
    await theirs.locator('summary').click();
    await theirs.locator('a', { hasText: 'Report' }).click();
    await send(buyer, 'report_message');
    await expect(form(buyer, 'report_message').locator('[aria-invalid=true]')).toHaveCount(1);
    await form(buyer, 'report_message').locator('[name=reason]').selectOption('elsewhere');
    await send(buyer, 'report_message');
    await expect(buyer.getByText('Our people will look at it')).toBeVisible();
  });

  await test.step('blocked: the other is told so, and the order goes on', async () => {
    await unfold(buyer, 'Block this person');
    await send(buyer, 'block_person');
    await say(seller, 'Hello?');
    await expect(seller.getByText('takes no messages from you').first()).toBeVisible();
    await expect(form(seller, 'send_message').locator('[name=text]')).toHaveValue('Hello?');
    await seller.goto(`/orders/${order}`);
    await send(seller, 'mark_sent');
    await buyer.reload();
    await expect(buyer.locator('.message[data-whose=house]').last()).toContainText('The seller has sent it');
    await picture(buyer, 'blocked');
    await send(buyer, 'unblock_person');
    await expect(form(buyer, 'block_person')).toHaveCount(1);
  });

  await test.step('somebody of the house handles it', async () => {
    const admin = await adminOf(world, browser, { js: false });
    await admin.goto('/admin/reports');
    await expect(admin.locator('blockquote')).toHaveText('Pay me on another site.');
    await form(admin, 'handle_report').locator('[name=note]').fill('Warned.');
    await send(admin, 'handle_report');
    await expect(admin.locator('section[aria-labelledby=decided]')).toContainText('Warned.');
    await picture(admin, 'reports');
    await admin.context().close();
  });
});
