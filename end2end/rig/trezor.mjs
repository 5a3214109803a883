// A hardware signer on the desk: the double of crates/fake-trezor as a program, what stands on its screen, whoever holds it,
// and a cable to any page that asks for it through WebUSB.
//
//   const trezor = await startTrezor({ model: 'T3T1' });
//   await trezor.plugInto(page);            // before the page is opened
//   await trezor.person({ refuses_at: 2 }); // the next two screens: yes, no
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { start } from './processes.mjs';
import { installUsb } from './usb.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const TREZOR = process.env.AMANAT_TREZOR ?? join(ROOT, 'target/debug/fake-trezor');

/** `setup` is that of the double: model, pin, asks_passphrase, words, is_busy… */
export async function startTrezor(setup = {}) {
  const program = start('the signer', TREZOR, [], process.env, 'pipe');
  await program.until(async () => program.said().includes('\n'), 30);
  const ports = JSON.parse(program.said().split('\n')[0]);

  const orders = connect(ports.orders, '127.0.0.1');
  await once(orders, 'connect');
  const reports = createInterface({ input: orders })[Symbol.asyncIterator]();
  let turn = Promise.resolve();
  /** One order at a time: a report has no number. */
  function order(what) {
    const reported = turn.then(async () => {
      orders.write(`${JSON.stringify(what)}\n`);
      const report = JSON.parse((await reports.next()).value);
      if (report.error) throw new Error(`the signer refuses ${JSON.stringify(what)}: ${report.error}`);
      return report;
    });
    turn = reported.catch(() => {});
    return reported;
  }

  const cable = createSocket('udp4');
  await new Promise((bound) => cable.bind(0, '127.0.0.1', bound));
  const pages = new Set();
  const arrived = [];
  const device = {
    isPlugged: true,
    isBootloader: false,
    wasChosen: false,
    chooses: true,
    claim: null,
    reader: null,
    packetsLeft: Infinity,
  };
  cable.on('message', (packet) => {
    if (device.reader) device.reader.take([...packet]);
    else arrived.push([...packet]);
  });

  /** Everybody who waits for a packet hears that none will come. */
  function breakOff(why) {
    const { reader } = device;
    device.reader = null;
    reader?.fail(why);
  }

  async function setPlugged(isPlugged) {
    if (device.isPlugged === isPlugged) return;
    device.isPlugged = isPlugged;
    device.claim = null;
    arrived.length = 0;
    breakOff('gone');
    await order(isPlugged ? 'plug' : 'unplug');
    await Promise.all([...pages].map((page) => page.evaluate((is) => window.usbIsPlugged?.(is), isPlugged).catch(() => {})));
  }

  const deeds = {
    look: () => ({ isPlugged: device.isPlugged, isBootloader: device.isBootloader, wasChosen: device.wasChosen }),
    choose() {
      device.wasChosen ||= device.chooses && device.isPlugged;
      return device.chooses && device.isPlugged;
    },
    /** A page that was left is not in the way of the one that came after it. */
    claim(page, tab) {
      if (device.claim && device.claim.page !== page) return false;
      if (device.claim?.tab !== tab) breakOff('closed');
      device.claim = { page, tab };
      return true;
    },
    release(_page, tab) {
      if (device.claim?.tab !== tab) return;
      device.claim = null;
      breakOff('closed');
    },
    reset: () => breakOff('reset'),
    async write(_page, _tab, packet) {
      device.packetsLeft -= 1;
      if (device.packetsLeft === 0) await setPlugged(false);
      if (!device.isPlugged) return false;
      await new Promise((sent, failed) => cable.send(Buffer.from(packet), ports.udp, '127.0.0.1', (error) => (error ? failed(error) : sent())));
      return true;
    },
    read() {
      if (arrived.length > 0) return { packet: arrived.shift() };
      return new Promise((answer) => {
        device.reader = {
          take: (packet) => { device.reader = null; answer({ packet }); },
          fail: (why) => answer({ why }),
        };
      });
    },
  };

  /** What was shown since the last time, a line each. */
  let seen = 0;
  async function screens() {
    const all = (await order('screens')).screens.map(({ title, lines }) => `${title}: ${lines.join(' / ')}`);
    return all.slice(seen);
  }

  const trezor = {
    /** Gives a page a way to the device; before it is opened. Every page that gets one shares the device. */
    async plugInto(page) {
      pages.add(page);
      page.on('close', () => {
        pages.delete(page);
        if (device.claim?.page === page) deeds.release(page, device.claim.tab);
      });
      await page.exposeBinding('usbDeed', ({ page: from }, name, tab, packet) => deeds[name](from, tab, packet));
      await page.addInitScript(installUsb);
    },
    screens,
    /** The screens until now are read. */
    async turnPage() {
      seen = (await order('screens')).screens.length;
    },
    /** Waits until a screen says this. */
    async untilShown(text, seconds = 20) {
      await program.until(async () => (await screens()).some((screen) => screen.includes(text)), seconds);
    },
    /** Somebody who acts so holds the device from now on: refuses_at, hesitates_at, unplugs_at, reads_all… */
    async person({ unplugs_at, ...person } = {}) {
      device.packetsLeft = unplugs_at ?? Infinity;
      await order({ person });
    },
    /** Whether somebody chooses the device when the browser asks, or nothing. */
    choosesIt(chooses) { device.chooses = chooses; },
    /** Somebody who hesitates presses a button. */
    press: (yes = true) => order({ press: yes }),
    /** Where somebody presses who knows this PIN and sees the screen. */
    positions: async (pin) => (await order({ positions: pin })).positions,
    unplug: () => setPlugged(false),
    plug: () => setPlugged(true),
    /** Another device is plugged in instead; with another seed, it is nobody's. */
    async becomes(other) {
      await setPlugged(false);
      await order({ setup: other });
      device.isBootloader = other.is_bootloader ?? false;
      device.isPlugged = false;
      await setPlugged(true);
    },
    async stop() {
      cable.close();
      orders.destroy();
      await program.end();
    },
  };
  await order({ setup });
  device.isBootloader = setup.is_bootloader ?? false;
  return trezor;
}
