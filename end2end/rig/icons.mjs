// Draws the icons that phones ask for from the brand's two drawings: `node end2end/rig/icons.mjs`, after a drawing has
// changed. What it draws is kept in public/.
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { shrink } from './shrink.mjs';

const WANTED = [
  ['favicon.svg', 'icon-192.png', 192],
  ['favicon.svg', 'icon-512.png', 512],
  ['icon-maskable.svg', 'icon-maskable-512.png', 512],
  // Apple rounds the corners itself and paints what is see-through black.
  ['icon-maskable.svg', 'apple-touch-icon.png', 180],
];
const folder = new URL('../../public/', import.meta.url);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [drawing, name, size] of WANTED) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(new URL(drawing, folder), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const { pathname } = new URL(name, folder);
  await page.screenshot({ path: pathname, omitBackground: true });
  // Corners that one can see through need their own byte; the others are made small.
  if (drawing === 'icon-maskable.svg') shrink(pathname);
  await page.close();
}
await browser.close();
