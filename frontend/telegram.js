// What Telegram signed stands behind the `#` of the address, where no server and no log sees it: as a Mini App it is
// `tgWebAppData`, back from Telegram's own page it is `tgAuthResult`. It is put into the form and taken out of the address;
// the person sees whose it is and presses the button. No script of Telegram's runs here.

const part = (name) => document.querySelector(`[data-telegram=${name}]`);
const behind = new URLSearchParams(location.hash.slice(1));
const found = ofMiniApp(behind.get('tgWebAppData')) ?? ofWidget(behind.get('tgAuthResult'));
if (found) show(found);

/** A query as Telegram wrote it, which is what is signed; `user` in it is JSON. */
function ofMiniApp(said) {
  if (!said) return null;
  try {
    return { door: 'miniapp', said, name: called(JSON.parse(new URLSearchParams(said).get('user'))) };
  } catch {
    return null;
  }
}

/** JSON in base64url; sent on as the query that the widget itself would make of it. */
function ofWidget(result) {
  if (!result) return null;
  try {
    const bytes = atob(result.replaceAll('-', '+').replaceAll('_', '/'));
    const user = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))));
    return { door: 'login_widget', said: new URLSearchParams(user).toString(), name: called(user) };
  } catch {
    return null;
  }
}

function called({ username, first_name: first, last_name: last }) {
  return username ? `@${username}` : [first, last].filter(Boolean).join(' ');
}

function show({ door, said, name }) {
  const { elements } = part('form').querySelector('form');
  elements.door.value = door;
  elements.secret_said.value = said;
  part('name').textContent = name;
  part('form').hidden = false;
  part('button').hidden = false;
  part('away').hidden = true;
  history.replaceState(null, '', location.pathname + location.search);
}
