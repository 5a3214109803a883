// Two people argue about an order, to the end: silence does what the page said from the start, to the unit; while they argue
// nobody and nothing moves the money; and what the house decides twice over is signed, paid and can be checked without it.
// The seller has no JavaScript, the buyer a phone.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { aSentOrder, complain, decide, fill, ready, signerOf, silenceOf } from './arguing.mjs';
import { listAddress } from './leaving.mjs';
import {
  PASSWORD, adminOf, auditIsClean, balance, becomeSeller, code, demoPerson, form, hire, send, setUpApp, signUp, stepUp,
} from './people.mjs';
import { PHONE, fits, inMoney, units, visit } from './payments.mjs';
import { violations } from './rig/accessibility.mjs';
import { dress } from './rig/places.mjs';
import { picture, startWorld } from './rig/world.mjs';

/** In the third day after it was sent. */
const DAY_3 = 60 * 60;
const PICTURES = 'On my film the rim touches the brake twice in every turn.';
const PACKED = 'It ran true on the stand the day I sent it, and was packed in its frame.';
const sha = (words) => createHash('sha256').update(words).digest('hex');

/** The seller's own, outside. */
const OUTSIDE = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

let world;
let people;
let sellersEmail;
let judges;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  world = await startWorld({ mining: 'auto' });
  people = { buyer: await world.visitor(browser, PHONE), seller: await world.visitor(browser, { js: false }) };
  await signUp(people.buyer, 'Sara Ahmadi');
  ({ email: sellersEmail } = await becomeSeller(world, browser, people.seller, 'Reza Karimi', { js: false }));
  await setUpApp(people.seller, sellersEmail);
  await listAddress(people.seller, sellersEmail, OUTSIDE);
  judges = [];
  for (const name of ['Nadia Saberi', 'Omid Fallah']) judges.push({ name, ...(await hire(world, browser, name, 'resolver')) });
});
test.afterEach(() => auditIsClean(world));
test.afterAll(() => world?.stop());

const main = (page) => page.locator('main');

/** Whoever stands on their page looks again until it says so: the clock's tasks take a moment. */
const reads = (page, path, words) => expect(async () => {
  await visit(page, path);
  await expect(main(page)).toContainText(words, { timeout: 500 });
}).toPass({ timeout: 45_000 });

/** What both have. */
const purses = async () => Promise.all([people.buyer, people.seller].map(async (page) => units(await balance(page))));

/** What came since. */
const since = async (before) => (await purses()).map((now, at) => now - before[at]);

/** Sends a form that a stale page has, and answers what came: its status, and the page that says why. */
async function sendsAnyway(page, deed) {
  const typed = await ready(page, deed);
  const answer = page.waitForResponse((it) => it.request().method() === 'POST');
  await typed.locator('button[type=submit]').last().click();
  const status = (await answer).status();
  await page.waitForLoadState('load');
  return status;
}

test('when nobody says a word, the seller is paid on the day and to the unit that both pages said', async () => {
  test.setTimeout(240_000);
  const { buyer, seller } = people;
  const before = await purses();
  const order = await aSentOrder(world, people);
  const said = await silenceOf(buyer, order);
  const paid = { "Into the seller's wallet": '12.1875', 'Fee of the house': '0.3125' };
  expect(said.map(({ whose, moves }) => ({ whose, moves }))).toEqual([
    { whose: 'If nobody says anything', moves: {} },
    { whose: 'If you say nothing', moves: paid },
  ]);
  const sellers = await silenceOf(seller, order);
  expect(sellers.map(({ at, moves }) => ({ at, moves }))).toEqual(said.map(({ at, moves }) => ({ at, moves })));
  expect(sellers[1].whose).toBe('If the buyer says nothing');
  await fits(buyer);

  world.until(said[0].at, -2);
  expect(await silenceOf(buyer, order), 'two minutes before it nothing has changed').toEqual(said);
  world.until(said[0].at);
  await expect.poll(() => silenceOf(buyer, order), { timeout: 45_000 }).toHaveLength(1);
  const [last] = await silenceOf(buyer, order);
  expect(last.moves).toEqual(paid);
  world.until(last.at, -2);
  expect(await silenceOf(buyer, order)).toEqual([last]);
  expect(await since(before)).toEqual([0n, 0n]);
  world.until(last.at);
  await expect.poll(() => silenceOf(buyer, order), { timeout: 45_000 }).toEqual([]);
  expect(await since(before)).toEqual([0n, units('12.1875')]);
});

test('a seller who says nothing for 72 hours: the buyer has what was asked for, and until then nobody moves anything', async ({ browser }) => {
  test.setTimeout(300_000);
  const { buyer, seller } = people;
  const admin = await adminOf(world, browser);
  const before = await purses();
  const order = await aSentOrder(world, people);
  const digits = await code(buyer, order);
  world.later(DAY_3);
  // Everybody has the order open from before.
  await visit(seller, `/orders/${order}`);
  await ready(seller, 'choose_payout');
  await stepUp(seller, sellersEmail, PASSWORD, world.ahead());
  const deeds = ['hand_over', 'give_refund', 'mark_arrived', 'choose_payout'];
  const [buyers, ...sellers] = await Promise.all([buyer, ...deeds.map(() => seller)].map((side) => side.context().newPage()));
  for (const page of [buyers, ...sellers]) await visit(page, `/orders/${order}`);
  const room = await complain(buyer, order, { evidence: PICTURES });
  const [shown] = await silenceOf(buyer, order);

  await test.step('both read from the start what silence does, and when', async () => {
    expect(shown).toMatchObject({ whose: 'If the seller does nothing', moves: { "Into the buyer's wallet": '12.50' } });
    expect(await silenceOf(seller, order)).toEqual([{ ...shown, whose: 'If you say nothing' }]);
    await expect(seller.locator('section[aria-labelledby=silence]')).toContainText('everything back to the buyer');
    for (const page of [buyer, seller]) {
      await visit(page, room);
      const clock = page.locator('section[aria-labelledby=clock]');
      expect(await clock.locator('time').first().getAttribute('datetime')).toBe(shown.at);
      await expect(clock).toContainText('everything back to the buyer');
    }
    expect(await violations(buyer)).toEqual([]);
    await fits(buyer);
    await picture(buyer, 'dispute-opened-phone');
  });

  await test.step('the code, the hand-over, giving it back and a payout are refused, and the page says why', async () => {
    await form(buyers, 'confirm_delivery').locator('[name=code]').fill(digits);
    expect(await sendsAnyway(buyers, 'confirm_delivery')).toBe(409);
    await expect(main(buyers)).toContainText('Its money moves only by the end of that, and nothing has moved now.');
    for (const [at, deed] of deeds.entries()) {
      const page = sellers[at];
      if (deed === 'hand_over') await form(page, deed).locator('[name=code]').fill(digits);
      if (deed === 'choose_payout') await (await ready(page, deed)).locator('[name=address]').selectOption(OUTSIDE);
      expect(await sendsAnyway(page, deed), deed).toBe(409);
      await expect(main(page)).toContainText('Its money moves only by the end of that');
    }
  });

  await test.step('an admin can neither release it nor hurry the clock', async () => {
    const { email, password } = demoPerson(world, 'admin');
    await visit(admin, '/admin/tasks');
    await stepUp(admin, email, password, world.ahead());
    await visit(admin, room);
    await expect(form(admin, 'decide_dispute')).toHaveCount(0);
    const release = { key: 'a-key-of-our-own', dispute: room.split('/').pop(), seen: '0', asks: 'release', reasons: 'I would like to have it done with.' };
    const answer = await admin.request.post(`${room}?deed=decide_dispute`, { headers: { origin: world.origin }, form: release, maxRedirects: 0 });
    expect(answer.status()).toBe(409);
    expect((await answer.text()).includes('The two sides are still talking.')).toBe(true);
    await visit(admin, '/admin/tasks?kind=end_dispute_time');
    const task = admin.locator('section[aria-labelledby=tasks] tbody tr', { hasText: room.split('/').pop() });
    await expect(task).toHaveCount(1);
    await expect(task.locator('form'), 'a deadline comes when it comes').toHaveCount(0);
  });

  await test.step("the order's own day comes, and its clock moves nothing", async () => {
    world.later(24 * 60);
    await expect(async () => {
      await visit(admin, '/admin/tasks?kind=promised_time_came');
      const task = admin.locator('section[aria-labelledby=tasks] tbody tr', { hasText: order });
      await expect(task).toHaveCount(1, { timeout: 500 });
      // It was asked and asks again: it is put off to a time that is to come.
      const [due, now] = [await task.locator('time').getAttribute('datetime'), await admin.locator('main time').first().getAttribute('datetime')];
      expect(Date.parse(due)).toBeGreaterThan(Date.parse(now));
    }).toPass({ timeout: 45_000 });
    for (const side of [buyer, seller]) expect(await inMoney(side, order, 'In escrow now')).toBe('12.50');
    expect(await silenceOf(buyer, order)).toEqual([shown]);
    expect(await since(before)).toEqual([0n, 0n]);
  });

  await test.step('72 hours are over: what was shown has happened, no minute sooner', async () => {
    world.until(shown.at, -2);
    expect(await silenceOf(buyer, order)).toEqual([shown]);
    expect(await since(before)).toEqual([0n, 0n]);
    world.until(shown.at);
    for (const side of [buyer, seller]) await reads(side, room, 'what was shown happened by itself');
    expect(await since(before)).toEqual([units('12.50'), 0n]);
    expect(await silenceOf(seller, order)).toEqual([]);
    await visit(buyer, room);
    await dress(buyer, world, { language: 'fa', theme: 'dark' });
    await buyer.reload();
    await fits(buyer);
    await picture(buyer, 'dispute-silence-fa-phone');
    await dress(buyer, world, { language: 'en', theme: 'light' });
  });
  for (const page of [buyers, ...sellers]) await page.close();
});

test('the house decides, another one of it decides otherwise, 60 to 40, and all of it can be checked without the house', async ({ browser }) => {
  test.setTimeout(420_000);
  const { buyer, seller } = people;
  const before = await purses();
  const order = await aSentOrder(world, people);
  world.later(DAY_3);
  const room = await complain(buyer, order, { evidence: PICTURES });
  const line = (page) => form(page, 'claim_dispute').filter({ has: page.locator(`input[value="${room.split('/').pop()}"]`) });

  await test.step('the seller answers without JavaScript, they do not agree, and it goes to the house', async () => {
    await visit(seller, room);
    await fill(seller, 'lay_evidence', { evidence: PACKED });
    await send(seller, 'lay_evidence');
    await fill(seller, 'propose_outcome', { asks: 'release', words: 'It left here as it was promised.' });
    await send(seller, 'propose_outcome');
    await visit(buyer, room);
    await fill(buyer, 'drop_outcome', { why: 'It does not run true.' });
    await send(buyer, 'drop_outcome');
    await visit(seller, room);
    await ready(seller, 'ask_the_house');
    await send(seller, 'ask_the_house');
    await visit(buyer, room);
    await expect(buyer.locator('.lead')).toContainText('Our people decide now');
    const [house] = await silenceOf(buyer, order);
    expect(house.whose).toBe('If our people do not decide');
    expect(house.moves["Into the buyer's wallet"]).toBe('6.25');
  });

  await test.step('two of the house take it on at one moment: one of them has it', async () => {
    for (const { page } of judges) await visit(page, '/admin/disputes');
    await Promise.all(judges.map(({ page }) => send(page, 'claim_dispute', line(page))));
    for (const { page } of judges) await visit(page, room);
    const holders = await Promise.all(judges.map(({ page }) => form(page, 'let_go_dispute').count()));
    expect(holders.reduce((all, one) => all + one)).toBe(1);
    if (holders[1] === 1) judges.reverse();
    await expect(main(judges[1].page)).toContainText('Taken on by');
    await expect(form(judges[1].page, 'decide_dispute')).toHaveCount(0);
  });

  await test.step('who has it reads both sides beside each other, with the hashes of what they laid', async () => {
    const { page } = judges[0];
    await visit(page, room);
    const columns = page.locator('section[aria-labelledby=evidence] [data-side]');
    await expect(columns).toHaveCount(2);
    await expect(columns.nth(0)).toContainText(PICTURES);
    await expect(columns.nth(0)).toContainText(sha(PICTURES));
    await expect(columns.nth(1)).toContainText(PACKED);
    await expect(columns.nth(1)).toContainText(sha(PACKED));
    const [left, right] = await Promise.all([0, 1].map((at) => columns.nth(at).boundingBox()));
    expect(left.x + left.width, 'side by side').toBeLessThanOrEqual(right.x);
    await expect(page.locator('section[aria-labelledby=sides]')).toContainText('It left here as it was promised.');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'dispute-resolver');
  });

  await test.step('decided for the seller: both read why, and until when it can be appealed', async () => {
    await decide(judges[0], { asks: 'release', reasons: 'Nothing was laid before us that shows the wheel after it came.' }, world.ahead());
    await expect(main(judges[0].page)).toContainText('Everything to the seller');
    for (const side of [buyer, seller]) {
      await visit(side, room);
      await expect(main(side)).toContainText('Nothing was laid before us that shows the wheel after it came.');
      await expect(main(side)).toContainText('Until the time below is over either side can ask for another look');
      expect(await inMoney(side, order, 'In escrow now')).toBe('12.50');
    }
    const [step] = await silenceOf(seller, order);
    expect(step.moves["Into the seller's wallet"]).toBe('12.1875');
    expect(await since(before)).toEqual([0n, 0n]);
  });

  await test.step('the buyer appeals from a phone; who decided cannot look at it again', async () => {
    await visit(buyer, room);
    await fill(buyer, 'appeal_decision', { reason: 'My words say what the film shows, and nobody asked me for the film.' });
    await send(buyer, 'appeal_decision');
    await expect(buyer.locator('.lead')).toContainText('decides for good');
    await fits(buyer);
    await picture(buyer, 'dispute-appealed-phone');
    await visit(judges[0].page, room);
    await expect(form(judges[0].page, 'decide_dispute')).toHaveCount(0);
    await visit(judges[0].page, '/admin/disputes');
    await send(judges[0].page, 'claim_dispute', line(judges[0].page));
    await expect(main(judges[0].page)).toContainText('Somebody else of us must do that');
  });

  await test.step('another one shares it 60 to 40, and it is in both wallets at once', async () => {
    world.later(26 * 60);
    const { page } = judges[1];
    await visit(page, '/admin/disputes');
    await send(page, 'claim_dispute', line(page));
    await visit(page, room);
    await decide(judges[1], { asks: 'split', buyer: '7.50', reasons: 'Both are right in part: it left true, and was packed too loosely to arrive so.' }, world.ahead());
    await expect(main(page)).toContainText('This dispute is over.');
    expect(await since(before)).toEqual([units('7.50'), units('4.875')]);
    for (const side of [buyer, seller]) {
      await visit(side, `/orders/${order}`);
      expect(await inMoney(side, order, 'In escrow now')).toBe('0.00');
      expect(await silenceOf(side, order)).toEqual([]);
    }
  });

  const { key } = await (await buyer.request.get('/.well-known/amanat-receipt-key.json')).json();
  /** A file of the house, as its page gives it out. */
  const saved = async (side, path, name) => {
    const file = join(world.data, name);
    const answer = await side.request.get(path);
    expect(answer.status(), path).toBe(200);
    writeFileSync(file, await answer.text());
    return file;
  };

  await test.step('the receipts of both hold, by the command and by the page', async () => {
    for (const [side, name] of [[buyer, 'buyers.json'], [seller, 'sellers.json']]) {
      const file = await saved(side, `/orders/${order}/receipt.json`, name);
      const { refunded, released, held } = JSON.parse(readFileSync(file, 'utf8')).facts.money;
      expect([refunded.amount, released.amount, held.amount]).toEqual(['7.50', '4.8750', '0.00']);
      const verdict = await world.run('verify', file, '--key', key);
      expect(verdict.code, verdict.text).toBe(0);
      await visit(side, '/verify');
      await form(side, 'verify_receipt').locator('[name=receipt]').fill(readFileSync(file, 'utf8'));
      await form(side, 'verify_receipt').locator('button[type=submit]').click();
      await expect(side.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'valid');
    }
  });

  await test.step('the signed summary says both decisions and the appeal, and the vault signed what was paid', async () => {
    const file = await saved(seller, `${room}/resolution.json`, 'resolution.json');
    const verdict = await world.run('verify', file, '--key', key);
    expect(verdict.code, verdict.text).toBe(0);
    expect(verdict.text).toContain('valid: the dispute about R-');
    const text = readFileSync(file, 'utf8');
    const { decisions, appeal, dispute } = JSON.parse(text).facts;
    expect(decisions.map(({ action, decided_by }) => [action, decided_by.name])).toEqual([
      ['release', judges[0].name],
      ['split', judges[1].name],
    ]);
    expect(decisions[1].evidence).toEqual([sha(PICTURES), sha(PACKED)]);
    expect(appeal.reason).toContain('nobody asked me for the film');
    expect([dispute.outcome.buyer.amount, dispute.outcome.seller.amount]).toEqual(['7.50', '5.00']);
    const { instruction } = decisions[1];
    expect(instruction.text).toContain('7.50 USDT');
    const signer = await signerOf(world.rpc, instruction.text, instruction.signature);
    expect(signer).toBe(instruction.signer.toLowerCase());
    const admin = await adminOf(world, browser);
    await visit(admin, '/admin/treasury');
    expect((await main(admin).textContent()).replaceAll(/\s/g, '').toLowerCase(), 'the vault is the one that holds the coins').toContain(signer);
    const changed = join(world.data, 'changed.json');
    writeFileSync(changed, text.replace('packed too loosely', 'packed quite well'));
    const found = await world.run('verify', changed, '--key', key);
    expect(found.code).toBe(1);
    expect(found.text).toContain('decisions.1.reasons');
  });

  await test.step('the summary is a paper that both read and print, and that the page checks as it checks a receipt', async () => {
    const text = readFileSync(join(world.data, 'resolution.json'), 'utf8');
    for (const side of [buyer, seller]) {
      await visit(side, room);
      await side.locator('a', { hasText: 'Read, print and save it, signed' }).first().click();
      await expect(side).toHaveURL(new RegExp(`${room}/resolution$`));
      const paper = main(side);
      for (const words of ['Outcome of the dispute about R-', 'nobody asked me for the film', 'packed too loosely', sha(PACKED), 'Amanat instruction 1']) {
        await expect(paper).toContainText(words);
      }
      await expect(paper.locator('dl').first()).toContainText(/Back to the buyer, before fees.*7\.50.*To the seller, before fees.*5\.00/s);
      const download = side.waitForEvent('download');
      await side.locator(`a[href="${room}/resolution.json"]`).click();
      expect((await download).suggestedFilename()).toMatch(/^amanat-R-\d{6}-resolution\.json$/);
      await fits(side);
    }
    expect(await violations(buyer)).toEqual([]);
    await picture(buyer, 'summary-phone');
    await dress(buyer, world, { language: 'fa', theme: 'dark' });
    await buyer.reload();
    await fits(buyer);
    await picture(buyer, 'summary-fa-phone');

    const changed = text.replace('packed too loosely', 'packed quite well');
    const sent = [];
    buyer.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    for (const [side, language, ended] of [[seller, 'en', 'Our people decided'], [buyer, 'fa', 'همکاران ما تصمیم گرفتند'], [seller, 'fa', 'همکاران ما تصمیم گرفتند'], [buyer, 'en', 'Our people decided']]) {
      await dress(side, world, { language, theme: 'light' });
      for (const [pasted, verdict] of [[text, 'valid'], [changed, 'changed']]) {
        await visit(side, '/verify');
        await form(side, 'verify_receipt').locator('[name=receipt]').fill(pasted);
        await form(side, 'verify_receipt').locator('button[type=submit]').click();
        const found = side.locator('section[data-verdict]');
        await expect(found).toHaveAttribute('data-verdict', verdict);
        if (verdict === 'changed') {
          await expect(found.locator('[data-check=fields][data-state=wrong]')).toContainText('decisions.1.reasons');
          continue;
        }
        await expect(found.locator('[data-says=ending]')).toHaveText(ended);
        for (const [part, words] of Object.entries({ held: '12.50 USDT', buyers: '7.50 USDT', sellers: '5.00 USDT', title: 'The wheel is not true' })) {
          await expect(found.locator(`[data-says=${part}]`)).toHaveText(words);
        }
        await fits(side);
      }
    }
    expect(sent, 'the browser looked at it by itself').toEqual([]);
    for (const side of [buyer, seller]) await dress(side, world, { language: 'en', theme: 'light' });
  });

  await test.step('everybody reads that it was decided, and decided otherwise', async () => {
    const stranger = await world.visitor(browser);
    await visit(stranger, '/about-disputes');
    await expect(main(stranger)).toContainText('Nadia Saberi');
    expect((await stranger.request.get(`${room}/resolution.json`)).status()).toBe(401);
    await stranger.context().close();
  });
});
