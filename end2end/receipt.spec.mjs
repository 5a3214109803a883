// A receipt that can be shown to anybody: downloaded, checked by the command and by the page, and found out when changed.
import { createHash, createPublicKey, verify as signatureHolds } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { aPaidOrder, code, form, send } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
test.beforeAll(async () => {
  world = await startWorld();
});
test.afterAll(() => world?.stop());

/** RFC 8785 for JSON without fractions. */
const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(',')}]`
    : value && typeof value === 'object'
      ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
      : JSON.stringify(value);

/** Another hand's reading of what a receipt promises: digests of all leaves, and a signature over them. */
function holds(text) {
  const { facts, digests, signature } = JSON.parse(text);
  const found = {};
  const walk = (path, value) => {
    if (value && typeof value === 'object') Object.entries(value).forEach(([name, inner]) => walk(path ? `${path}.${name}` : name, inner));
    else found[path] = createHash('sha256').update(canonical(value)).digest('hex');
  };
  walk('', facts);
  const key = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${signature.key}`, 'hex'), format: 'der', type: 'spki' });
  const signed = Buffer.from(`amanat receipt 1\n${canonical({ digests, key: signature.key })}`);
  return canonical(JSON.parse(text)) === text && canonical(found) === canonical(digests) && signatureHolds(null, signed, key, Buffer.from(signature.value, 'hex'));
}

/** What the code on the paper says: all of the receipt but its digests, behind the #. */
function linkOf(text) {
  const { digests, ...rest } = JSON.parse(text);
  return `/verify#r=${deflateRawSync(canonical(rest)).toString('base64url')}`;
}

/** The paper is scanned by somebody who has never been here: no form is filled in, and nothing is sent. */
async function scanned(page, receipt, changed) {
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  for (const [text, verdict] of [[receipt, 'valid'], [changed, 'changed']]) {
    await page.goto('/about-escrow');
    await page.goto(linkOf(text));
    await expect(page.locator('[data-verdict]')).toHaveAttribute('data-verdict', verdict);
  }
  expect(sent).toEqual([]);
}

/** The page comes from the browser, and so does the answer. */
async function withoutANetwork(page, receipt, changed) {
  await page.goto('/verify');
  const isKept = () => page.evaluate(async () => Boolean(await caches.match('/verify', { ignoreVary: true })));
  await expect.poll(isKept).toBe(true);
  await page.context().setOffline(true);
  await page.goto('/verify');
  for (const [text, verdict] of [[receipt, 'valid'], [changed, 'changed']]) {
    await form(page, 'verify_receipt').locator('[name=receipt]').fill(text);
    await form(page, 'verify_receipt').locator('button').click();
    await expect(page.locator('[data-verdict]')).toHaveAttribute('data-verdict', verdict);
  }
  await expect(page.locator('[data-check=fields][data-state=wrong]')).toContainText('money.released.amount');
  await page.context().setOffline(false);
}

for (const js of [true, false]) {
  test(`bought, released, downloaded, checked, and one digit changed ${js ? 'with' : 'without'} JavaScript`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { buyer, seller, order } = await aPaidOrder(world, browser, { js });
    await seller.goto(`/orders/${order}`);
    await send(seller, 'mark_sent');
    const digits = await code(buyer, order);
    await form(buyer, 'confirm_delivery').locator('[name=code]').fill(digits);
    await send(buyer, 'confirm_delivery');

    await buyer.goto(`/orders/${order}/receipt`);
    await expect(buyer.locator('figure .qr svg')).toBeVisible();
    await picture(buyer, `receipt-signed-${js ? 'js' : 'nojs'}`);
    const download = buyer.waitForEvent('download');
    await buyer.locator(`a[href="/orders/${order}/receipt.json"]`).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^amanat-R-\d{6}\.json$/);
    const file = join(world.data, `receipt-${js}.json`);
    await saved.saveAs(file);
    const receipt = readFileSync(file, 'utf8');
    expect(holds(receipt)).toBe(true);

    // The key from the house, the receipt from the file: nothing else.
    const stranger = await world.visitor(browser, { js });
    const { key } = await (await stranger.request.get('/.well-known/amanat-receipt-key.json')).json();
    const valid = await world.run('verify', file, '--key', key);
    expect(valid.code, valid.text).toBe(0);
    expect(valid.text).toMatch(/valid: receipt R-\d{6} of http:\/\/localhost:\d+, released/);

    const changed = receipt.replace('"released":{"amount":"12.1875"', '"released":{"amount":"12.1876"');
    expect(changed).not.toBe(receipt);
    writeFileSync(file, changed);
    const found = await world.run('verify', file, '--key', key);
    expect(found.code).toBe(1);
    expect(found.text).toContain('This was changed: money.released.amount');
    expect(found.text).toContain('This does not add up: money.funded');

    await stranger.goto('/verify');
    expect(await stranger.locator('[data-key]').textContent()).toBe(key);
    // With scripts the browser looks itself; the server is asked where there are none.
    const look = async (text) => {
      await form(stranger, 'verify_receipt').locator('[name=receipt]').fill(text);
      await form(stranger, 'verify_receipt').locator('button').click();
      await expect(stranger.locator('[data-verdict] .notice')).toBeFocused();
      return (await stranger.locator('[data-verdict]').getAttribute('data-verdict')) === 'valid' ? 200 : 422;
    };
    const paste = async (text) => {
      if (js && text) return look(text);
      await form(stranger, 'verify_receipt').locator('[name=receipt]').fill(text);
      const [answer] = await Promise.all([
        stranger.waitForResponse((answer) => answer.request().method() === 'POST'),
        form(stranger, 'verify_receipt').locator('button').click(),
      ]);
      await stranger.waitForLoadState('load');
      expect(await form(stranger, 'verify_receipt').locator('[name=receipt]').inputValue()).toBe(text);
      return answer.status();
    };
    const choice = stranger.locator('[data-choose-receipt] input');
    await expect(choice).toBeVisible({ visible: js });
    if (js) {
      writeFileSync(file, receipt);
      await choice.setInputFiles(file);
      await expect(form(stranger, 'verify_receipt').locator('[name=receipt]')).toHaveValue(receipt);
    }
    expect(await paste(receipt)).toBe(200);
    await expect(stranger.locator('[data-verdict=valid]')).toContainText('A front wheel for a city bicycle');
    await expect(stranger.locator('[data-state=right]')).toHaveCount(8);
    await picture(stranger, `verify-valid-${js ? 'js' : 'nojs'}`);
    expect(await paste(changed)).toBe(422);
    await expect(stranger.locator('[data-check=fields][data-state=wrong]')).toContainText('money.released.amount');
    await expect(stranger.locator('[data-check=sums][data-state=wrong]')).toContainText('money.funded');
    await picture(stranger, `verify-changed-${js ? 'js' : 'nojs'}`);
    expect(await paste('no receipt at all')).toBe(422);
    await expect(stranger.locator('[data-check=shape][data-state=wrong]')).toBeVisible();
    expect(await paste('')).toBe(422);
    await expect(stranger.locator('#verify_receipt-receipt-error')).toBeVisible();
    if (js) {
      expect(await violations(stranger)).toEqual([]);
      await withoutANetwork(stranger, receipt, changed);
      await scanned(stranger, receipt, changed);
    } else {
      expect(await paste(new URL(linkOf(receipt), world.origin).href)).toBe(200);
      expect(await paste(new URL(linkOf(changed), world.origin).href)).toBe(422);
    }

    const refused = await stranger.request.get(`/orders/${order}/receipt.json`);
    expect(refused.status()).toBe(401);
    for (const person of [buyer, seller]) expect(person.errors).toEqual([]);
  });
}

test('a reader of Persian is told where a receipt was changed', async ({ browser }) => {
  const page = await world.visitor(browser, { js: false, language: 'fa', width: 390 });
  await page.goto('/verify');
  await form(page, 'verify_receipt').locator('[name=receipt]').fill('{"amanat_receipt":1}');
  await form(page, 'verify_receipt').locator('button').click();
  await expect(page.locator('[data-check=shape][data-state=wrong]')).toContainText('این آن‌گونه نیست که ما می‌نویسیم');
  await picture(page, 'verify-fa');
});
