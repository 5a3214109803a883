// Programs the rig starts: each on a port of its own, each with its last words kept, none left behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/** Starts a program. `said()` is the end of what it wrote. `stdin` 'pipe' for one that ends with it. */
export function start(name, program, args, env, stdin = 'ignore') {
  const child = spawn(program, args, { env, stdio: [stdin, 'pipe', 'pipe'] });
  let words = '';
  const keep = (bytes) => (words = (words + bytes).slice(-20_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', keep);
  running.add(child);
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  ended.then(() => running.delete(child));
  return {
    said: () => words,
    hasEnded: () => !running.has(child),
    /** Sends a signal and waits for the end. */
    async end(signal = 'SIGTERM') {
      if (running.has(child)) child.kill(signal);
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const how = await ended;
      clearTimeout(tooLong);
      return how;
    },
    /** Waits until `ready()` holds; fails with the program's last words if it ends or takes too long. */
    async until(ready, seconds = 60) {
      const givenUpAt = Date.now() + seconds * 1000;
      while (!(await ready().catch(() => false))) {
        if (!running.has(child)) throw new Error(`${name} has ended by itself:\n${words}`);
        if (Date.now() > givenUpAt) throw new Error(`${name} is not ready after ${seconds} s:\n${words}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}
