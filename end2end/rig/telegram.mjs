// Telegram as the house and its people know it: a Bot API that keeps what the bot says, updates as they are delivered, and
// what Telegram signs about its users.
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const TOKEN = '123456789:TEST-ONLY-NOT-A-REAL-TOKEN';
const BOT = 'AmanatBot';
const WORD = 'a-word-that-only-both-know';
const HEAD = 'x-telegram-bot-api-secret-token';

const mac = (key, text) => createHmac('sha256', key).update(text).digest();
const seconds = () => Math.floor(Date.now() / 1000);
/** What is signed: a line per pair, in the order of their keys. */
const lines = (pairs) => Object.entries(pairs).map(([key, value]) => `${key}=${value}`).sort().join('\n');

/** A Bot API of our own. `setting` is for AMANAT_TELEGRAM. */
export async function startTelegram() {
  const said = [];
  let updates = 0;
  const server = createServer(async (asked, answer) => {
    let body = '';
    for await (const piece of asked) body += piece;
    const call = body === '' ? {} : JSON.parse(body);
    const method = asked.url.replace(`/bot${TOKEN}/`, '');
    if (method === 'sendMessage') said.push(call);
    const results = { getMe: { id: 123456789, is_bot: true, first_name: 'Amanat', username: BOT }, sendMessage: { message_id: said.length } };
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify({ ok: true, result: results[method] ?? true }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    setting: JSON.stringify({ token: TOKEN, bot: BOT, webhook_secret: WORD, api: `http://127.0.0.1:${server.address().port}` }),
    /** What the bot said to this person, the oldest first. */
    toldTo: (person) => said.filter(({ chat_id }) => Number(chat_id) === person.id).map(({ text }) => text),
    /** This person writes to the bot; answers with the status of the house. */
    async write(origin, person, text) {
      updates += 1;
      const message = { message_id: updates, date: seconds(), from: person, chat: { id: person.id, type: 'private' }, text };
      const body = JSON.stringify({ update_id: updates, message });
      const { status } = await fetch(`${origin}/webhooks/telegram`, { method: 'POST', headers: { 'content-type': 'application/json', [HEAD]: WORD }, body });
      return status;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** What stands behind the `#` when Telegram opens a page of ours as a Mini App for this person. */
export function miniApp(person, { minutesAgo = 0, token = TOKEN } = {}) {
  const pairs = { query_id: 'AAHdF6IQAAAAAN0XohDhrOrc', user: JSON.stringify(person), auth_date: String(seconds() - minutesAgo * 60) };
  const hash = mac(mac('WebAppData', token), lines(pairs)).toString('hex');
  const query = Object.entries({ ...pairs, hash }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return `#tgWebAppData=${encodeURIComponent(query)}&tgWebAppVersion=8.0&tgWebAppPlatform=android&tgWebAppThemeParams=%7B%7D`;
}

/** What stands there when this person comes back from Telegram's own page. */
export function loginWidget(person, { minutesAgo = 0 } = {}) {
  const { language_code: _, ...said } = person;
  const pairs = { ...said, auth_date: seconds() - minutesAgo * 60 };
  const hash = mac(createHash('sha256').update(TOKEN).digest(), lines(pairs)).toString('hex');
  return `#tgAuthResult=${Buffer.from(JSON.stringify({ ...pairs, hash })).toString('base64url')}`;
}
