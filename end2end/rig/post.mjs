// A mail server of our own: a real SMTP conversation, with a sign-in, and every letter parsed as a mail program would.
import { once } from 'node:events';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from './processes.mjs';

const USER = 'post';
const PASSWORD = 'p@ss word'; // percent signs in the address are decoded, or nobody gets in

/**
 * A server that takes letters. `url` and `from` are for AMANAT_SMTP and AMANAT_MAIL_FROM. With `tls` (`{}` is enough, and is
 * a certificate that nobody signed) it speaks TLS from the first byte.
 */
export async function startPost({ tls } = {}) {
  const port = await freePort();
  const taken = [];
  const refusals = new Map();
  const refused = [];
  const failures = [];
  let server;

  async function open() {
    server = new SMTPServer({
      ...tls,
      secure: tls !== undefined,
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      onAuth({ username, password }, _, done) {
        const isRight = username === USER && password === PASSWORD;
        done(isRight ? null : new Error('wrong'), { user: username });
      },
      onRcptTo({ address }, _, done) {
        const code = refusals.get(address);
        if (code) refused.push(address);
        done(code ? Object.assign(new Error(`<${address}> is not wanted`), { responseCode: code }) : null);
      },
      onData(stream, { envelope }, done) {
        const pieces = [];
        stream.on('data', (piece) => pieces.push(piece));
        stream.on('end', async () => {
          const raw = Buffer.concat(pieces);
          const mail = await PostalMime.parse(raw);
          taken.push({ ...mail, raw: raw.toString('latin1'), envelope: envelope.rcptTo.map(({ address }) => address) });
          done();
        });
      },
    });
    // A client that goes away is no failure of the server.
    server.on('error', (error) => failures.push(String(error)));
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
  }

  await open();
  return {
    url: `${tls ? 'smtps' : 'smtp'}://${USER}:${encodeURIComponent(PASSWORD)}@localhost:${port}`,
    from: 'Amanat <post@amanat.example>',
    /** Every letter that was taken for this address, the oldest first. */
    letters: (to) => taken.filter(({ envelope }) => envelope.includes(to)),
    /** Answers the next letters to this address with a code such as 550; 0 takes them again. */
    refuse: (to, code = 550) => refusals.set(to, code),
    /** How often a letter to this address was refused. */
    refused: (to) => refused.filter((address) => address === to).length,
    /** Conversations that ended badly. */
    failures,
    /** Nobody answers any more, until `open()` on the same port. */
    close: () => new Promise((closed) => server.close(closed)),
    open,
  };
}

/** The value of a header, as it was sent. */
export const header = (letter, name) => letter.headers.find(({ key }) => key === name.toLowerCase())?.value;
