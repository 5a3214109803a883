// A world per test file: an empty data folder, chains, a server, and visitors who look at it.
//
//   let world;
//   test.beforeAll(async () => { world = await startWorld(); });
//   test.afterAll(() => world.stop());
//   test('…', async ({ browser }) => { const sara = await world.visitor(browser); await sara.goto('/'); });
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChain } from './chain.mjs';
import { clocks } from './clocks.mjs';
import { freePort, start } from './processes.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const AMANAT = process.env.AMANAT_BIN ?? join(ROOT, 'target/debug/amanat');
const SITE = process.env.AMANAT_SITE ?? join(ROOT, 'dist');

/** Where screenshots go. */
export const OUT = join(ROOT, 'end2end/out');

/**
 * @param jsEnabled     what visitors get unless they ask otherwise
 * @param chains        1, or 2 (31337 and 31338)
 * @param mining        'auto' (a block per transaction), 'manual' (chain.mine), or seconds between blocks
 * @param confirmations how many blocks amanat waits for
 * @param demo          with the demo's people and wallet
 * @param env           further settings for the server
 */
export async function startWorld({ jsEnabled = true, chains = 1, mining = 'auto', confirmations = 3, demo = true, env = {} } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'amanat-'));
  const allChains = await Promise.all([31337, 31338].slice(0, chains).map((id) => startChain({ id, mining })));
  const port = await freePort();
  const metrics = `127.0.0.1:${await freePort()}`;
  const origin = `http://localhost:${port}`; // passkeys need this name, not the number
  const settings = {
    ...process.env,
    AMANAT_DATA: data,
    AMANAT_ADDR: `127.0.0.1:${port}`,
    AMANAT_ORIGIN: origin,
    AMANAT_SITE: SITE,
    AMANAT_METRICS_ADDR: metrics,
    AMANAT_DEMO: demo ? '1' : undefined,
    AMANAT_CHAINS: JSON.stringify(allChains.map((chain) => chain.setting(confirmations))),
    // The empty folder is the world's whole memory, whatever the machine has set.
    MONGODB_URI: undefined,
    ...env,
  };

  let server;
  let minutesAhead = 0;
  const visitors = [];

  async function startServer() {
    server = start('amanat', AMANAT, ['serve'], settings);
    await server.until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200);
  }

  /** What the operator reads. */
  const numbers = async () => (await fetch(`http://${metrics}/metrics`)).text();

  /** What browsers refused to do on our pages, as the house counted it: `directive count`. */
  async function reports() {
    const lines = (await numbers()).matchAll(/^amanat_browser_reports_total\{directive="([^"]+)"\} (\d+)/gm);
    return [...lines].map(([, directive, count]) => `${directive} ${count}`);
  }

  async function stop() {
    // A report is a promise of ours that a page broke: no world ends with one.
    const broken = server && !server.hasEnded() ? await reports().catch(() => []) : [];
    await end();
    if (broken.length > 0) throw new Error(`browsers reported: ${broken.join(', ')}\n${server.said()}`);
  }

  async function end() {
    await Promise.all(visitors.map((visitor) => visitor.context().close().catch(() => {})));
    await server?.end();
    await Promise.all(allChains.map((chain) => chain.stop()));
    rmSync(data, { recursive: true, force: true });
  }

  try {
    await startServer();
  } catch (reason) {
    await end();
    throw reason;
  }

  return {
    origin,
    data,
    chain: allChains[0],
    chains: allChains,
    /** Calls the first chain. */
    rpc: allChains[0].rpc,
    /** What the server wrote last: for a failing test's message. */
    said: () => server.said(),
    numbers,
    reports,
    /** Ends the server as a power cut would. */
    kill9: () => server.end('SIGKILL'),
    /** Ends the server if it runs, and starts it again on the same folder and port. */
    async restart() {
      await server.end();
      await startServer();
    },
    /** Puts the server's clock ahead; the browsers' and the chains' stay. */
    later(minutes) {
      minutesAhead += minutes;
      writeFileSync(join(data, 'demo-minutes-ahead'), String(minutesAhead));
      clocks.set(origin, minutesAhead);
    },
    /** By how many minutes it was put ahead. */
    ahead: () => minutesAhead,
    /** Puts the server's clock to the first whole minute after a moment, or so many minutes away from that. */
    until(moment, minutes = 0) {
      const left = Date.parse(moment) - Date.now() - minutesAhead * 60_000;
      this.later(Math.max(Math.ceil(left / 60_000) + minutes, 0));
    },
    /** `amanat audit` on the same folder: its exit code and everything it said. */
    audit: () => runToEnd(AMANAT, ['audit'], settings),
    /** Any other command of amanat, as run('work', '--once'). */
    run: (...args) => runToEnd(AMANAT, args, settings),
    /** A page of a new person: own cookies. Its `errors` are what the browser complained about. */
    async visitor(browser, { js = jsEnabled, language = 'en', theme = 'light', width = 1280, height = 900 } = {}) {
      const context = await browser.newContext({
        baseURL: origin,
        javaScriptEnabled: js,
        locale: language === 'fa' ? 'fa-IR' : 'en-GB',
        colorScheme: theme,
        viewport: { width, height },
      });
      const page = await context.newPage();
      page.errors = [];
      page.on('pageerror', (error) => page.errors.push(String(error)));
      page.on('console', (line) => line.type() === 'error' && page.errors.push(`${line.text()} ${placeOf(line)}`));
      visitors.push(page);
      return page;
    },
    stop,
  };
}

/** A screenshot of the whole page as end2end/out/<name>.png. */
export async function picture(page, name) {
  mkdirSync(OUT, { recursive: true });
  await captured(page, { path: join(OUT, `${name}.png`), fullPage: true }, 3);
}

/** Now and then Chromium cannot take a picture that it takes when asked again. Any other fault is one at once. */
async function captured(page, how, tries) {
  try {
    await page.screenshot(how);
  } catch (fault) {
    if (tries === 1 || !String(fault).includes('Unable to capture screenshot')) throw fault;
    await captured(page, how, tries - 1);
  }
}

/** Where the browser's complaint comes from, without ids: their digits must not be taken for a status. */
function placeOf(line) {
  const { url } = line.location();
  return URL.canParse(url) ? `at ${new URL(url).pathname.replace(/(?<=_)[0-9A-Z]{26}|[0-9a-f]{16}/g, '…')}` : '';
}

/** Waits until every island of the page lives. */
export async function awake(page) {
  await page.waitForFunction(() => !document.querySelector('leptos-island:not([data-live])'));
}

function runToEnd(program, args, env) {
  return new Promise((done) => {
    execFile(program, args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      done({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, text: stdout + stderr, stdout, stderr });
    });
  });
}
