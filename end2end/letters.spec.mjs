// Letters leave by a real mail server: they arrive whole in both languages, wait while it is away, and never come twice.
import { expect, test } from '@playwright/test';
import { PASSWORD, form, send } from './people.mjs';
import { violations } from './rig/accessibility.mjs';
import { header, startPost } from './rig/post.mjs';
import { picture, startWorld } from './rig/world.mjs';

let world;
let post;
test.beforeAll(async () => {
  post = await startPost();
  world = await startWorld({ jsEnabled: false, env: { AMANAT_SMTP: post.url, AMANAT_MAIL_FROM: post.from } });
});
test.afterAll(async () => {
  await world?.stop();
  await post?.close();
});

/** Fills in the form of a newcomer. */
async function askForAccount(page, name, email) {
  await page.goto('/sign-up');
  const door = form(page, 'sign_up');
  await door.locator('[name=name]').fill(name);
  await door.locator('[name=email]').fill(email);
  await door.locator('[name=secret_password]').fill(PASSWORD);
  await send(page, 'sign_up');
}

/** The letters to this address, once there are as many. */
async function lettersTo(email, count = 1, timeout = 30_000) {
  await expect.poll(() => post.letters(email).length, { message: `${count} letters to ${email}\n${world.said()}`, timeout }).toBe(count);
  return post.letters(email);
}

const codeIn = (letter) => /^\d{6}$/m.exec(letter.text)[0];

for (const [language, words, dir] of [
  ['en', { name: 'Sara', subject: 'is your code for Amanat', hello: 'Hello “Sara”,', date: /This was on \d+ \w+ \d{4}, \d\d:\d\d UTC/ }, 'ltr'],
  ['fa', { name: 'سارا', subject: 'کد شما در امانت:', hello: 'سلام «سارا»،', date: /زمان: .*[۰-۹]{4}، ساعت [۰-۹]{2}:[۰-۹]{2}/ }, 'rtl'],
]) {
  test(`a code arrives by mail and opens an account (${language})`, async ({ browser }) => {
    const page = await world.visitor(browser, { language });
    const email = `sara.${language}@example.com`;
    await askForAccount(page, words.name, email);
    const [letter] = await lettersTo(email);
    const code = codeIn(letter);

    expect(letter.subject).toContain(words.subject);
    expect(letter.subject).toContain(code);
    expect(letter.text).toContain(words.hello);
    expect(letter.text).toMatch(words.date);
    expect(letter.html).toContain(`<html lang="${language}" dir="${dir}">`);
    expect(letter.html).toContain(`<bdi dir="ltr">${code}</bdi>`);
    expect(letter.text).toContain(world.origin);
    expect(letter.html.match(/https?:\/\/[^"<\s]+/g).filter((link) => new URL(link).origin !== world.origin)).toEqual([]);

    expect(letter.from).toMatchObject({ name: 'Amanat', address: 'post@amanat.example' });
    expect(letter.to).toMatchObject([{ address: email }]);
    expect(header(letter, 'Content-Type')).toContain('multipart/alternative');
    expect(header(letter, 'Auto-Submitted')).toBe('auto-generated');
    expect(letter.messageId).toMatch(/^<let_\w{26}@amanat\.example>$/);
    expect(Math.abs(Date.now() - Date.parse(letter.date))).toBeLessThan(120_000);
    expect(letter.raw, 'eight bits travel in seven').toMatch(/^[\x00-\x7f]*$/);

    // As a mail program shows it. It has no page around it, so what axe wants of a page does not count.
    const reader = await world.visitor(browser, { js: true, width: 390 });
    await reader.setContent(letter.html);
    expect(await violations(reader, { without: ['region', 'landmark-one-main'] })).toEqual([]);
    await picture(reader, `letter-${language}-390`);

    await form(page, 'confirm_sign_up').locator('[name=secret_code]').fill(code);
    await send(page, 'confirm_sign_up');
    await expect(page.locator('form[action*="sign-out"]')).toHaveCount(1);
    expect(post.letters(email)).toHaveLength(1);
  });
}

test('letters that a mail server carries away lie in no outbox', async ({ browser }) => {
  const page = await world.visitor(browser);
  expect((await page.goto('/outbox')).status()).toBe(404);
  await page.goto('/');
  await expect(page.locator('a[href^="/outbox"]')).toHaveCount(0);
});

test('what somebody typed as a name is no header, no link and no markup in a stranger’s letter', async ({ browser }) => {
  const page = await world.visitor(browser);
  const email = 'stranger@example.com';
  await askForAccount(page, 'Win <b>at</b> evil.example/x', email);
  const refused = await page.locator('.field-error').allTextContents();
  if (refused.length > 0) await askForAccount(page, 'Win at evil.example', email);
  const [letter] = await lettersTo(email);
  expect(letter.raw.split('\r\n\r\n')[0]).not.toMatch(/evil|Win/);
  expect(letter.html).not.toMatch(/evil\.example|<b>/);
  expect(letter.text).not.toContain('evil.example');
});

test('while the mail server is away letters wait, and arrive once', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await world.visitor(browser);
  const email = 'patient@example.com';
  await post.close();
  await askForAccount(page, 'Patient Person', email);
  await expect(form(page, 'confirm_sign_up'), 'the page does not wait for the post').toHaveCount(1);
  // Power cut between the tries: the letter is in the database.
  await world.kill9();
  await world.restart();
  await post.open();
  const [letter] = await lettersTo(email, 1, 60_000);
  await form(page, 'confirm_sign_up').locator('[name=secret_code]').fill(codeIn(letter));
  await send(page, 'confirm_sign_up');
  await expect(page.locator('form[action*="sign-out"]')).toHaveCount(1);
  // A letter to somebody else, written later, has come; there is still one to the first.
  await askForAccount(await world.visitor(browser), 'Later Person', 'later@example.com');
  await lettersTo('later@example.com');
  expect(post.letters(email)).toHaveLength(1);
});

test('a mail server that is busy is asked again, and has the letter once', async ({ browser }) => {
  const page = await world.visitor(browser);
  const email = 'busy@example.com';
  post.refuse(email, 451);
  await askForAccount(page, 'Busy Server', email);
  await expect.poll(() => post.refused(email)).toBeGreaterThan(0);
  post.refuse(email, 0);
  await lettersTo(email);
  await askForAccount(await world.visitor(browser), 'One Later', 'one.later@example.com');
  await lettersTo('one.later@example.com');
  expect(post.letters(email)).toHaveLength(1);
});

test('an address that the mail server refuses is given up, and the house goes on', async ({ browser }) => {
  const page = await world.visitor(browser);
  const email = 'nobody@example.com';
  post.refuse(email, 550);
  await askForAccount(page, 'Nobody There', email);
  await expect.poll(() => post.refused(email)).toBe(1);
  await askForAccount(await world.visitor(browser), 'Somebody There', 'somebody@example.com');
  await lettersTo('somebody@example.com');
  expect(world.said()).toContain('a letter did not leave');
  expect(world.said(), 'no address in the log').not.toContain('@example.com');
  // Taken again from now on: a letter that was given up is not sent after all.
  post.refuse(email, 0);
  await world.restart();
  await askForAccount(await world.visitor(browser), 'One More', 'one.more@example.com');
  await lettersTo('one.more@example.com');
  expect(post.letters(email)).toHaveLength(0);
  expect(post.refused(email)).toBe(1);
});

test('a mail server that cannot prove its name gets no password and no letter', async ({ browser }) => {
  const impostor = await startPost({ tls: {} });
  const elsewhere = await startWorld({ jsEnabled: false, env: { AMANAT_SMTP: impostor.url, AMANAT_MAIL_FROM: impostor.from } });
  try {
    await askForAccount(await elsewhere.visitor(browser), 'Careful Person', 'careful@example.com');
    await expect.poll(() => elsewhere.said(), { timeout: 30_000 }).toMatch(/did not leave.*certificate/i);
    expect(impostor.letters('careful@example.com')).toEqual([]);
    expect(elsewhere.said()).not.toContain(new URL(impostor.url).password);
  } finally {
    await elsewhere.stop();
    await impostor.close();
  }
});
