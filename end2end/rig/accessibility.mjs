// What axe has to say about a page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const AT_REST = `Promise.all(document.getAnimations()
  .filter((it) => it.effect.getComputedTiming().endTime !== Infinity)
  .map((it) => it.finished.catch(() => null)))`;

/** The violations, as `rule: where`; an empty list is what we want. Works with JavaScript on only. */
export async function violations(page, { without = [] } = {}) {
  // Never detached: with a session that ends, the page's virtual passkey device stops answering.
  const devtools = await page.context().newCDPSession(page);
  // Through the developer tools, so that the page's own policy about scripts stays as strict as it is.
  await devtools.send('Runtime.evaluate', { expression: AXE });
  // A colour that is still on its way is no colour to judge: what moves and ends is waited for.
  await devtools.send('Runtime.evaluate', { expression: AT_REST, awaitPromise: true });
  const { result } = await devtools.send('Runtime.evaluate', { expression: `axe.run({ rules: ${JSON.stringify(Object.fromEntries(without.map((rule) => [rule, { enabled: false }])))} })`, awaitPromise: true, returnByValue: true });
  return result.value.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}
