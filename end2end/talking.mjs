// What people do who talk to each other, said once for the journeys.
import { expect } from '@playwright/test';
import { becomeSeller, form, makeOffer, postRequest, send, signUp } from './people.mjs';

/** A buyer and a seller, an offer between them, and both in its conversation. */
export async function twoWhoTalk(world, browser, { js = true } = {}) {
  const [buyer, seller] = [await world.visitor(browser, { js }), await world.visitor(browser, { js })];
  await signUp(buyer, 'Bita');
  await becomeSeller(world, browser, seller, 'Ali', { js });
  const request = await postRequest(buyer);
  await makeOffer(seller, request);
  for (const page of [buyer, seller]) {
    await page.goto(`/requests/${request}`);
    await send(page, 'start_chat', form(page, 'start_chat').first());
    await expect(page).toHaveURL(/\/chats\/cht_/);
  }
  return { buyer, seller, request };
}

/** The words of what was said. */
export const messages = (page) => page.locator('.message .message-text');

/** The field that one writes into. */
export const field = (page) => form(page, 'send_message').locator('[name=text]');

/** Writes and waits until it is said. */
export async function write(page, text) {
  await field(page).fill(text);
  await form(page, 'send_message').locator('button[type=submit]').click();
  await expect(messages(page).last()).toHaveText(text);
}
