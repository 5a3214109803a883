// The counts in the header follow what happens while the page is open, and the title says their sum. One page of a browser
// listens for all of them: a line per page would use up the lines that a browser has. When that page goes, the next in
// the row listens. Without this module the counts are those of when the page was written.

const status = document.querySelector('[data-counted]');
const me = status.dataset.counted;
const name = `counts ${me}`;
let before = '';
let leave = () => {};

function follow() {
  const others = new BroadcastChannel(name);
  const gone = new AbortController();
  const { signal } = gone;
  others.onmessage = ({ data }) => show(data);
  leave = () => {
    gone.abort();
    others.close();
  };
  const listen = () => new Promise((end) => {
    const feed = new EventSource(`/feed/${me}`);
    feed.addEventListener('counts', ({ data }) => {
      const waiting = JSON.parse(data);
      show(waiting);
      others.postMessage(waiting);
    });
    signal.addEventListener('abort', () => end(feed.close()));
  });
  navigator.locks.request(name, { signal }, listen).catch(() => {});
}

function show({ title, ...counts }) {
  const grown = Object.entries(counts).filter(([of, badge]) => put(document.querySelector(`[data-count=${of}]`), badge));
  // Said once, and only by the page that is looked at.
  if (grown.length > 0 && !document.hidden) status.textContent = grown.map(([, { label }]) => label).join('. ');
  if (document.title.startsWith(before)) document.title = title + document.title.slice(before.length);
  before = title;
}

/** Puts the count on its link; true when it has grown. */
function put(link, { count, shown, label }) {
  const badge = link.querySelector('.tool-count');
  const was = Number(link.dataset.number);
  link.dataset.number = count;
  link.setAttribute('aria-label', label);
  badge.textContent = shown;
  badge.hidden = count === 0;
  return count > was;
}

// A page that is kept for the way back must hold nothing open.
if (navigator.locks) {
  addEventListener('pagehide', () => leave());
  addEventListener('pageshow', ({ persisted }) => persisted && follow());
  follow();
}
