// Makes a screenshot small enough to be kept: sixteen steps per colour, at most 256 colours, one byte a pixel.
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Rewrites a PNG as a browser makes it (eight bits, RGB or RGBA). */
export function shrink(path) {
  const chunks = [...read(readFileSync(path))];
  const head = chunks.find(({ type }) => type === 'IHDR').data;
  const [width, height, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9]];
  if (kind === 3) return;
  const step = kind === 6 ? 4 : 3;
  const pixels = unfilter(inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))), width, height, step);
  const colour = (at) => (Math.round(pixels[at] / 17) << 8) | (Math.round(pixels[at + 1] / 17) << 4) | Math.round(pixels[at + 2] / 17);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += step) counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([code]) => code);
  const nearest = new Map(palette.map((code, place) => [code, place]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += step) rows[y * (width + 1) + 1 + x] = placeOf(colour(at), palette, nearest);
  }
  head[8] = 8;
  head[9] = 3;
  const colours = Buffer.from(palette.flatMap((code) => [code >> 8, (code >> 4) & 15, code & 15].map((part) => part * 17)));
  writeFileSync(path, Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]));
}

function placeOf(code, palette, nearest) {
  if (!nearest.has(code)) {
    const far = (other) => Math.abs((other >> 8) - (code >> 8)) + Math.abs(((other >> 4) & 15) - ((code >> 4) & 15)) + Math.abs((other & 15) - (code & 15));
    nearest.set(code, palette.reduce((best, other, place) => (far(other) < far(palette[best]) ? place : best), 0));
  }
  return nearest.get(code);
}

function* read(file) {
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function chunk(type, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

/** The five filters of PNG, undone. */
function unfilter(raw, width, height, step) {
  const line = width * step;
  const out = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const a = x >= step ? out[y * line + x - step] : 0;
      const b = y > 0 ? out[(y - 1) * line + x] : 0;
      const c = x >= step && y > 0 ? out[(y - 1) * line + x - step] : 0;
      const p = a + b - c;
      const paeth = Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c) ? a : Math.abs(p - b) <= Math.abs(p - c) ? b : c;
      out[y * line + x] = raw[y * (line + 1) + 1 + x] + [0, a, b, (a + b) >> 1, paeth][filter];
    }
  }
  return out;
}
