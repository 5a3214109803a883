// The rig's own hardware signer, before journeys rely on it: what WebUSB allows, what it refuses, and when a cable is pulled.
import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startTrezor } from './rig/trezor.mjs';

const INITIALIZE = [0x3f, 0x23, 0x23, 0, 0, 0, 0, 0, 0];
/** The first address, on the screen. */
const SHOW_ADDRESS = [0x3f, 0x23, 0x23, 0, 56, 0, 0, 0, 24, 8, 0xac, 0x80, 0x80, 0x80, 8, 8, 0xbc, 0x80, 0x80, 0x80, 8, 8, 0x80, 0x80, 0x80, 0x80, 8, 8, 0, 8, 0, 0x10, 1];
const ACK = [0x3f, 0x23, 0x23, 0, 27, 0, 0, 0, 0];
const [FAILURE, FEATURES, BUTTON, ADDRESS] = [3, 17, 26, 57];

/** Asks for a device before anybody has touched it. */
const PAGE = `<!doctype html><title>A page</title><button>Connect</button><script>
  window.tooSoon = navigator.usb.requestDevice({ filters: [{ vendorId: 0x1209 }] }).catch(({ name }) => name);
</script>`;

let server;
let origin;
let trezor;
test.beforeAll(async () => {
  server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(PAGE));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://localhost:${server.address().port}`;
});
test.afterAll(() => server?.close());
test.beforeEach(async () => { trezor = await startTrezor(); });
test.afterEach(() => trezor?.stop());

async function visit(context) {
  const page = await context.newPage();
  await trezor.plugInto(page);
  await page.goto(origin);
  return page;
}

/** Presses the button, whose page then asks for a device. Answers with what became of it. */
async function choose(page, filters = [{ vendorId: 0x1209, productId: 0x53c1 }]) {
  await page.evaluate((filters) => {
    document.querySelector('button').onclick = () => {
      window.chosen = navigator.usb.requestDevice({ filters }).then((device) => { window.device = device; return 'chosen'; }, (reason) => reason.name);
    };
  }, filters);
  await page.getByRole('button').click();
  return page.evaluate(() => window.chosen);
}

const open = (page) => page.evaluate(async () => {
  try {
    await window.device.open();
    await window.device.selectConfiguration(1);
    await window.device.reset();
    await window.device.claimInterface(0);
    return 'open';
  } catch (reason) { return reason.name; }
});

/** Writes a packet and reads until a message begins; its number, or why there is none. */
const say = (page, packet) => page.evaluate(async (packet) => {
  try {
    const whole = new Uint8Array(64);
    whole.set(packet);
    await window.device.transferOut(1, whole);
    for (;;) {
      const { data } = await window.device.transferIn(1, 64);
      if (data.getUint8(0) === 0x3f && data.getUint8(1) === 0x23) return data.getUint16(3);
    }
  } catch (reason) { return reason.name; }
}, packet);

test('a page is given a device by a gesture only, and speaks with it', async ({ context }) => {
  const page = await visit(context);
  expect(await page.evaluate(async () => (await navigator.usb.getDevices()).length)).toBe(0);
  expect(await page.evaluate(() => window.tooSoon)).toBe('SecurityError');
  expect(await choose(page, [{ vendorId: 0x1234 }])).toBe('NotFoundError');
  trezor.choosesIt(false);
  expect(await choose(page)).toBe('NotFoundError');
  trezor.choosesIt(true);
  expect(await choose(page)).toBe('chosen');
  expect(await page.evaluate(() => window.device instanceof USBDevice)).toBe(true);
  expect(await say(page, INITIALIZE)).toBe('InvalidStateError');
  expect(await open(page)).toBe('open');
  expect(await say(page, INITIALIZE)).toBe(FEATURES);
  expect(await say(page, SHOW_ADDRESS)).toBe(BUTTON);
  expect(await say(page, ACK)).toBe(ADDRESS);
  expect(await trezor.screens()).toEqual(["Receive address: 0x73d0385F4d8E00C5e6504C6030F47BF6212736A8 / m/44'/60'/0'/0/0"]);
  // The next page of the same tab is not in its own way, and has been chosen for.
  await page.reload();
  await page.evaluate(async () => { [window.device] = await navigator.usb.getDevices(); });
  expect(await open(page)).toBe('open');
  expect(await say(page, INITIALIZE)).toBe(FEATURES);
});

test('one page at a time has the device', async ({ context }) => {
  const [one, other] = [await visit(context), await visit(context)];
  await choose(one);
  await choose(other);
  expect(await open(one)).toBe('open');
  expect(await open(other)).toBe('NetworkError');
  await one.evaluate(() => window.device.close());
  expect(await open(other)).toBe('open');
  await other.close();
  expect(await open(one)).toBe('open');
});

test('a no on the device and a pulled cable reach the page', async ({ context }) => {
  const page = await visit(context);
  await choose(page);
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ['connect', 'disconnect']) navigator.usb.addEventListener(type, (event) => window.heard.push([event.type, event.device === window.device]));
  });
  await open(page);
  await say(page, INITIALIZE);
  await trezor.person({ refuses_at: 1 });
  await say(page, SHOW_ADDRESS);
  expect(await say(page, ACK)).toBe(FAILURE);
  await trezor.person({ hesitates_at: 1, unplugs_at: 3 });
  await say(page, SHOW_ADDRESS);
  const waiting = say(page, ACK);
  await trezor.untilShown('Receive address');
  expect(await say(page, INITIALIZE)).toBe('NotFoundError');
  expect(await waiting).toBe('NotFoundError');
  await trezor.person();
  await trezor.plug();
  expect(await page.evaluate(() => window.heard)).toEqual([['disconnect', true], ['connect', true]]);
  expect(await open(page)).toBe('open');
  expect(await say(page, SHOW_ADDRESS)).toBe(FAILURE);
  expect(await say(page, INITIALIZE)).toBe(FEATURES);
});

test('who hesitates may press at last', async ({ context }) => {
  const page = await visit(context);
  await choose(page);
  await open(page);
  await say(page, INITIALIZE);
  await trezor.person({ hesitates_at: 1 });
  await say(page, SHOW_ADDRESS);
  const waiting = say(page, ACK);
  await trezor.press();
  expect(await waiting).toBe(ADDRESS);
});
