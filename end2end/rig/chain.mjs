// A test chain of one's own.
import { existsSync } from 'node:fs';
import { freePort, start } from './processes.mjs';

const SYSTEM = process.platform === 'darwin' ? 'darwin' : 'linux';
const PROCESSOR = process.arch === 'arm64' ? 'arm64' : 'amd64';
const BINARY = `node_modules/@foundry-rs/anvil-${SYSTEM}-${PROCESSOR}/bin/anvil`;
const ANVIL = process.env.ANVIL ?? (existsSync(BINARY) ? BINARY : 'node_modules/.bin/anvil');

const MINING = {
  /** A block for every transaction, at once. */
  auto: () => [],
  /** A block only when asked: chain.mine(n). */
  manual: () => ['--no-mining'],
  /** A block every so many seconds. */
  every: (seconds) => ['--block-time', String(seconds)],
};

/** `mining`: 'auto', 'manual' or seconds between blocks. */
export async function startChain({ id = 31337, mining = 'auto' } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const how = typeof mining === 'number' ? MINING.every(mining) : MINING[mining]();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(id), '--quiet', ...how];
  const anvil = start(`the test chain ${id}`, ANVIL, args, process.env);

  async function rpc(method, params = []) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = await answer.json();
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  await anvil.until(() => rpc('eth_chainId').then(() => true), 30);
  return {
    id,
    url,
    rpc,
    /** Adds `count` empty blocks. */
    mine: (count = 1) => rpc('anvil_mine', [`0x${count.toString(16)}`]),
    /** The chain's own rich accounts. */
    accounts: () => rpc('eth_accounts'),
    /** Sends ether (a bigint of wei) from the first account and answers the transaction's hash. */
    async send(to, wei) {
      const [from] = await rpc('eth_accounts');
      return rpc('eth_sendTransaction', [{ from, to, value: `0x${wei.toString(16)}` }]);
    },
    stop: () => anvil.end('SIGINT'),
    /** The setting amanat reads. */
    setting: (confirmations) => ({ chain_id: id, name: `Test chain ${id}`, rpc: [url], confirmations, explorer: null, tokens: [] }),
  };
}
