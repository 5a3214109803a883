// A wallet in this browser instead of pasting: found as they announce themselves (EIP-6963), asked as all of them are
// (EIP-1193). What it signs goes into the field of the card, as if it were pasted: the house looks at it there. Every sentence
// comes from the page; where no wallet is, nothing is seen.

/** A wallet that announces nothing is looked for this much later. */
const NAMELESS_AFTER = 500;
/** Source: EIP-1193 and EIP-3326. */
const REASONS = { 4001: 'said-no', 4100: 'other-address', 4902: 'unknown-chain', '-32002': 'busy' };
const reason = (error) =>
  typeof error === 'string' ? error : REASONS[error?.data?.originalError?.code ?? error?.code] ?? 'failed';

const hex = (text) => `0x${[...new TextEncoder().encode(text)].map((it) => it.toString(16).padStart(2, '0')).join('')}`;

/** What stands under the page's text, by an address of ours that the wallet shows. */
async function signature(wallet, { text, chain, addresses }) {
  const ask = (method, params = []) => wallet.request({ method, params });
  const shown = (await ask('eth_requestAccounts')).map((it) => it.toLowerCase());
  const address = addresses.split(' ').find((it) => shown.includes(it.toLowerCase()));
  if (!address) throw 'other-address';
  if (!chain) return ask('personal_sign', [hex(text), address]);
  const isThere = async () => BigInt(await ask('eth_chainId')) === BigInt(chain);
  // Wallets refuse words of another chain than the one they are on; some say yes to a change and stay.
  if (!(await isThere())) await ask('wallet_switchEthereumChain', [{ chainId: `0x${BigInt(chain).toString(16)}` }]);
  if (!(await isThere())) throw 'wrong-chain';
  return ask('eth_signTypedData_v4', [address, text]);
}

class Choice {
  constructor(box) {
    this.box = box;
    this.known = new Set();
  }

  part(name) { return this.box.querySelector(`[data-part=${name}]`); }

  say(name) {
    for (const it of this.box.querySelectorAll('[data-said]')) it.hidden = it.dataset.said !== name;
    for (const it of this.part('wallets').children) it.disabled = name === 'asking';
  }

  add(id, provider, { name, icon } = {}) {
    if (!id || this.known.has(id) || typeof provider?.request !== 'function') return;
    this.known.add(id);
    const button = document.createElement('button');
    const called = document.createElement('bdi');
    Object.assign(button, { type: 'button', className: 'btn btn-outline' });
    called.textContent = name || this.box.dataset.nameless;
    // A picture is shown only when it comes with the announcement: nothing is fetched from anywhere.
    if (icon?.startsWith('data:image/')) button.append(Object.assign(new Image(20, 20), { src: icon, alt: '' }));
    button.append(called);
    button.addEventListener('click', () => this.sign(provider));
    this.part('wallets').append(button);
    this.box.hidden = false;
  }

  async sign(provider) {
    this.say('asking');
    try {
      const signed = await signature(provider, this.box.dataset);
      if (typeof signed !== 'string') throw 'failed';
      this.fill(signed);
      this.say('done');
    } catch (error) {
      this.say(reason(error));
    }
  }

  fill(signed) {
    const field = this.box.parentElement.querySelector(`form [name=${this.box.dataset.fills}]`);
    field.value = signed;
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    field.form.querySelector('[data-passkey] button, button[type=submit]').focus();
  }
}

const choices = [...document.querySelectorAll('[data-wallet]')].map((box) => new Choice(box));
const add = (...wallet) => choices.forEach((choice) => choice.add(...wallet));
window.addEventListener('eip6963:announceProvider', ({ detail }) => add(detail?.info?.uuid, detail?.provider, detail?.info));
window.dispatchEvent(new Event('eip6963:requestProvider'));
setTimeout(() => choices.some((it) => it.known.size > 0) || add('window.ethereum', window.ethereum), NAMELESS_AFTER);
