// Forty ways to make a page run what somebody typed, stored in every text there is, then every page visited: nothing
// runs, and no browser has anything to report. And a form whose session ended while it was filled in.
import { expect, test } from '@playwright/test';
import { becomeSeller, fillOffer, form, postRequest, send, signIn, signUp } from './people.mjs';
import { routes } from './rig/places.mjs';
import { startWorld } from './rig/world.mjs';

test.setTimeout(600_000);

/** Each sets `hit` in the page that runs it, or opens a dialog. */
const PAYLOADS = [
  '<script>alert(1)</script>', '"><script>alert(1)</script>', '</title><script>alert(1)</script>', '</textarea><script>alert(1)</script>',
  '</script><script>alert(1)</script>', '<!--<script>alert(1)//-->', '--><script>alert(1)</script>', '<img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>', "'><img src=x onerror=alert(1)>", '<svg onload=alert(1)>', '<svg/onload=alert(1)//',
  '<svg><script>alert(1)</script></svg>', '<svg><animate onbegin=alert(1) attributeName=x>', '<math><mi//xlink:href="javascript:alert(1)">',
  '<iframe srcdoc="<script>parent.alert(1)</script>">', '<iframe src=javascript:alert(1)>', '<object data=javascript:alert(1)>',
  '<embed src=javascript:alert(1)>', '<a href=javascript:alert(1)>x</a>', 'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>',
  '" onmouseover="alert(1)" x="', "' onfocus='alert(1)' autofocus='", '" autofocus onfocus=alert(1) x="', '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>', '<video><source onerror=alert(1)>', '<audio src=x onerror=alert(1)>', '<input autofocus onfocus=alert(1)>',
  '<form><button formaction=javascript:alert(1)>x', '<base href=//evil.example/>', '<link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '<style>@import "//evil.example/x.css";</style>', '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}', '<template><script>alert(1)</script></template>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '\u2028alert(1)//<x',
];

let world;
test.beforeAll(async () => { world = await startWorld(); });
test.afterAll(() => world?.stop());

/** Several at once, as many as a short text holds. */
function together(payloads, most) {
  const texts = [];
  for (const payload of payloads) {
    const last = texts.at(-1);
    if (last !== undefined && `${last} ${payload}`.length <= most) texts[texts.length - 1] = `${last} ${payload}`;
    else texts.push(payload);
  }
  return texts;
}

/** Says when anything of a page's visitor ran. */
function guard(page) {
  page.hits = [];
  page.on('dialog', async (dialog) => { page.hits.push(`${page.url()}: ${dialog.message()}`); await dialog.dismiss(); });
  return page;
}

/** Fills every text of a deed's form, and sends it. */
async function poison(page, deed, payload, keep = {}) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((folded) => { folded.open = true; }));
  const where = form(page, deed).last();
  const texts = where.locator('input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=password]), textarea');
  for (const field of await texts.all()) {
    const name = await field.getAttribute('name');
    const most = Number((await field.getAttribute('maxlength')) ?? 400);
    await field.fill((keep[name] ?? payload).slice(0, most), { force: true });
  }
  await send(page, deed, where);
}

async function visitAll(page, paths) {
  for (const path of paths) {
    await page.goto(path);
    // What waits for a pointer or the keyboard.
    await page.keyboard.press('Tab');
  }
  expect(page.hits, 'nothing of it ran').toEqual([]);
}

test('forty ways in every text: nothing runs on any page', async ({ browser }) => {
  expect(PAYLOADS).toHaveLength(40);
  const buyer = guard(await world.visitor(browser));
  const seller = guard(await world.visitor(browser));
  await signUp(buyer, 'Sara Ahmadi');
  await becomeSeller(world, browser, seller, 'Reza Karimi');
  const wishes = [];
  for (const payload of together(PAYLOADS, 110)) {
    const wish = await postRequest(buyer, { title: payload });
    wishes.push(wish);
    await buyer.goto(`/requests/${wish}/edit`);
    await poison(buyer, 'edit_request', payload, { title: payload, quantity: '1', budget_min: '10', budget_max: '20', phone: '', postal_code: '', product_link: '' });
    await fillOffer(seller, wish, { title: payload });
    await form(seller, 'make_offer').locator('[name=description]').fill(payload);
    await send(seller, 'make_offer');
    await buyer.goto('/settings');
    await poison(buyer, 'change_profile', payload, { name: payload.slice(0, 60) });
    await buyer.goto('/settings/addresses');
    await poison(buyer, 'add_address', payload, { phone: '12345 6789', postal_code: '10969', recipient: payload.slice(0, 60) });
  }
  const me = await buyer.goto('/settings').then(() => buyer.locator('main a[href^="/people/"]').first().getAttribute('href'));
  const open = routes().map(({ path }) => path).filter((path) => !path.includes(':'));
  const about = wishes.map((wish) => `/requests/${wish}`);
  for (const page of [buyer, seller, guard(await world.visitor(browser))]) {
    await visitAll(page, [...open, ...(me ? [me] : []), ...about]);
  }
  expect(await world.reports()).toEqual([]);
});

test('in addresses it does not run either', async ({ browser }) => {
  const page = guard(await world.visitor(browser));
  for (const payload of PAYLOADS) {
    const text = encodeURIComponent(payload);
    await visitAll(page, [`/requests?text=${text}`, `/sign-in?next=${text}`, `/people/${text}`, `/${text}`]);
  }
  expect(await world.reports()).toEqual([]);
});

test('a page that breaks the policy is reported', async ({ browser }) => {
  const own = await startWorld();
  try {
    const page = await own.visitor(browser);
    await page.goto('/');
    await page.evaluate(() => { document.body.append(Object.assign(new Image(), { src: 'https://evil.example/pixel' })); });
    await expect.poll(() => own.reports()).toEqual(['img-src 1']);
    await expect(own.stop()).rejects.toThrow('img-src');
  } finally {
    await own.stop();
  }
});

test('signed out while writing, nothing is lost', async ({ browser }) => {
  const page = await world.visitor(browser, { js: false });
  const { email } = await signUp(page, 'Mina Rad');
  await page.goto('/become-a-seller');
  const ask = form(page, 'apply_as_seller');
  await ask.locator('[name=sells]').fill('Carpets and kilims');
  await ask.locator('[name=words]').fill('Twenty years of weaving and mending carpets in Kashan.');
  await page.context().clearCookies();
  await send(page, 'apply_as_seller');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('signed out');
  const beside = await page.context().newPage();
  await signIn(beside, email);
  await page.locator('form[action*="kept="] button').click();
  await expect(form(page, 'apply_as_seller').locator('[name=sells]')).toHaveValue('Carpets and kilims');
  await send(page, 'apply_as_seller');
  await expect(form(page, 'apply_as_seller')).toHaveCount(0);
});
