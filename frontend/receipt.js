// A receipt, or what a dispute ended with, is looked at where it is: the rule of the house comes as a small bundle, and what is pasted, chosen or dropped
// stays in the browser. It works without a network. Without this module, or when it fails, the form is sent and the
// server answers.

const here = new URL('.', import.meta.url).href;
const choice = document.querySelector('[data-choose-receipt]');
const form = choice?.closest('form');
const field = form?.elements.receipt;
const shapes = document.querySelector('template[data-verdicts]');
/** Places that are named, of one check; a text that is no receipt at all has hundreds. */
const NAMED = 12;

choice?.querySelector('input').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file) field.value = await file.text();
});
choice?.classList.remove('asleep');
form?.addEventListener('submit', look);
navigator.serviceWorker?.ready.then(({ active }) => active.postMessage('/verify'));

let bundle;
async function rule() {
  bundle ??= import(`${here}verifier.js`).then(async (module) => {
    await module.default({ module_or_path: `${here}verifier_bg.wasm` });
    return module;
  });
  // A failed download must not be remembered.
  bundle.catch(() => (bundle = undefined));
  return bundle;
}

async function look(event) {
  // Nothing typed is a matter of the form, and it has words for it.
  if (!field.value.trim()) return;
  event.preventDefault();
  try {
    const { look } = await rule();
    show(JSON.parse(look(field.value, document.querySelector('[data-key]').textContent)));
  } catch (error) {
    console.warn('the server is asked instead:', error);
    form.submit();
  }
}

/** The shapes hold everything that can be said, in the reader's language; what does not apply is taken out. */
function show(answer) {
  const shape = answer.holds ? `[data-verdict=valid][data-of=${answer.of}]` : '[data-verdict=changed]';
  const found = shapes.content.querySelector(shape).cloneNode(true);
  const made = new Map(answer.checks.map(({ check, wrong }) => [check, wrong]));
  for (const row of found.querySelectorAll('[data-check]')) {
    const wrong = made.get(row.dataset.check);
    if (wrong && (wrong.length > 0) === (row.dataset.state === 'wrong')) name(row, wrong);
    else row.remove();
  }
  if (!answer.unseen) found.querySelector('[data-part=unseen]')?.remove();
  if (answer.unsealed === 0) found.querySelector('[data-part=unsealed]')?.remove();
  for (const [part, value] of Object.entries(answer.says)) say(found.querySelector(`[data-says=${part}]`), value);
  for (const earlier of document.querySelectorAll('[data-verdict]')) earlier.remove();
  form.before(found);
  const title = found.querySelector('.notice');
  title.tabIndex = -1;
  title.focus();
}

function name(row, wrong) {
  const [place] = row.querySelectorAll('[data-place]');
  if (wrong.length <= NAMED) row.querySelector('[data-part=more]')?.remove();
  for (const path of wrong.slice(0, NAMED)) {
    const one = place.cloneNode(true);
    one.firstElementChild.textContent = path;
    place.before(one);
  }
  place?.remove();
}

function say(part, value) {
  if (value === null) {
    part.closest('dl > div').remove();
    return;
  }
  const words = part.querySelectorAll('[data-word]');
  for (const word of words) if (word.dataset.word !== value) word.remove();
  if (words.length === 0) part.textContent = value;
}

// Whoever scans the code of a receipt arrives with all of it behind the #, which browsers keep to themselves.
function lookAtScanned() {
  if (!form || !location.hash.startsWith('#r=')) return;
  field.value = location.href;
  form.requestSubmit();
}

window.addEventListener('hashchange', lookAtScanned);
lookAtScanned();
