// Lays a .br and a .gz beside every text and wasm file of a folder, unless they are there and newer.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PACKS_WELL = /\.(js|css|wasm|svg|html|json|txt|webmanifest)$/;
const packers = {
  '.br': (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  '.gz': (bytes) => gzipSync(bytes, { level: 9 }),
};
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const folder = process.argv[2];
for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!PACKS_WELL.test(name) || !statSync(path).isFile()) continue;
  for (const [ending, pack] of Object.entries(packers)) {
    if (changed(path + ending) < changed(path)) writeFileSync(path + ending, pack(readFileSync(path)));
  }
}
