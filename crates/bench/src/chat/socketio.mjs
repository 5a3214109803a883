// A room in Socket.IO, as its manual has it, that loses no message it has told: each is on the disk before it is told.
// node socketio.mjs PORT FILE
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const [, , port, file] = process.argv;
const book = await open(file, 'a');
const http = createServer((_, answer) => answer.end('ok'));
const io = new Server(http, { transports: ['websocket'], serveClient: false });
let seq = 0;
let waiting = [];
let isWriting = false;

/** What waits is written together, then told in its order. */
async function write() {
  if (isWriting) return;
  isWriting = true;
  while (waiting.length > 0) {
    const now = waiting;
    waiting = [];
    for (const one of now) one.seq = seq += 1;
    await book.write(now.map(({ seq: number, said }) => `${JSON.stringify({ number, ...said })}\n`).join(''));
    await book.datasync();
    for (const { seq: number, said, done } of now) {
      done(number);
      io.to('room').emit('said', { seq: number, ...said });
    }
  }
  isWriting = false;
}

io.on('connection', (socket) => {
  if (socket.handshake.query.idle !== undefined) return;
  socket.join('room');
  socket.on('say', (said, done) => {
    waiting.push({ said: { author: socket.id, key: String(said.key), at: new Date().toISOString(), text: String(said.text) }, done });
    void write();
  });
});
http.listen(Number(port), '127.0.0.1');
