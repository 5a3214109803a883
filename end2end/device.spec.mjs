// A hardware signer on this machine, spoken with by the page: its key, its proof and its orders, and everything that comes
// between. The device is the rig's own; what it signs is checked by the house as if it had been pasted.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { aSentOrder, complain, decide, ready } from './arguing.mjs';
import { OUTSIDE, fill, somebodyWithMoney } from './leaving.mjs';
import { auditIsClean, balance, becomeSeller, form, hire, send, signUp, stepUp } from './people.mjs';
import { visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { startTrezor } from './rig/trezor.mjs';
import { picture, startWorld } from './rig/world.mjs';
import { adminWithPasskey, proveByPasskey } from './signing.mjs';

const OTHER_WORDS = 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

let world;
let trezor;
test.beforeEach(async () => {
  [world, trezor] = await Promise.all([startWorld({ mining: 1 }), startTrezor()]);
});
test.afterEach(async () => {
  await trezor?.stop();
  await world?.stop();
});

const box = (page) => page.locator('[data-device]');
const step = (page, name) => box(page).locator(`[data-step=${name}]`);
const opener = (page) => box(page).getByRole('button', { name: /Use the device connected to this computer/ });
/** Every sentence stands in the page; the one that counts is seen. */
const refusal = (page, words) => expect(box(page).locator('[data-code]:visible')).toContainText(words);
const again = (page) => step(page, 'refused').getByRole('button', { name: 'Try again' }).click();

/** The card is opened and a device is chosen; what comes then is the test's. */
async function connect(page) {
  await opener(page).click();
  await step(page, 'connect').getByRole('button', { name: 'Choose the device' }).click();
}

async function openWithDevice(browser) {
  const admin = await adminWithPasskey(world, browser);
  admin.setDefaultTimeout(30_000);
  await trezor.plugInto(admin);
  await admin.goto('/admin/signers');
  await proveByPasskey(admin);
  return admin;
}

/** Until the words wait to be signed. `answer` is what the person does when the device wants something before. */
async function begin(admin, label, answer = async () => {}) {
  const deed = form(admin, 'begin_signer');
  await connect(admin);
  await answer();
  await expect(deed.locator('[name=xpub]')).toHaveValue(/^xpub/);
  await expect(deed.locator('[name=label]'), 'what is missing comes next').toBeFocused();
  await deed.locator('[name=label]').fill(label);
  await send(admin, 'begin_signer');
  await expect(admin.locator('pre.words')).toBeVisible();
}

async function finish(admin) {
  const yes = form(admin, 'prove_signer').locator('[data-passkey="act"] button');
  await expect(yes).toBeFocused();
  await expect(form(admin, 'prove_signer').locator('[name=signature]')).toHaveValue(/^0x[0-9a-f]{130}$/);
  await Promise.all([admin.waitForURL(/done=signer_proved/), yes.click()]);
  await expect(admin.locator('main .badge')).toHaveText('active');
}

test('a signer is registered with the device itself, after a no on it and a pulled cable', async ({ browser }) => {
  const admin = await openWithDevice(browser);
  trezor.choosesIt(false);
  await connect(admin);
  await refusal(admin, 'No device was chosen.');
  trezor.choosesIt(true);
  await admin.keyboard.press('Escape');
  await expect(opener(admin), 'the focus goes back').toBeFocused();
  await begin(admin, 'Safe 5, Mina');
  expect(await trezor.screens(), 'a public key is read without a question').toEqual([]);
  const words = await admin.locator('pre.words').textContent();

  await trezor.person({ refuses_at: 1 });
  await connect(admin);
  await refusal(admin, 'It was refused on the device.');
  await expect(admin.locator('main .badge')).toHaveText('waits for its holder');
  await expect(form(admin, 'prove_signer').locator('[name=signature]')).toHaveValue('');

  await trezor.person({ hesitates_at: 1 });
  await again(admin);
  await expect(step(admin, 'look')).toContainText('word for word');
  await expect(admin.locator('pre.words')).toHaveClass(/is-compared/);
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'device-look');
  await trezor.unplug();
  await refusal(admin, 'The device was unplugged.');
  await expect(admin.locator('pre.words')).not.toHaveClass(/is-compared/);

  await trezor.plug();
  await trezor.person({ hesitates_at: 1 });
  await again(admin);
  await expect(step(admin, 'look')).toBeVisible();
  await box(admin).getByRole('button', { name: 'Cancel' }).click();
  await refusal(admin, 'You took it back.');

  await trezor.person();
  await trezor.turnPage();
  await again(admin);
  await finish(admin);
  const shown = (await trezor.screens()).join(' ').replaceAll(/\s+/g, '');
  expect(shown, 'the device shows the very words of the page').toContain(words.split('\n')[0].replaceAll(/\s+/g, ''));
});

test('another device and another passphrase are refused before they sign anything', async ({ browser }) => {
  const admin = await openWithDevice(browser);
  await trezor.becomes({ asks_passphrase: true });
  const standard = () => step(admin, 'passphrase').getByRole('button', { name: 'The one without a passphrase' }).click();
  const typed = async (text) => {
    await step(admin, 'passphrase').getByLabel('Passphrase', { exact: true }).fill(text);
    await admin.keyboard.press('Enter');
  };
  await begin(admin, 'Safe 5, Nadia', standard);
  await trezor.turnPage();
  await connect(admin);
  await typed('x'.repeat(50));
  await refusal(admin, 'This is not the device that was registered.');
  await expect(step(admin, 'refused')).toContainText('another passphrase was entered');
  await expect(form(admin, 'prove_signer').locator('[name=signature]')).toHaveValue('');
  expect((await trezor.screens()).join(), 'nothing was asked to be signed').not.toContain('Sign message?');
  await again(admin);
  await standard();
  await expect(form(admin, 'prove_signer').locator('[name=signature]')).toHaveValue(/^0x/);
  // This browser knows the device now.
  await connect(admin);
  await typed('something else');
  await refusal(admin, 'This is the registered device with another passphrase.');
  await trezor.becomes({ words: OTHER_WORDS });
  await trezor.turnPage();
  await again(admin);
  await refusal(admin, 'This is not the device that was registered.');
  expect(await trezor.screens()).toEqual([]);
  await trezor.becomes({ is_bootloader: true });
  await again(admin);
  await expect(step(admin, 'refused')).toBeVisible();
  await trezor.becomes({ fw_vendor: 'Somebody' });
  await again(admin);
  await refusal(admin, "does not run its maker's firmware");
});

test('an order is signed word by word on one model and by its hashes on another, behind a PIN', async ({ browser }) => {
  test.setTimeout(300_000);
  const admin = await openWithDevice(browser);
  await trezor.becomes({ model: 'T1B1', pin: '1234' });
  const pin = async (digits) => {
    await expect(step(admin, 'pin')).toBeVisible();
    await admin.keyboard.type(await trezor.positions(digits));
    await admin.keyboard.press('Enter');
  };
  await connect(admin);
  await pin('4321');
  await refusal(admin, 'The PIN was wrong.');
  await again(admin);
  await expect(step(admin, 'pin')).toBeVisible();
  expect(await violations(admin)).toEqual([]);
  await admin.keyboard.press('Escape');
  await expect(step(admin, 'refused')).toBeVisible();
  await admin.keyboard.press('Escape');
  await begin(admin, 'One, Sara', async () => {
    await expect(step(admin, 'pin')).toBeVisible();
    for (const place of await trezor.positions('1234')) await step(admin, 'pin').locator(`[data-place="${place}"]`).click();
    await step(admin, 'pin').getByRole('button', { name: 'Enter the PIN' }).click();
  });
  await connect(admin);
  await finish(admin);

  const { buyer, email } = await somebodyWithMoney(world, browser, true, 1_512_500_000n);
  await buyer.goto('/wallet/withdraw');
  await fill(buyer, { address: OUTSIDE, amount: '1200' });
  await stepUp(buyer, email);
  await send(buyer, 'withdraw');
  await admin.goto('/admin/payouts?status=draft');
  await send(admin, 'make_instruction');
  const signature = form(admin, 'sign_instruction').locator('[name=signature]');

  await trezor.becomes({ model: 'T3T1' });
  await trezor.person({ hesitates_at: 1 });
  await connect(admin);
  await expect(step(admin, 'look')).toContainText('word for word');
  await expect(admin.locator('dl.facts.is-compared')).toContainText('1200.00 USDT on ');
  await trezor.person();
  await trezor.press();
  await expect(signature).toHaveValue(/^0x/);
  const shown = (await trezor.screens()).join('\n');
  const lines = () => admin.locator('dl.facts[data-compare=words] dd').allTextContents();
  const order = await lines();
  for (const line of order) {
    expect(shown.replaceAll(/\s+/g, '')).toContain(line.replaceAll(/\s+/g, '').replace(/^0x(?=[0-9a-f]{64}$)/, ''));
  }

  // Signed, and the page is left before anything was sent: the same order waits, and nobody has signed it.
  const here = admin.url();
  await admin.goto('/admin/payouts?status=draft');
  await expect(admin.locator('main')).toContainText('1,200.00');
  await admin.goto(here);
  expect(await lines()).toEqual(order);
  await expect(admin.locator('main')).toContainText('0 of 1');
  await expect(signature).toHaveValue('');
  await trezor.becomes({ model: 'T1B1' });
  await trezor.person({ hesitates_at: 1 });
  await trezor.turnPage();
  await connect(admin);
  await expect(step(admin, 'look')).toContainText('two hashes instead of words');
  await expect(admin.locator('details.is-compared dd')).toHaveCount(2);
  const hashes = await admin.locator('details.is-compared dd').allTextContents();
  await admin.setViewportSize({ width: 390, height: 844 });
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'device-hashes-phone');
  await trezor.person();
  await trezor.press();
  await expect(signature).toHaveValue(/^0x/);
  const screens = (await trezor.screens()).join('\n').toLowerCase();
  for (const hash of hashes) expect(screens).toContain(hash.trim().replace('0x', ''));
  const yes = form(admin, 'sign_instruction').locator('[data-passkey="act"] button');
  await expect(yes).toBeFocused();
  await Promise.all([admin.waitForURL(/done=instruction_approved/), yes.click()]);
});

test('what the house decided 60 to 40 is signed on the device leg by leg, and paid with the last signature', async ({ browser }) => {
  test.setTimeout(400_000);
  const people = { buyer: await world.visitor(browser), seller: await world.visitor(browser) };
  await signUp(people.buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, people.seller, 'Reza Karimi');
  const judge = await hire(world, browser, 'Nadia Saberi', 'resolver');
  const admin = await openWithDevice(browser);
  await begin(admin, 'Safe 5, Mina');
  await connect(admin);
  await finish(admin);

  const order = await aSentOrder(world, people);
  const room = await complain(people.buyer, order, { evidence: 'On my film the rim touches the brake.' });
  await visit(people.seller, room);
  await ready(people.seller, 'ask_the_house');
  await send(people.seller, 'ask_the_house');
  await visit(judge.page, room);
  await send(judge.page, 'claim_dispute');
  await decide(judge, { asks: 'split', buyer: '7.50', reasons: 'It left true, and was packed too loosely to arrive so.' });
  for (const side of [people.buyer, people.seller]) {
    await visit(side, room);
    await send(side, 'waive_appeal');
    await expect(form(side, 'make_leg_instruction'), 'no side prepares anything').toHaveCount(0);
  }
  for (const side of [people.buyer, people.seller]) {
    await visit(side, room);
    await expect(side.locator('main')).toContainText("Decided; waits for the house's signatures");
  }

  const shares = [['7.50 USDT to wallet @', 'REFUND to buyer'], ['4.8750 USDT to wallet @', 'RELEASE to seller']];
  for (const [amount, action] of shares) {
    await visit(admin, room);
    await send(admin, 'make_leg_instruction', form(admin, 'make_leg_instruction').first());
    const lines = admin.locator('dl.facts[data-compare=words]');
    await expect(lines).toContainText(amount);
    await expect(lines).toContainText(action);
    await expect(admin.locator('section[aria-labelledby=decided]')).toContainText('Nadia Saberi');
    expect(await violations(admin)).toEqual([]);
    await picture(admin, `leg-${action.split(' ')[0].toLowerCase()}`);
    await trezor.turnPage();
    await connect(admin);
    await expect(form(admin, 'sign_instruction').locator('[name=signature]')).toHaveValue(/^0x/);
    const shown = (await trezor.screens()).join('\n').replaceAll(/\s+/g, '');
    for (const line of [amount, action, await lines.locator('dd').nth(1).textContent()]) {
      expect(shown, 'the device shows the very words').toContain(line.replaceAll(/\s+/g, ''));
    }
    const yes = form(admin, 'sign_instruction').locator('[data-passkey="act"] button');
    await Promise.all([admin.waitForURL(/done=instruction_approved/), yes.click()]);
  }
  await visit(admin, '/admin/instructions');
  await expect(admin.locator('main')).toContainText('back to the buyer');
  expect(await violations(admin)).toEqual([]);

  await expect.poll(() => balance(people.seller), { timeout: 60_000 }).toContain('4.875');
  expect(await balance(people.buyer)).toContain('7.50');
  const { key } = await (await people.buyer.request.get('/.well-known/amanat-receipt-key.json')).json();
  for (const [name, side] of Object.entries(people)) {
    const file = join(world.data, `signed-${name}.json`);
    writeFileSync(file, await (await side.request.get(`/orders/${order}/receipt.json`)).text());
    const verdict = await world.run('verify', file, '--key', key);
    expect(verdict.code, verdict.text).toBe(0);
  }
  await auditIsClean(world);
});

test('in Persian and in the dark it is the same box, and a browser without USB says that one pastes', async ({ browser }) => {
  const admin = await openWithDevice(browser);
  await trezor.becomes({ model: 'T1B1', pin: '1234' });
  await admin.setViewportSize({ width: 390, height: 844 });
  await dress(admin, world, { language: 'fa', theme: 'dark' });
  await admin.goto('/admin/signers');
  await box(admin).locator('[data-do=open]').click();
  expect(await violations(admin)).toEqual([]);
  await step(admin, 'connect').locator('[data-do=connect]').click();
  await expect(step(admin, 'pin')).toBeVisible();
  expect(await violations(admin)).toEqual([]);
  await picture(admin, 'device-pin-fa-phone');
  const above = await step(admin, 'pin').locator('[data-place="7"]').boundingBox();
  const right = await step(admin, 'pin').locator('[data-place="9"]').boundingBox();
  expect(above.x, 'the fields lie as they lie on the device').toBeLessThan(right.x);

  await dress(admin, world, { language: 'en', theme: 'light' });
  const bare = await admin.context().newPage();
  await bare.addInitScript(() => { delete Navigator.prototype.usb; });
  await bare.goto('/admin/signers');
  await expect(box(bare)).toContainText('This browser cannot speak with devices over USB');
  await expect(bare.locator('[data-do=open]')).toBeHidden();
});
