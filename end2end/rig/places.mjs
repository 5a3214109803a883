// Every page there is, with something to see on it: one world with the demo's people and an order in each state.
// The list is held against app/src/routes.rs: a page nobody has a place for fails whoever asks.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { PASSWORD, accept, anOrder, demoPerson, form, makeOffer, openCheckout, postRequest, send, setUpApp, signIn, tokens, transfer, untilStage } from '../people.mjs';
import { makeTemplate } from '../shop.mjs';
import { furnishInstruction } from '../signing.mjs';
import { startWorld } from './world.mjs';

/** Who looks. `out` is nobody. */
export const WHO = ['out', 'buyer', 'seller', 'admin'];

/** The paths of the table in app/src/routes.rs. */
export function routes() {
  const table = readFileSync(new URL('../../app/src/routes.rs', import.meta.url), 'utf8');
  return [...table.matchAll(/^\s*"(\/[^"]*)" => [\w:]+, (May::\w+(?:\(Role::\w+\))?|[A-Z_]+), \w+[^;]*;/gm)].map(([, path, may]) => ({ path, may }));
}

/** A visitor who is one of `WHO`. */
export async function visitorAs(world, browser, who, options = {}) {
  const page = await world.visitor(browser, options);
  if (who === 'out') return page;
  const { email, password } = demoPerson(world, who === 'seller' ? 'کاوه' : who);
  await signIn(page, email, password);
  return page;
}

/** Sets the switches of a visitor: language and theme are cookies. */
export async function dress(page, world, { language, theme }) {
  const cookies = { lang: language, theme };
  await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: world.origin })));
}

/** The world, its objects, and the places to look at: `{ name, route, path, who?, then? }`. */
export async function startPlaces(browser) {
  const world = await startWorld({ mining: 1 });
  try {
    const things = await furnish(world, browser);
    return { world, places: places(things) };
  } catch (reason) {
    await world.stop();
    throw reason;
  }
}

/** An order in each state, a draft, an address, an application. */
async function furnish(world, browser) {
  const buyer = await visitorAs(world, browser, 'buyer', { js: false });
  await buyer.goto('/my/requests');
  const links = await buyer.locator('main a[href*="req_"]').evaluateAll((all) => all.map((link) => [link.textContent, link.pathname]));
  const id = (title) => {
    const found = links.find(([text]) => text.includes(title));
    if (!found) throw new Error(`the demo has no request “${title}”: ${JSON.stringify(links)}`);
    return found[1].match(/req_\w+/)[0];
  };
  const things = {
    quiet: id('renting a flat'),
    offered: id('نامهٔ اداری'),
    first: id('good camera'),
    waiting: id('Oak desk'),
    funded: id('Camera lens'),
    sent: id('coffee grinder'),
    released: id('small bakery'),
  };
  things.chat = await openChat(buyer, things.sent);
  await acceptAny(buyer, things.first);
  await openCheckout(buyer, things.waiting);
  const seller = await visitorAs(world, browser, 'seller', { js: false });
  things.partial = await postRequest(buyer, { title: 'A bell for a city bicycle' });
  await makeOffer(seller, things.partial, { price: '12.50' });
  await accept(buyer, things.partial);
  const { token, to, units } = await openCheckout(buyer, things.partial);
  await transfer(world.chain, token, to, units / 2n);
  await untilStage(buyer, 'partial', { js: false });
  const other = (await tokens(world.chain)).find(({ symbol }) => symbol === 'USDC');
  await transfer(world.chain, other.address, to, units);
  await expect.poll(() => buyer.goto(`/orders/${things.partial}/unclaimed`).then(() => buyer.locator('tbody tr').count()), { timeout: 45_000 }).toBe(1);
  things.argued = await argue(world, buyer, seller, 'A saddle for a city bicycle');
  things.dispute = new URL(buyer.url()).pathname;
  things.group = await buyer.locator('main a[href^="/chats/cht_"]').first().getAttribute('href');
  await argue(world, buyer, seller, 'A pump for a city bicycle');
  things.judged = new URL(buyer.url()).pathname;
  await seller.goto(things.judged);
  // This seller reads Persian: the words on it are not known here.
  await seller.locator('details', { has: form(seller, 'ask_the_house') }).locator('summary').click();
  await send(seller, 'ask_the_house');
  await argue(world, buyer, seller, 'A bag for a city bicycle');
  things.settled = new URL(buyer.url()).pathname;
  await seller.goto(things.settled);
  await send(seller, 'accept_outcome');
  await leaveTraces(buyer);
  things.seller = await seller.goto('/settings').then(() => seller.locator('main a[href^="/people/"]').first().getAttribute('href'));
  things.payout = await seller.goto('/wallet/withdraw').then(() => seller.locator('main a[href^="/wallet/withdrawals/pyo_"]').first().getAttribute('href'));
  things.link = await makeTemplate(seller, { title: 'A brass lamp', price: '12.50', by: 'online' });
  things.template = new URL(seller.url()).pathname;
  things.checkout = await fillCart(buyer, things.link);
  const admin = await visitorAs(world, browser, 'admin', { js: false });
  // The demo's people have an address on their lists already: the clock stays where it is.
  const rich = await anOrder(world, browser, { people: { buyer, seller }, js: false });
  const paid = await openCheckout(buyer, rich.order);
  await transfer(world.chain, paid.token, paid.to, 1_512_500_000n);
  await untilStage(buyer, 'over', { js: false });
  const { email, password } = demoPerson(world, 'buyer');
  await setUpApp(buyer, email, password);
  Object.assign(things, await furnishInstruction(world, browser, { buyer, email, password }));
  things.payment = await admin.goto('/admin/payments').then(() => admin.locator('main a[href^="/admin/payments/pay_"]').first().getAttribute('href'));
  for (const page of [buyer, seller, admin]) await page.context().close();
  return things;
}

/** A paid order that its buyer complains of. */
async function argue(world, buyer, seller, title) {
  const request = await postRequest(buyer, { title });
  await makeOffer(seller, request, { price: '12.50' });
  await accept(buyer, request);
  const { token, to, units } = await openCheckout(buyer, request);
  await transfer(world.chain, token, to, units);
  await untilStage(buyer, 'funded', { js: false });
  await buyer.goto(`/orders/${request}`);
  await buyer.getByText('Open a dispute').click();
  const complaint = form(buyer, 'open_dispute');
  await complaint.locator('[name=category]').selectOption('delivery_delay');
  await complaint.locator('[name=reason]').fill('It is a week late');
  await complaint.locator('[name=description]').fill('It should have been here last Monday, and nobody answers.');
  await complaint.locator('[name=evidence]').fill('The seller promised Monday, and wrote so.');
  await complaint.locator('[name=files]').setInputFiles([{ name: 'promise.txt', mimeType: 'text/plain', buffer: Buffer.from('It will be there on Monday.') }]);
  await complaint.locator('[name=asks][value=refund]').check();
  await send(buyer, 'open_dispute');
  return request;
}

async function acceptAny(page, request) {
  await page.goto(`/requests/${request}`);
  await send(page, 'accept_offer', form(page, 'accept_offer').first());
}

/** The conversation about an order. */
async function openChat(page, order) {
  await page.goto(`/orders/${order}`);
  await send(page, 'start_chat');
  return new URL(page.url()).pathname.split('/').pop();
}

/** Orders of a cart, and another thing in it afterwards. */
async function fillCart(page, link) {
  const put = async () => {
    await page.goto(link);
    await send(page, 'add_to_cart');
  };
  await put();
  await send(page, 'check_out_cart');
  const checkout = new URL(page.url()).pathname;
  await put();
  return checkout;
}

/** What a person leaves lying: a wish half written, an address, an application. */
async function leaveTraces(page) {
  await page.goto('/requests/new?step=1');
  await form(page, 'save_draft').locator('[name=title]').fill('A lamp for the reading chair');
  await send(page, 'save_draft');
  await page.goto('/settings/addresses');
  const place = { label: 'Home', recipient: 'Leila Rahimi', street: 'Lindenstr. 5', city: 'Berlin', country: 'Germany' };
  for (const [name, text] of Object.entries(place)) await form(page, 'add_address').locator(`[name=${name}]`).fill(text);
  await send(page, 'add_address');
  await page.goto('/become-a-seller');
  await form(page, 'apply_as_seller').locator('[name=sells]').fill('Carpets');
  await form(page, 'apply_as_seller').locator('[name=words]').fill('Twenty years of weaving and mending carpets in Kashan.');
  await send(page, 'apply_as_seller');
}

const empty = (deed) => async (page) => send(page, deed, form(page, deed).first());

let strangers = 0;
/** Somebody new asks for a letter with a code, and the page that waits for it is there. */
const askForCode = (deed) => async (page) => {
  strangers += 1;
  const door = form(page, deed);
  const typed = { name: 'Mina Rad', email: `mina.rad.${strangers}@example.com`, secret_password: PASSWORD };
  for (const [name, text] of Object.entries(typed)) {
    const field = door.locator(`[name=${name}]`);
    if ((await field.count()) > 0) await field.fill(text);
  }
  await send(page, deed);
};

/** What has a place of its own; every other path without a parameter is its own place. */
function places(things) {
  const at = (route, thing, more = {}) => ({ route, path: route.replace(':id', things[thing]), name: `${route} ${thing}`, ...more });
  const parties = ['buyer', 'seller'];
  const own = [
    at('/requests/:id', 'quiet'),
    at('/requests/:id', 'offered'),
    at('/requests/:id', 'first'),
    at('/requests/:id', 'sent', { who: parties }),
    at('/requests/:id', 'released', { who: parties }),
    at('/requests/:id/edit', 'quiet'),
    at('/requests/:id/offer', 'quiet'),
    at('/requests/:id/offer', 'quiet', { name: '/requests/:id/offer refused', who: ['seller'], then: empty('make_offer') }),
    ...['first', 'waiting', 'funded', 'sent', 'released'].map((thing) => at('/orders/:id', thing, { who: parties })),
    ...['first', 'waiting', 'partial', 'funded', 'released'].map((thing) => at('/orders/:id/checkout', thing, { who: ['buyer'] })),
    at('/orders/:id', 'argued', { who: parties }),
    { route: '/disputes/:id', path: things.dispute, name: '/disputes/:id', who: ['buyer', 'seller', 'admin'] },
    { route: '/disputes/:id', path: things.judged, name: '/disputes/:id with the house', who: ['buyer', 'admin'] },
    { route: '/disputes/:id', path: things.settled, name: '/disputes/:id over', who: parties },
    { route: '/disputes/:id/resolution', path: `${things.settled}/resolution`, name: '/disputes/:id/resolution', who: ['buyer', 'seller', 'admin'] },
    { route: '/disputes/:id/resolution', path: `${things.dispute}/resolution`, name: '/disputes/:id/resolution not yet', who: parties },
    at('/orders/:id/unclaimed', 'partial', { who: ['buyer'] }),
    at('/orders/:id/unclaimed', 'funded', { who: ['buyer'] }),
    at('/orders/:id/refund', 'partial', { who: ['buyer'] }),
    at('/orders/:id/refund', 'funded', { who: ['buyer'] }),
    at('/orders/:id/receipt', 'funded', { who: parties }),
    at('/orders/:id/receipt', 'released', { who: parties }),
    at('/orders/:id/review', 'released', { who: parties }),
    at('/chats/:id', 'chat', { who: parties }),
    { route: '/chats/:id', path: `/chats/${things.chat}?q=grinder`, name: '/chats/:id found', who: parties },
    { route: '/chats/:id', path: `/chats/${things.chat}`, name: '/chats/:id refused', who: ['buyer'], then: empty('send_message') },
    { route: '/chats/:id', path: things.group, name: '/chats/:id of a dispute', who: parties },
    { route: '/disputes/:id', path: things.dispute, name: '/disputes/:id refused', who: ['seller'], then: empty('lay_evidence') },
    { route: '/wallet/withdrawals/:id', path: things.payout, name: '/wallet/withdrawals/:id', who: ['seller'] },
    {
      route: '/wallet/withdraw',
      path: '/wallet/withdraw?currency=USDT&chain=31337&address=0xa0Ee7A142d267C1f36714E4a8F75612F20a79720&amount=5',
      name: '/wallet/withdraw review',
      who: ['seller'],
    },
    { route: '/wallet/withdraw', path: '/wallet/withdraw?currency=USDT&chain=31337&address=0x1&amount=', name: '/wallet/withdraw refused', who: ['seller'] },
    { route: '/people/:id', path: things.seller, name: '/people/:id seller' },
    { route: '/t/:slug', path: things.link, name: '/t/:slug' },
    { route: '/t/:slug', path: things.link, name: '/t/:slug signed out', who: ['out'], then: empty('buy_template') },
    { route: '/my/templates/:id', path: things.template, name: '/my/templates/:id', who: ['seller'] },
    { route: '/my/templates/new', path: '/my/templates/new', name: '/my/templates/new refused', who: ['seller'], then: empty('create_template') },
    { route: '/cart/checkouts/:id', path: things.checkout, name: '/cart/checkouts/:id', who: ['buyer'] },
    { route: '/admin/payments/:id', path: things.payment, name: '/admin/payments/:id newest', who: ['admin'] },
    { route: '/admin/signers/:id', path: things.signer, name: '/admin/signers/:id', who: ['admin'] },
    { route: '/admin/sweeps/:id', path: things.sweep, name: '/admin/sweeps/:id', who: ['admin'] },
    { route: '/admin/instructions/:id', path: things.instruction, name: '/admin/instructions/:id', who: ['admin'] },
    { route: '/admin/users/:id', path: things.seller.replace('/people/', '/admin/users/'), name: '/admin/users/:id seller', who: ['admin'] },
    { route: '/requests', path: '/requests?text=nothing+is+called+so', name: '/requests nothing found' },
    { route: '/requests/new', path: '/requests/new?step=2', name: '/requests/new step 2', who: ['buyer'] },
    { route: '/requests/new', path: '/requests/new?step=3', name: '/requests/new step 3', who: ['buyer'] },
    { route: '/requests/new', path: '/requests/new?step=4', name: '/requests/new step 4', who: ['buyer'] },
    { route: '/requests/new', path: '/requests/new?step=1', name: '/requests/new refused', who: ['seller'], then: empty('save_draft') },
    { route: '/sign-in', path: '/sign-in', name: '/sign-in refused', who: ['out'], then: empty('sign_in') },
    { route: '/sign-up', path: '/sign-up', name: '/sign-up refused', who: ['out'], then: empty('sign_up') },
    { route: '/sign-up/check', path: '/sign-up', name: '/sign-up/check waiting', who: ['out'], then: askForCode('sign_up') },
    { route: '/reset-password', path: '/forgot-password', name: '/reset-password waiting', who: ['out'], then: askForCode('forgot_password') },
    { route: '/verify', path: '/verify', name: '/verify refused', who: ['out'], then: empty('verify_receipt') },
    { route: '404', path: '/there-is-nothing-here', name: '404' },
  ];
  const known = new Set(own.map(({ route }) => route));
  const open = [];
  for (const { path, may } of routes()) {
    const who = may.includes('Anyone') ? WHO : may.includes('Admin') || !may.includes('::') ? ['admin', 'buyer'] : ['buyer', 'seller', 'admin'];
    for (const place of own.filter((place) => place.route === path)) place.who ??= who;
    if (path.includes(':') && !known.has(path)) throw new Error(`${path} has no place in end2end/rig/places.mjs: make one, with something on it`);
    if (!path.includes(':')) open.push({ route: path, path, name: path, who });
  }
  return [...open, ...own].map((place) => ({ who: WHO, ...place }));
}

/** A name that a file may have. */
export const fileName = (place) => place.name.replace(/^\/$/, 'landing').replaceAll(/[^\w]+/g, '-').replace(/^-|-$/g, '');
