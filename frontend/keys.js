// A queue by keyboard: j and k move the focus along its links, e opens the one that has it, as Enter does. The keys are
// those of the letters on a Latin and on a Persian keyboard. The line that tells of them has a switch, because one letter
// is easily said or pressed by mistake; the browser keeps what was chosen. Without this module nobody is told of keys.

const KEPT = 'keys';
const STEPS = { j: 1, ت: 1, k: -1, ن: -1 };
const OPENS = ['e', 'ث'];
const line = document.querySelector('[data-keys]');
const isOn = line.querySelector('input');
const stops = [...document.querySelectorAll('[data-stop]')];

isOn.checked = localStorage.getItem(KEPT) !== 'off';
isOn.addEventListener('change', () => localStorage.setItem(KEPT, isOn.checked ? 'on' : 'off'));
line.hidden = false;

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  const types = target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
  if (!isOn.checked || types || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const here = stops.indexOf(document.activeElement);
  if (OPENS.includes(key) && here >= 0) stops[here].click();
  else if (STEPS[key]) go(here, STEPS[key]);
  else return;
  event.preventDefault();
});

/** To the next one, or the one before; from elsewhere to the first or the last. At either end one stays. */
function go(here, step) {
  const from = here < 0 && step < 0 ? stops.length : here;
  stops[Math.min(Math.max(from + step, 0), stops.length - 1)].focus();
}
