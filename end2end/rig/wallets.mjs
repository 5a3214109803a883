// Wallets that live in the browser, made of the local chain: its accounts sign.

/**
 * A wallet that speaks both standards and has the local chain behind it: the chain's first account signs. `manners` holds
 * what it does otherwise, by method: an error's code, or an answer.
 */
export async function installWallet(world, page, name, manners = {}) {
  await page.exposeFunction(`askChain_${name}`, (method, params) => world.rpc(method, params));
  await page.addInitScript(([name, manners]) => {
    const asked = [];
    const provider = {
      asked,
      async request({ method, params }) {
        asked.push(method);
        const manner = manners[method];
        if (typeof manner === 'number') throw Object.assign(new Error('no'), { code: manner });
        if (manner !== undefined) return manner;
        if (method === 'eth_requestAccounts') return window[`askChain_${name}`]('eth_accounts', []);
        if (method === 'wallet_switchEthereumChain') return null;
        return window[`askChain_${name}`](method, params);
      },
    };
    const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>';
    const detail = Object.freeze({ info: { uuid: `uuid-${name}`, name: `${name} wallet`, icon, rdns: `example.${name}` }, provider });
    const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
    window.addEventListener('eip6963:requestProvider', announce);
    announce();
    (window.wallets ??= {})[name] = provider;
  }, [name, manners]);
}
