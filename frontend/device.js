// A device on this machine instead of pasting. The bundle that speaks with it is fetched when somebody opens it; what it
// answers goes into the field of the card it stands in, and the page's own button goes on. Every sentence comes from the page.
// Where there are no scripts, no USB or no bundle, one pastes.

const here = new URL('.', import.meta.url).href;
const TRANSACTION = ['chain', 'nonce', 'tip', 'fee', 'gas', 'to', 'value', 'data'];
const ORDER = ['action', 'order', 'amount', 'recipient', 'transfer', 'expires'];
/** What a passphrase has at most, in bytes. */
const LONGEST = 50;

let bundle;
function tongue() {
  bundle ??= import(`${here}signer.js`).then(async (module) => {
    await module.default({ module_or_path: `${here}signer_bg.wasm` });
    return module;
  });
  // A failed download must not be remembered.
  bundle.catch(() => (bundle = undefined));
  return bundle;
}

/** One box of the page, and the conversation that it has. The bundle asks it by the names below. */
class Talk {
  constructor(box) {
    this.box = box;
    this.opener = null;
    /** Of the conversation that goes on; none where there is none. */
    this.end = null;
    this.answer = () => {};
    this.pressed = '';
  }

  part(name) { return this.box.querySelector(`[data-part=${name}]`); }

  /** One step at a time; readers and keys begin there. */
  show(step) {
    for (const it of this.box.querySelectorAll('[data-step]')) it.hidden = it.dataset.step !== step;
    this.step = step;
    this.part('talk').hidden = step === null;
    this.part('open').hidden = step !== null;
    this.box.querySelector(`[data-step=${step}]`)?.focus();
  }

  async open(opener) {
    this.opener = opener;
    this.part('done').hidden = true;
    this.show('connect');
    try {
      this.module = await tongue();
      for (const button of this.box.querySelectorAll('[data-do=connect]')) button.disabled = false;
    } catch (error) {
      console.warn('the signer sleeps on:', error);
      this.refuse('offline');
    }
  }

  /** Stays inside of the click: a browser shows its list of devices only then. */
  async connect() {
    if (!this.module) return this.open(this.opener);
    this.cancelled = new Promise((end) => { this.end = end; });
    this.wasAsked = false;
    this.show('waits');
    try {
      const answer = await this.ask();
      this.remember();
      this.fill(answer);
    } catch (code) {
      if (typeof code !== 'string') console.warn('the signer stumbled:', code);
      this.refuse(typeof code === 'string' ? code : 'signer-failed');
    } finally {
      this.end = null;
      this.unmark();
    }
  }

  ask() {
    const { device, text, chain } = this.box.dataset;
    if (device === 'key') return this.module.accountKey(this, this.part('account').valueAsNumber || 0);
    if (device === 'words') return this.module.signWords(this, text);
    if (device === 'transaction') return this.module.signTransaction(this, TRANSACTION.map((field) => this.box.dataset[field]));
    return this.module.signOrder(this, Number(chain), ORDER.map((line) => this.box.dataset[line]));
  }

  cancel() {
    if (!this.end) return this.close();
    this.answer(null);
    this.end();
  }

  close() {
    this.show(null);
    this.opener?.focus();
  }

  refuse(code) {
    for (const it of this.box.querySelectorAll('[data-code]')) it.hidden = it.dataset.code !== code;
    this.part('perhaps-passphrase').hidden = code !== 'signer-other-device' || !this.wasAsked;
    this.show('refused');
  }

  /** The answer stands where it would have been pasted; what is still missing comes next, or the button that goes on. */
  fill(answer) {
    const field = this.box.parentElement.querySelector(`form [name=${this.box.dataset.fills}]`);
    field.value = answer;
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    this.show(null);
    this.part('done').hidden = false;
    const missing = [...field.form.elements].find((it) => it.required && !it.value);
    (missing ?? field.form.querySelector('[data-passkey] button, button[type=submit]')).focus();
  }

  // --- What the bundle asks ----------------------------------------------------------------------------------------
  get trustsEmulators() { return 'emulators' in this.box.dataset; }
  get path() { return this.opener.dataset.path; }
  get address() { return this.opener.dataset.address; }

  /** A device that signed here before and has another address now was given another passphrase. */
  get deviceId() { return kept((store) => store.getItem(this.place)) ?? undefined; }
  get place() { return `signer ${this.address}`; }
  remember() { if (this.address && this.id) kept((store) => store.setItem(this.place, this.id)); }

  met(id, showsWords) {
    this.id = id;
    this.compares = this.box.dataset.device === 'order' && !showsWords ? 'hashes' : 'words';
  }

  look(enters) {
    this.part('look-enter').hidden = !enters;
    this.part('look-words').hidden = enters || this.compares !== 'words';
    this.part('look-hashes').hidden = enters || this.compares !== 'hashes';
    this.show('look');
    if (!enters) this.mark();
  }

  pin() {
    this.press('');
    this.show('pin');
    return this.asked();
  }

  passphrase(onDevice) {
    this.wasAsked = true;
    this.box.querySelector('[data-do=on-device]').hidden = !onDevice;
    this.part('too-long').hidden = true;
    this.show('passphrase');
    return this.asked();
  }

  asked() {
    return new Promise((answer) => {
      this.answer = (said) => {
        this.part('passphrase').value = '';
        this.press('');
        if (this.end) this.show('waits');
        answer(said);
      };
    });
  }

  // --- What a person does --------------------------------------------------------------------------------------------
  press(places) {
    this.pressed = places;
    this.part('pressed').textContent = places.length.toLocaleString(document.documentElement.lang);
  }

  /** In the one form in which other programs open the same wallet. */
  typed() {
    const text = this.part('passphrase').value.normalize('NFKD');
    const { length } = new TextEncoder().encode(text);
    this.part('too-long').hidden = length >= 1 && length <= LONGEST;
    if (this.part('too-long').hidden) this.answer(text);
  }

  mark() {
    for (const it of document.querySelectorAll(`[data-compare=${this.compares}]`)) {
      if (it.localName === 'details') it.open = true;
      it.classList.add('is-compared');
      it.scrollIntoView({ block: 'nearest' });
    }
  }

  unmark() {
    for (const it of document.querySelectorAll('.is-compared')) it.classList.remove('is-compared');
  }
}

/** Where a browser keeps nothing, nothing is remembered. */
function kept(deed) {
  try { return deed(localStorage); } catch { return null; }
}

const deeds = {
  open: (talk, button) => talk.open(button),
  connect: (talk) => talk.connect(),
  cancel: (talk) => talk.cancel(),
  pin: (talk) => talk.pressed && talk.answer(talk.pressed),
  'pin-clear': (talk) => talk.press(''),
  standard: (talk) => talk.answer(''),
  'on-device': (talk) => talk.answer(true),
  typed: (talk) => talk.typed(),
};

function click(talk, { target }) {
  const button = target.closest('button');
  if (button?.dataset.place) talk.press(talk.pressed + button.dataset.place);
  if (button?.dataset.do) deeds[button.dataset.do](talk, button);
}

function key(talk, event) {
  const { key, target } = event;
  const isEnter = key === 'Enter' && !target.dataset.do;
  if (key === 'Escape') talk.cancel();
  else if (talk.step === 'passphrase' && isEnter && target.localName === 'input') talk.typed();
  else if (talk.step === 'pin' && isEnter) deeds.pin(talk);
  else if (talk.step === 'pin' && /^[1-9]$/.test(key)) talk.press(talk.pressed + key);
  else if (talk.step === 'pin' && key === 'Backspace') talk.press(talk.pressed.slice(0, -1));
  else return;
  event.preventDefault();
}

for (const box of document.querySelectorAll('[data-device]')) {
  const talk = new Talk(box);
  talk.part(navigator.usb ? 'open' : 'no-way').hidden = false;
  box.addEventListener('click', (event) => click(talk, event));
  talk.part('talk').addEventListener('keydown', (event) => key(talk, event));
}
